// SPDX-License-Identifier: MIT
// What the tray hears of a folder of sessions and of their locks.
#include "platform/change_watch.h"

#include <gmock/gmock.h>
#include <windows.h>

#include <optional>

#include "platform/file.h"
#include "platform/native.h"
#include "platform/paths.h"
#include "support/temp_dir.h"

namespace sandtray::platform {
namespace {

using testing::Contains;
using testing::IsEmpty;
using testing::Not;

class ChangeWatchTest : public testing::Test {
 protected:
  ChangeWatchTest() {
    EXPECT_TRUE(make_private_folder(sessions_));
    auto made = ChangeWatch::create(sessions_);
    EXPECT_TRUE(made) << made.error().message;
    if (made) watch_ = std::move(*made);
  }

  void make_session(const std::string& id) {
    ASSERT_TRUE(make_private_folder(sessions_ + "/." + id + ".new"));
    ASSERT_TRUE(rename_folder("." + id + ".new", id));
  }
  bool rename_folder(const std::string& from, const std::string& to) {
    return MoveFileA((sessions_ + "/" + from).c_str(), (sessions_ + "/" + to).c_str());
  }
  bool is_ready(DWORD milliseconds) const {
    const HANDLE ready = object_of(watch_->handle())->readable();
    return ready == nullptr || WaitForSingleObject(ready, milliseconds) == WAIT_OBJECT_0;
  }
  // Everything until this many milliseconds pass without news.
  ChangeWatch::Changes hear(DWORD silence = 300) {
    ChangeWatch::Changes all;
    for (DWORD patience = 5000; is_ready(patience); patience = silence) {
      const auto now = watch_->read();
      all.lost |= now.lost;
      all.names.insert(all.names.end(), now.names.begin(), now.names.end());
      all.released.insert(all.released.end(), now.released.begin(), now.released.end());
    }
    return all;
  }

  const test::TempDir folder_;
  const std::string sessions_ = folder_ / "sessions";
  std::unique_ptr<ChangeWatch> watch_;
};

TEST_F(ChangeWatchTest, NamesWhatComesAndGoesAndNothingHidden) {
  EXPECT_FALSE(is_ready(0));
  make_session("aaaa2345");
  auto heard = hear();
  EXPECT_THAT(heard.names, Contains("aaaa2345"));
  EXPECT_THAT(heard.names, Not(Contains(testing::StartsWith("."))));
  EXPECT_FALSE(is_ready(0)) << "what was told is told once";
  ASSERT_TRUE(rename_folder("aaaa2345", ".aaaa2345.gone"));
  heard = hear();
  EXPECT_THAT(heard.names, Contains("aaaa2345"));
}

TEST_F(ChangeWatchTest, WhatHappensInsideOfASessionIsNoNews) {
  make_session("aaaa2345");
  hear();
  ASSERT_TRUE(write_file(sessions_ + "/aaaa2345/events.jsonl", "{}"));
  EXPECT_FALSE(is_ready(300));
}

TEST_F(ChangeWatchTest, TellsThatALockWasLetGo) {
  make_session("aaaa2345");
  make_session("bbbb2345");
  auto ends = FileLock::acquire(sessions_ + "/aaaa2345/host.lock", /*wait=*/false);
  const auto stays = FileLock::acquire(sessions_ + "/bbbb2345/host.lock", /*wait=*/false);
  ASSERT_TRUE(ends && stays);
  const auto first = watch_->follow_writer(sessions_ + "/aaaa2345/host.lock");
  const auto second = watch_->follow_writer(sessions_ + "/bbbb2345/host.lock");
  ASSERT_TRUE(first) << first.error().message;
  ASSERT_TRUE(second) << second.error().message;
  hear();
  { const FileLock gone = std::move(*ends); }
  const auto heard = hear();
  EXPECT_THAT(heard.released, Contains(*first));
  EXPECT_THAT(heard.released, Not(Contains(*second)));
}

TEST_F(ChangeWatchTest, AFollowedLockDoesNotKeepItsFolder) {
  make_session("aaaa2345");
  std::optional<FileLock> lock;
  {
    auto taken = FileLock::acquire(sessions_ + "/aaaa2345/host.lock", /*wait=*/false);
    ASSERT_TRUE(taken);
    lock.emplace(std::move(*taken));
  }
  ASSERT_TRUE(watch_->follow_writer(sessions_ + "/aaaa2345/host.lock"));
  EXPECT_TRUE(rename_folder("aaaa2345", ".aaaa2345.gone"));
}

TEST_F(ChangeWatchTest, WhatIsNoLongerFollowedIsNotTold) {
  make_session("aaaa2345");
  auto ends = FileLock::acquire(sessions_ + "/aaaa2345/host.lock", /*wait=*/false);
  ASSERT_TRUE(ends);
  const auto number = watch_->follow_writer(sessions_ + "/aaaa2345/host.lock");
  ASSERT_TRUE(number);
  watch_->unfollow(*number);
  hear();
  { const FileLock gone = std::move(*ends); }
  EXPECT_THAT(hear().released, IsEmpty());
}

TEST_F(ChangeWatchTest, ManyChangesAtOnceAreNamedOrSaidToBeLost) {
  for (int i = 0; i < 400; ++i) make_session("many" + std::to_string(i));
  const auto heard = hear();
  EXPECT_TRUE(heard.lost || heard.names.size() >= 400) << heard.names.size();
}

TEST_F(ChangeWatchTest, ThereIsNothingToWatchInAFolderThatIsNotThere) {
  EXPECT_FALSE(ChangeWatch::create(folder_ / "nowhere"));
  EXPECT_FALSE(watch_->follow_writer(sessions_ + "/nobody/host.lock"));
}

}  // namespace
}  // namespace sandtray::platform
