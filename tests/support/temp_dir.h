// SPDX-License-Identifier: MIT
// A private folder that is gone at the end of the test. Its path is short, for sockets.
#pragma once

#include <gtest/gtest.h>
#include <stdlib.h>

#include <string>

#include "platform/file.h"

namespace sandtray::test {

class TempDir {
 public:
  TempDir() {
    char name[] = "/tmp/st-XXXXXX";
    if (mkdtemp(name) == nullptr) ADD_FAILURE() << "cannot make a temporary folder";
    path_ = name;
  }
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;
  ~TempDir() { (void)platform::remove_tree(path_); }

  const std::string& path() const { return path_; }
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

}  // namespace sandtray::test
