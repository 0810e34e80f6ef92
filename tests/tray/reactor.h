// SPDX-License-Identifier: MIT
// Waits for what other processes do: every handle that a test listens to, and one deadline.
#pragma once

#include <poll.h>

#include <chrono>
#include <functional>
#include <map>
#include <vector>

#include "platform/loop.h"

namespace sandtray::test {

class Reactor {
 public:
  void add(int handle, std::function<void()> readable) { readable_[handle] = std::move(readable); }
  void remove(int handle) { readable_.erase(handle); }

  // False if it did not come true in time.
  bool wait(const std::function<bool()>& condition,
            std::chrono::milliseconds patience = std::chrono::seconds(10)) {
    const auto deadline = platform::Clock::now() + patience;
    while (!condition()) {
      const auto left =
          std::chrono::duration_cast<std::chrono::milliseconds>(deadline - platform::Clock::now());
      if (left.count() <= 0) return false;
      std::vector<pollfd> handles;
      for (const auto& [handle, callback] : readable_) handles.push_back({handle, POLLIN, 0});
      poll(handles.data(), handles.size(), static_cast<int>(left.count()));
      for (const auto& ready : handles) {
        const auto at = readable_.find(ready.fd);
        if (ready.revents == 0 || at == readable_.end()) continue;
        const auto callback = at->second;
        callback();
      }
    }
    return true;
  }

 private:
  std::map<int, std::function<void()>> readable_;
};

}  // namespace sandtray::test
