// SPDX-License-Identifier: MIT
// Names what came into a folder or left it, and which files lost their last writer (the lock of a
// host that has ended). For any loop: when handle() is readable, read().
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "platform/handle.h"

namespace sandtray::platform {

class ChangeWatch {
 public:
  struct Changes {
    bool lost = false;               // there were too many: look at everything
    std::vector<std::string> names;  // in the folder
    std::vector<int> released;       // numbers of follow_writer()
    std::vector<int> gone;           // likewise: their files were removed, nothing follows
  };

  // Watches one folder, which exists. Entries whose names begin with a dot do not count.
  static Result<std::unique_ptr<ChangeWatch>> create(const std::string& folder);
  virtual ~ChangeWatch() = default;

  // A number for Changes::released, which comes at least once when the last writer has gone from
  // now on; it may come without that.
  virtual Result<int> follow_writer(const std::string& file) = 0;
  virtual void unfollow(int number) = 0;
  virtual Handle handle() const = 0;
  virtual Changes read() = 0;
};

}  // namespace sandtray::platform
