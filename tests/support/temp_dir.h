// SPDX-License-Identifier: MIT
// A private folder that is gone at the end of the test. Its path is short, for sockets, and real:
// as platform::real_path() gives it, whatever links or short names lead to the folder above it.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <random>
#include <string>

#include "platform/file.h"

namespace sandtray::test {

class TempDir {
 public:
  explicit TempDir(const std::string& above = SANDTRAY_TEMPORARY) {
    const auto real = platform::real_path(above).value_or(above);
    std::random_device random;
    std::error_code error;
    for (int attempt = 0; attempt < 100; ++attempt) {
      path_ = real + "/st-";
      for (int i = 0; i < 6; ++i) path_ += "abcdefghijklmnopqrstuvwxyz"[random() % 26];
      if (!std::filesystem::create_directory(path_, error)) continue;
      std::filesystem::permissions(path_, std::filesystem::perms::owner_all, error);
      return;
    }
    ADD_FAILURE() << "cannot make a temporary folder: " << error.message();
  }
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;
  ~TempDir() { (void)platform::remove_tree(path_); }

  const std::string& path() const { return path_; }
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

// False where this system has no symbolic links for us; a test that needs one skips then.
inline bool make_link(const std::string& target, const std::string& path) {
  std::error_code error;
  const bool folder = std::filesystem::is_directory(target, error);
  folder ? std::filesystem::create_directory_symlink(target, path, error)
         : std::filesystem::create_symlink(target, path, error);
  return !error;
}

}  // namespace sandtray::test
