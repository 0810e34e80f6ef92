// SPDX-License-Identifier: MIT
#include "app/session_list.h"

#include <algorithm>

#include "app/menu_model.h"
#include "app/strings.h"
#include "base/text.h"
#include "sandbox/method.h"

namespace sandtray::app {
namespace {

using session::Snapshot;

constexpr std::size_t max_word = 40;

// duration_text() counts seconds, then minutes, then days.
std::int64_t until_it_reads_differently(std::int64_t elapsed_ms) {
  constexpr std::int64_t second = 1000, minute = 60 * second, day = 24 * 60 * minute;
  if (elapsed_ms < 0) return second - elapsed_ms;
  const auto step = elapsed_ms < minute ? second : elapsed_ms < day ? minute : day;
  return step - elapsed_ms % step;
}

SessionRow row_of(const Snapshot& snapshot, const std::string& home, std::int64_t now_ms) {
  SessionRow row;
  row.id = snapshot.spec.id;
  row.icon = icon_of(snapshot);
  row.state = state_words(snapshot);
  row.name = name_of(snapshot);
  row.agent = display_text(snapshot.spec.agent, max_word);
  row.workspace = folder_words(snapshot.spec.workspace, home);
  row.method = display_text(snapshot.spec.method, max_word);
  row.confined = snapshot.spec.confined;
  if (!row.confined) row.method = expand_template(strings::list_open, {{"method", row.method}});
  if (snapshot.damage) {
    row.agent = row.workspace = row.method = strings::list_unknown;
    row.confined = false;  // nobody can say that it is
  }
  row.age = duration_text((now_ms - snapshot.last.since_ms) / 1000);
  row.live = !has_ended(snapshot);
  if (!row.live) row.age = expand_template(strings::list_ended_age, {{"age", row.age}});
  return row;
}

bool comes_before(const Snapshot& one, const Snapshot& other) {
  if (has_ended(one) != has_ended(other)) return !has_ended(one);
  if (has_ended(one)) return ended_ms(one) > ended_ms(other);
  return one.created_ms > other.created_ms;
}

}  // namespace

SessionList list_sessions(const std::vector<Snapshot>& sessions, const std::string& home,
                          std::int64_t now_ms, const std::map<std::string, UseWords>& uses) {
  std::vector<const Snapshot*> sorted;
  sorted.reserve(sessions.size());
  for (const auto& snapshot : sessions) sorted.push_back(&snapshot);
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto* one, const auto* other) { return comes_before(*one, *other); });
  SessionList list;
  for (const auto* snapshot : sorted) {
    list.rows.push_back(row_of(*snapshot, home, now_ms));
    if (const auto use = uses.find(snapshot->spec.id); use != uses.end() && list.rows.back().live) {
      list.rows.back().cpu = use->second.cpu;
      list.rows.back().memory = use->second.memory;
    }
    const auto left = until_it_reads_differently(now_ms - snapshot->last.since_ms);
    list.stays_true_ms = std::min(left, list.stays_true_ms.value_or(left));
  }
  const auto counts = count_words(sessions);
  list.summary = expand_template(strings::list_summary,
                                 {{"counts", counts.empty() ? strings::list_none : counts}});
  return list;
}

}  // namespace sandtray::app
