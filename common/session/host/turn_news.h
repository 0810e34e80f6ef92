// SPDX-License-Identifier: MIT
// Notices what may change the answer about a session's turn: one of those that run ends, the one
// before it in the queue is let in or ends, the settings change. To be made before the question is
// asked, so that nothing is missed that happens meanwhile.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "platform/folder_watch.h"
#include "platform/loop.h"
#include "session/turn.h"
#include "session/watch.h"

namespace sandtray::session {

class TurnNews {
 public:
  // `settings`: the folder of the settings.
  TurnNews(platform::Loop& loop, const std::string& settings);
  TurnNews(const TurnNews&) = delete;
  TurnNews& operator=(const TurnNews&) = delete;
  ~TurnNews();

  // False: one of the others cannot be reached, and nobody will say when it ends.
  bool listen_to(const Turn& turn);
  // Runs the loop until there is news, but not for longer than `at_most` if that is not zero. Who
  // stops the loop ends it, too.
  void wait(std::chrono::milliseconds at_most);

 private:
  void watch_before(Watch before);
  void tell();

  platform::Loop& loop_;
  std::optional<Watch> before_;                 // in the queue
  std::vector<platform::OwnedHandle> running_;  // which say nothing to us but that they end
  std::unique_ptr<platform::FolderWatch> settings_;
  bool settings_changed_ = false;
  bool is_next_ = false;  // the others ask when those before them have been let in
  bool waiting_ = false;
  platform::TimerId changed_ = 0;
};

}  // namespace sandtray::session
