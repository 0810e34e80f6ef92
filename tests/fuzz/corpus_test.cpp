// SPDX-License-Identifier: MIT
// Every input that the fuzzer found interesting, in the ordinary lane.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "fuzz/detector_check.h"

namespace sandtray::session {
namespace {

TEST(FuzzCorpus, HoldsForTheDetector) {
  int inputs = 0;
  const std::filesystem::path folder =
      std::filesystem::path(SANDTRAY_SOURCE_DIR) / "tests/fuzz/corpus/detector";
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::ifstream file(entry.path(), std::ios::binary);
    std::ostringstream content;
    content << file.rdbuf();
    EXPECT_EQ(check_detector(content.str()), "") << entry.path();
    ++inputs;
  }
  EXPECT_GE(inputs, 10);
}

}  // namespace
}  // namespace sandtray::session
