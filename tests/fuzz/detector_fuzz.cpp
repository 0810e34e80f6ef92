// SPDX-License-Identifier: MIT
// libFuzzer's entrance to detector_check: cmake --preset fuzz, then
//   build/fuzz/bin/detector_fuzz -max_len=4096 NEW_CORPUS tests/fuzz/corpus/detector
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "fuzz/detector_check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto failure =
      sandtray::session::check_detector({reinterpret_cast<const char*>(data), size});
  if (!failure.empty()) {
    std::fprintf(stderr, "detector_fuzz: %s\n", failure.c_str());
    std::abort();
  }
  return 0;
}
