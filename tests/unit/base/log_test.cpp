// SPDX-License-Identifier: MIT
#include "base/log.h"

#include <gtest/gtest.h>

#include "platform/file.h"
#include "support/temp_dir.h"

namespace sandtray {
namespace {

using test::TempDir;

// Each case is a process of its own: a log is opened once, and closed before a static folder goes.
TEST(Log, WritesToAFileWhoseNameIsNotEnglish) {
  static const TempDir folder;
  const auto path = folder / "журнал 日誌.log";
  log::open_file(path);
  log::warn("one line");
  const auto text = platform::read_file(path);
  ASSERT_TRUE(text) << text.error().message;
  EXPECT_NE(text->find("[warning] one line"), std::string::npos) << *text;
}

TEST(Log, KeepsOneOldFile) {
  static const TempDir folder;
  log::open_file(folder / "tray.log");
  const std::string line(1000, 'x');
  for (int i = 0; i < 3000; ++i) log::info(line);
  EXPECT_EQ(platform::list_folder(folder.path()),
            (std::vector<std::string>{"tray.1.log", "tray.log"}));
  EXPECT_LE(platform::read_file(folder / "tray.log")->size(), 1u << 20);
}

}  // namespace
}  // namespace sandtray
