// SPDX-License-Identifier: MIT
// libFuzzer's entrance to config_check: cmake --preset fuzz, then
//   build/fuzz/bin/config_fuzz -max_len=8192 NEW_CORPUS tests/fuzz/corpus/config
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "fuzz/config_check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto failure = sandtray::config::check_config({reinterpret_cast<const char*>(data), size});
  if (!failure.empty()) {
    std::fprintf(stderr, "config_fuzz: %s\n", failure.c_str());
    std::abort();
  }
  return 0;
}
