// SPDX-License-Identifier: MIT
#include "platform/hard_links.h"

#include <sys/stat.h>

namespace sandtray::platform {

bool has_other_names(const std::string& path) {
  struct stat info {};
  return lstat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode) && info.st_nlink > 1;
}

}  // namespace sandtray::platform
