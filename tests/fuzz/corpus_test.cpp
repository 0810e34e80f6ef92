// SPDX-License-Identifier: MIT
// Every input that the fuzzer found interesting, in the ordinary lane.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>

#include "fuzz/config_check.h"
#include "fuzz/detector_check.h"
#include "support/temp_dir.h"

namespace sandtray {
namespace {

void check_corpus(const std::string& name,
                  const std::function<std::string(std::string_view)>& check) {
  int inputs = 0;
  const auto folder = std::filesystem::path(SANDTRAY_SOURCE_DIR) / "tests/fuzz/corpus" / name;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::ifstream file(entry.path(), std::ios::binary);
    std::ostringstream content;
    content << file.rdbuf();
    EXPECT_EQ(check(content.str()), "") << entry.path();
    ++inputs;
  }
  EXPECT_GE(inputs, 10);
}

TEST(FuzzCorpus, HoldsForTheDetector) {
  check_corpus("detector", session::check_detector);
}

TEST(FuzzCorpus, HoldsForTheConfiguration) {
  const test::TempDir folder;
  check_corpus("config",
               [&](std::string_view input) { return config::check_config(input, folder.path()); });
}

// The expressions of the standard library recurse for every character that they match.
TEST(FuzzCorpus, HoldsForValuesAsLongAsAFile) {
  const test::TempDir folder;
  const std::string longest(300'000, 'a');
  for (const auto* file :
       {R"({"default_method": "%"})", R"({"pass_env": ["%"]})", R"({"terminal": "%"})",
        R"({"mounts": [{"path": "/%"}]})", R"({"%": 1})", R"({"notifications": {"%": 1}})",
        R"({"name": "%"})", R"({"env": {"%": "%"}})", R"({"from": "%"})",
        R"({"name": "%", "folder": "/%"})", R"({"name": "x", "folder": "/x", "agent": "%"})"}) {
    std::string text = file;
    for (auto at = text.find('%'); at != std::string::npos; at = text.find('%', at)) {
      text.replace(at, 1, longest);
      at += longest.size();
    }
    for (const char reader : {'\0', '\1', '\2', '\3'}) {
      EXPECT_EQ(config::check_config(reader + text, folder.path()), "") << file;
    }
  }
}

}  // namespace
}  // namespace sandtray
