// SPDX-License-Identifier: MIT
#include "session/host/output_log.h"

#include <gtest/gtest.h>

#include "platform/file.h"
#include "platform/paths.h"
#include "session/filenames.h"
#include "support/temp_dir.h"

namespace sandtray::session {
namespace {

using platform::Clock;

std::string read_all(const OutputLog& log, OutputLog::Position from) {
  std::string all;
  char buffer[1000];
  while (const auto n = log.read(from + all.size(), buffer, sizeof buffer)) all.append(buffer, n);
  return all;
}

std::string block(char letter, std::size_t size) {
  return std::string(size, letter);
}

TEST(OutputLog, EveryByteIsInTheFileAtOnce) {
  test::TempDir folder;
  auto log = OutputLog::create(folder.path(), 1 << 20);
  ASSERT_TRUE(log);
  log->append("hello ", Clock::now());
  log->append("world", Clock::now());
  EXPECT_EQ(platform::read_file(folder / filename::output), "hello world");
  EXPECT_EQ(log->end(), 11u);
  EXPECT_EQ(read_all(*log, 6), "world");
  EXPECT_EQ(read_all(*log, 11), "");
}

TEST(OutputLog, PositionsStayValidAcrossARotation) {
  test::TempDir folder;
  auto log = OutputLog::create(folder.path(), 200 << 10);  // two parts of 100 KiB
  ASSERT_TRUE(log);
  log->append(block('a', 90 << 10), Clock::now());
  log->append(block('b', 20 << 10), Clock::now());
  EXPECT_EQ(log->begin(), 0u);
  EXPECT_EQ(read_all(*log, 0), block('a', 90 << 10) + block('b', 20 << 10));
  log->append(block('c', 100 << 10), Clock::now());
  EXPECT_EQ(log->begin(), 100u << 10);
  EXPECT_EQ(read_all(*log, 0), "") << "no longer there";
  EXPECT_EQ(read_all(*log, log->begin()), block('b', 10 << 10) + block('c', 100 << 10));
  EXPECT_EQ(platform::read_file(folder / filename::output_old)->size(), 100u << 10);
}

TEST(OutputLog, OneAppendMayBeLargerThanTheWholeLimit) {
  test::TempDir folder;
  auto log = OutputLog::create(folder.path(), 128 << 10);
  ASSERT_TRUE(log);
  log->append(block('x', 1 << 20) + "end", Clock::now());
  const auto kept = read_all(*log, log->begin());
  EXPECT_GE(kept.size(), 64u << 10);
  EXPECT_LE(kept.size(), 128u << 10);
  EXPECT_TRUE(kept.ends_with("xend"));
  EXPECT_EQ(log->end(), (1u << 20) + 3);
}

// The file system takes no new file: a folder stands where the next part would be made.
TEST(OutputLog, WhatCannotBeWrittenWaitsAndIsToldOnce) {
  test::TempDir folder;
  auto log = OutputLog::create(folder.path(), 200 << 10);
  ASSERT_TRUE(log);
  const auto obstacle = folder / filename::output + ".new";
  ASSERT_TRUE(platform::make_private_folder(obstacle));
  const auto now = Clock::now();
  log->append(block('a', 100 << 10), now);
  EXPECT_EQ(log->take_failure(), "");
  log->append("waits", now);
  EXPECT_NE(log->take_failure(), "");
  log->append(" too", now + std::chrono::milliseconds(10));
  EXPECT_EQ(log->take_failure(), "") << "told once";
  EXPECT_EQ(read_all(*log, 100 << 10), "waits too");
  EXPECT_EQ(log->end(), (100u << 10) + 9);
  ASSERT_TRUE(platform::remove_tree(obstacle));
  log->append("!", now + std::chrono::milliseconds(500));
  EXPECT_FALSE(platform::exists(folder / filename::output_old)) << "tried once a second at most";
  log->append("!", now + std::chrono::seconds(2));
  EXPECT_EQ(platform::read_file(folder / filename::output), "waits too!!");
  EXPECT_EQ(read_all(*log, log->begin()), block('a', 100 << 10) + "waits too!!");
}

TEST(OutputLog, WhenTooMuchWaitsTheOldestIsLostAndPositionsSayIt) {
  test::TempDir folder;
  auto log = OutputLog::create(folder.path(), 200 << 10);
  ASSERT_TRUE(log);
  const auto obstacle = folder / filename::output + ".new";
  ASSERT_TRUE(platform::make_private_folder(obstacle));
  const auto now = Clock::now();
  log->append(block('a', 100 << 10), now);
  for (int i = 0; i < 20; ++i) log->append(block('b', 64 << 10), now);
  const auto total = (100u << 10) + 20 * (64u << 10);
  EXPECT_EQ(log->end(), total);
  EXPECT_GT(log->begin(), 100u << 10);
  const auto kept = read_all(*log, log->begin());
  EXPECT_EQ(kept.size(), total - log->begin());
  EXPECT_GE(kept.size(), 512u << 10);
  EXPECT_EQ(read_all(*log, 0), "");
  ASSERT_TRUE(platform::remove_tree(obstacle));
  log->append("end", now + std::chrono::seconds(2));
  const auto after = read_all(*log, log->begin());
  EXPECT_TRUE(after.ends_with("bend"));
  EXPECT_EQ(log->end(), total + 3);
  EXPECT_EQ(log->begin() + after.size(), log->end());
}

}  // namespace
}  // namespace sandtray::session
