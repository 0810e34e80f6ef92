// SPDX-License-Identifier: MIT
#include "base/clock.h"

#include <chrono>
#include <cstdio>

namespace sandtray {

std::int64_t now_ms() {
  using namespace std::chrono;
  return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}

std::string format_time(std::int64_t ms) {
  using namespace std::chrono;
  const sys_time<milliseconds> time{milliseconds(ms)};
  const auto day = floor<days>(time);
  const year_month_day date(day);
  const hh_mm_ss clock(time - day);
  char text[40];
  std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", int(date.year()),
                unsigned(date.month()), unsigned(date.day()), int(clock.hours().count()),
                int(clock.minutes().count()), int(clock.seconds().count()),
                int(clock.subseconds().count()));
  return text;
}

std::int64_t parse_time(std::string_view text) {
  using namespace std::chrono;
  int y = 0, h = 0, m = 0, s = 0, ms = 0;
  unsigned mo = 0, d = 0;
  if (text.size() != 24 || text.back() != 'Z') return -1;
  if (std::sscanf(std::string(text).c_str(), "%4d-%2u-%2uT%2d:%2d:%2d.%3d", &y, &mo, &d, &h, &m, &s,
                  &ms) != 7) {
    return -1;
  }
  const year_month_day date{year(y), month(mo), day(d)};
  if (!date.ok()) return -1;
  return duration_cast<milliseconds>(sys_days(date).time_since_epoch() + hours(h) + minutes(m) +
                                     seconds(s) + milliseconds(ms))
      .count();
}

}  // namespace sandtray
