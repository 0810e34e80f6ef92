// SPDX-License-Identifier: MIT
// What one tray leaves on the screen and the next goes on with.
#include <utility>

#include "base/log.h"
#include "tray/bus_names.h"
#include "tray/notifications.h"
#include "tray/shown_file.h"

namespace sandtray::tray {

// A service may tell only the program that has sent a notification what happens to it (dunst does),
// and may have closed it when that program went (GNOME Shell does): so a question is sent once
// more, in the place of the old one and without a sound. What is over is not: it may be gone from
// the screen, and its buttons work where the service tells everybody.
void Notifications::take_over() {
  auto kept = read_shown(file_, id_of(bus_));
  if (!kept) return;
  // The bus itself is asked, which answers at once; and after it was told to report changes.
  const bool stands = !kept->service.empty() && kept->service == owner_of(bus_, service);
  if (stands) owner_ = kept->service;
  for (auto& note : kept->notes) {
    const bool put_away = note.id == 0;
    if (!put_away && !stands) continue;
    auto& shown = shown_of(note.content.key);
    shown.id = note.id;
    shown.put_away = put_away;
    shown.content = std::move(note.content);
    if (put_away || !shown.content.urgent) continue;
    shown.taken_over = true;
    shown.next = shown.content;
    ask_abilities();
  }
}

// Ids without their service's name are worth nothing, so both are written together.
void Notifications::keep() const {
  ShownNotes notes{.bus = id_of(bus_), .service = owner_, .notes = {}};
  for (const auto& [key, shown] : shown_) {
    if (shown->id != 0 || shown->put_away) notes.notes.push_back({shown->id, shown->content});
  }
  if (const auto written = write_shown(file_, notes); !written) log::warn(written.error().message);
}

std::vector<app::Notification> Notifications::told_before() const {
  std::vector<app::Notification> told;
  for (const auto& [key, shown] : shown_) {
    if (shown->content.sessions == std::vector{key}) told.push_back(shown->content);
  }
  return told;
}

}  // namespace sandtray::tray
