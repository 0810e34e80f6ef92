// SPDX-License-Identifier: MIT
// A very small file system over a folder, where root may mount one: for disks that are full.
#pragma once

#include <sys/mount.h>

#include <string>

namespace sandtray::test {

class SmallDisk {
 public:
  SmallDisk(std::string path, const char* size) : path_(std::move(path)) {
    const auto options = std::string("mode=0700,size=") + size;
    mounted_ = mount("none", path_.c_str(), "tmpfs", 0, options.c_str()) == 0;
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  ~SmallDisk() {
    if (mounted_) umount2(path_.c_str(), MNT_DETACH);
  }
  bool mounted() const { return mounted_; }

 private:
  std::string path_;
  bool mounted_ = false;
};

}  // namespace sandtray::test
