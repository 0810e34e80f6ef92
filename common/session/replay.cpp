// SPDX-License-Identifier: MIT
#include "session/replay.h"

#include <algorithm>

namespace sandtray::session {
namespace {

constexpr std::size_t search = 64 << 10;  // a longer sequence is not worth waiting for
constexpr char escape = '\033';
constexpr char end_of_string = '\a';

bool ends_string(std::string_view text, std::size_t at) {
  return at + 1 < text.size() && text[at] == escape && text[at + 1] == '\\';
}

}  // namespace

std::size_t find_clean_start(std::string_view tail) {
  const auto head = tail.substr(0, std::min(tail.size(), search));
  std::size_t after_line = std::string_view::npos;
  for (std::size_t at = 0; at < head.size(); ++at) {
    // The end of a string that began before the cut, or a bell: clean in both cases.
    if (head[at] == end_of_string) return at + 1;
    if (ends_string(head, at)) return at + 2;
    if (head[at] == escape) return std::min(at, after_line);
    if (head[at] == '\n' && after_line == std::string_view::npos) after_line = at + 1;
  }
  if (after_line != std::string_view::npos) return after_line;
  std::size_t at = 0;
  while (at < head.size() && at < 3 && (static_cast<unsigned char>(head[at]) & 0xC0) == 0x80) ++at;
  return at;
}

bool uses_alternate_screen(std::string_view modes) {
  for (const auto* mode : {"1049h", "1047h", "[?47h"}) {
    if (modes.find(mode) != std::string_view::npos) return true;
  }
  return false;
}

}  // namespace sandtray::session
