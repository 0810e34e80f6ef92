// SPDX-License-Identifier: MIT
// A mark of whoever uses the machine and is no session, or none yet: held from before the look
// whether it runs until a session's own folder tells of the session. Who stops an unused one holds
// the machine's lock before looking for marks, and who comes marks before looking at that lock: so
// one of them sees the other. It goes with its process.
#pragma once

#include <string>

#include "provision/lima/place.h"

namespace sandtray::provision {

class VmUse {
 public:
  // `name`: among those that come at the same time; a part of a path.
  static Result<VmUse> begin(const VmPlace& place, const std::string& name);
  VmUse(VmUse&& other) noexcept;
  VmUse& operator=(VmUse&& other) = delete;
  ~VmUse();

 private:
  VmUse(std::string path, platform::FileLock lock)
      : path_(std::move(path)), lock_(std::move(lock)) {}
  std::string path_;
  platform::FileLock lock_;
};

// A mark that somebody holds, to be waited for; empty: there is none.
std::string held_mark(const VmPlace& place);
// For who holds the machine's lock. What killed ones have left goes.
bool is_used(const VmPlace& place);

}  // namespace sandtray::provision
