// SPDX-License-Identifier: MIT
#include "session/detach_keys.h"

#include <gtest/gtest.h>

namespace sandtray::session {
namespace {

std::string typed(const std::string& keys, const std::vector<std::string>& reads, bool& detached) {
  auto finder = DetachKeys::parse(keys);
  std::string out;
  detached = false;
  for (const auto& read : reads) {
    if (finder->feed(read, out)) {
      detached = true;
      break;
    }
  }
  return out;
}

TEST(DetachKeys, AreFoundAcrossReads) {
  bool detached = false;
  EXPECT_EQ(typed("ctrl-],d", {"ab\x1d", "dcd"}, detached), "ab");
  EXPECT_TRUE(detached);
}

TEST(DetachKeys, WhatOnlyBeginsLikeThemReachesTheAgent) {
  bool detached = false;
  EXPECT_EQ(typed("ctrl-],d", {"\x1dx\x1d", "\x1d", "e"}, detached),
            "\x1dx\x1d\x1d"
            "e");
  EXPECT_FALSE(detached);
}

TEST(DetachKeys, AreChecked) {
  EXPECT_EQ(DetachKeys::parse("ctrl-],d")->for_people(), "Ctrl-] d");
  EXPECT_EQ(DetachKeys::parse("ctrl-p,ctrl-q")->for_people(), "Ctrl-P Ctrl-Q");
  EXPECT_EQ(DetachKeys::parse("escape").error().code, Code::config);
  EXPECT_FALSE(DetachKeys::parse(""));
  EXPECT_EQ(DetachKeys::parse("d").error().code, Code::config);
  EXPECT_EQ(DetachKeys::parse("d,ctrl-]").error().code, Code::config);
}

}  // namespace
}  // namespace sandtray::session
