// SPDX-License-Identifier: MIT
#include "session/queue.h"

#include <algorithm>

#include "session/filenames.h"

namespace sandtray::session {

Result<platform::FileLock> lock_queue(const platform::Paths& paths) {
  SANDTRAY_TRY(platform::make_private_folder(paths.state));
  return platform::FileLock::acquire(paths.state + "/" + filename::queue_lock, /*wait=*/true);
}

Line line_of(const Store& store) {
  Line line;
  for (const auto& id : store.ids()) {
    // Of those that have ended, of which there may be many, nothing is read.
    if (!platform::is_locked(store.folder_of(id) + "/" + filename::lock)) continue;
    auto session = store.read(id);
    // What has ended has only to say so to its clients: nothing of it runs any more.
    if (!session || !session->alive || session->last.type == "ended") continue;
    auto& part = session->waits ? line.waiting : line.running;
    part.push_back(std::move(*session));
  }
  std::sort(line.waiting.begin(), line.waiting.end(),
            [](const Snapshot& a, const Snapshot& b) { return a.ticket < b.ticket; });
  return line;
}

}  // namespace sandtray::session
