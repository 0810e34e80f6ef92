// SPDX-License-Identifier: MIT
#include "session/live.h"

#include <algorithm>

#include "session/filenames.h"

namespace sandtray::session {

std::size_t count_live(const Store& store, const std::string& method) {
  const auto ids = store.ids();
  const auto lives = [&](const std::string& id) {
    const auto lock = store.folder_of(id) + "/" + filename::lock;
    if (!platform::is_locked(lock)) return false;
    const auto session = store.read(id);
    // It may have ended since.
    if (!session) return platform::is_locked(lock);
    return session->alive && session->last.type != "ended" &&
           (session->damage || session->spec.method == method);
  };
  return static_cast<std::size_t>(std::count_if(ids.begin(), ids.end(), lives));
}

}  // namespace sandtray::session
