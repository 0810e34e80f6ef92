// SPDX-License-Identifier: MIT
// libFuzzer's entrance to config_check: cmake --preset fuzz, then
//   build/fuzz/bin/config_fuzz -max_len=8192 NEW_CORPUS tests/fuzz/corpus/config
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "fuzz/config_check.h"

namespace {

// Gone at the end.
class Folder {
 public:
  Folder() : path_((std::filesystem::temp_directory_path() / "config_fuzz.XXXXXX").string()) {
    if (mkdtemp(path_.data()) == nullptr) std::abort();
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code error;
    std::filesystem::remove_all(path_, error);
  }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const Folder folder;
  const auto failure =
      sandtray::config::check_config({reinterpret_cast<const char*>(data), size}, folder.path());
  if (!failure.empty()) {
    std::fprintf(stderr, "config_fuzz: %s\n", failure.c_str());
    std::abort();
  }
  return 0;
}
