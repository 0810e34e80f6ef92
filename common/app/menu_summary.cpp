// SPDX-License-Identifier: MIT
// All sessions in one icon and one line.
#include <algorithm>
#include <array>

#include "app/menu_model.h"
#include "app/strings.h"
#include "base/text.h"

namespace sandtray::app {

using session::Snapshot;

IconState worst_icon(const std::vector<Snapshot>& sessions) {
  auto worst = IconState::idle;
  for (const auto& snapshot : sessions) {
    if (has_ended(snapshot) && snapshot.seen) continue;
    worst = std::max(worst, icon_of(snapshot));
  }
  return worst;
}

std::string count_words(const std::vector<Snapshot>& sessions) {
  std::array<int, 4> counts{};
  int queued = 0;
  for (const auto& snapshot : sessions) {
    if (has_ended(snapshot) && (snapshot.seen || icon_of(snapshot) != IconState::failed)) continue;
    if (!has_ended(snapshot) && snapshot.last.state == session::State::queued) {
      ++queued;
      continue;
    }
    ++counts[static_cast<std::size_t>(icon_of(snapshot))];
  }
  std::vector<std::string> parts;
  const auto add_count = [&](int n, const char* text) {
    if (n > 0) parts.push_back(expand_template(text, {{"n", std::to_string(n)}}));
  };
  const auto add = [&](IconState state, const char* text) {
    add_count(counts[static_cast<std::size_t>(state)], text);
  };
  add(IconState::failed, strings::count_failed);
  add(IconState::needs_you, counts[static_cast<std::size_t>(IconState::needs_you)] == 1
                                ? strings::count_needs_you_one
                                : strings::count_needs_you);
  add(IconState::working, strings::count_working);
  add(IconState::idle, strings::count_idle);
  add_count(queued, strings::count_queued);
  return join(parts, ", ");
}

std::string tooltip(const std::vector<Snapshot>& sessions) {
  const auto counts = count_words(sessions);
  if (counts.empty()) return strings::tooltip_none;
  return expand_template(strings::tooltip_counts, {{"counts", counts}});
}

}  // namespace sandtray::app
