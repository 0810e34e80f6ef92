// SPDX-License-Identifier: MIT
#include "session/live.h"

#include "session/filenames.h"

namespace sandtray::session {

std::vector<Living> living_by(const Store& store, const std::string& method) {
  std::vector<Living> living;
  for (const auto& id : store.ids()) {
    auto lock = store.folder_of(id) + "/" + filename::lock;
    if (!platform::is_locked(lock)) continue;
    const auto session = store.read(id);
    // It may have ended since.
    const bool lives = session ? session->alive && session->last.type != "ended" &&
                                     (session->damage || session->spec.method == method)
                               : platform::is_locked(lock);
    if (lives) living.push_back({session ? session->spec.name : id, std::move(lock)});
  }
  return living;
}

}  // namespace sandtray::session
