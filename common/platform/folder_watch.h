// SPDX-License-Identifier: MIT
// Says when something in a folder was made, renamed or written. For any loop: when handle() is
// readable, drain() and look at the folders again. Not recursive.
#pragma once

#include <memory>
#include <string>

#include "platform/handle.h"

namespace sandtray::platform {

class FolderWatch {
 public:
  static Result<std::unique_ptr<FolderWatch>> create();
  virtual ~FolderWatch() = default;

  // A folder that is watched already stays watched; one that goes away is forgotten.
  virtual Result<> add(const std::string& folder) = 0;
  virtual Handle handle() const = 0;
  virtual void drain() = 0;
};

}  // namespace sandtray::platform
