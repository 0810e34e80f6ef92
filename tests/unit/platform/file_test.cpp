// SPDX-License-Identifier: MIT
// What every system's bodies of the seam promise about files and folders.
#include "platform/file.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <future>

#include "platform/append_file.h"
#include "platform/beneath.h"
#include "platform/disk.h"
#include "platform/not_executable.h"
#include "platform/paths.h"
#include "platform/program_path.h"
#include "support/temp_dir.h"
#include "support/wine.h"

namespace sandtray::platform {
namespace {

using testing::ElementsAre;

class FileTest : public testing::Test {
 protected:
  const test::TempDir folder_;
  const std::string path_ = folder_ / "note.txt";
};

TEST_F(FileTest, AReaderSeesTheOldContentOrTheNew) {
  SANDTRAY_UNVERIFIED_UNDER_WINE("it does not replace a file that is open");
  ASSERT_TRUE(write_file(path_, "old"));
  const auto reader = open_readable(path_);
  ASSERT_TRUE(reader);
  const auto replaced = write_file(path_, "something new");
  ASSERT_TRUE(replaced) << replaced.error().message;
  char buffer[32];
  const Io io = read_some(reader->get(), buffer, sizeof buffer);
  EXPECT_EQ(std::string(buffer, io.bytes), "old");
  EXPECT_EQ(read_some(reader->get(), buffer, sizeof buffer).state, IoState::closed);
  EXPECT_EQ(read_file(path_).value_or(""), "something new");
  EXPECT_FALSE(is_file_at(reader->get(), path_));
  EXPECT_THAT(list_folder(folder_.path()), ElementsAre("note.txt"));
}

TEST_F(FileTest, BytesGoInAndOutUnchanged) {
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
  ASSERT_TRUE(write_file(path_, bytes + "\r\n\x1a\n"));
  EXPECT_EQ(read_file(path_).value_or(""), bytes + "\r\n\x1a\n");
  EXPECT_EQ(read_head(path_, 3).value_or(""), bytes.substr(0, 3));
  EXPECT_EQ(read_tail(path_, 2).value_or(""), "\x1a\n");
  EXPECT_EQ(read_tail(path_, 1000).value_or("").size(), 260u);
}

TEST_F(FileTest, ANewFileIsMadeOnceAndNeverOverAnother) {
  ASSERT_TRUE(make_file(path_, "first"));
  EXPECT_FALSE(make_file(path_, "second"));
  EXPECT_FALSE(make_file(folder_ / "missing/file", "x"));
  EXPECT_EQ(read_file(path_).value_or(""), "first");
  EXPECT_THAT(list_folder(folder_.path()), ElementsAre("note.txt"));
}

TEST_F(FileTest, SaysWhatItCannotRead) {
  EXPECT_EQ(read_file(path_).error().code, Code::not_found);
  EXPECT_EQ(read_file(folder_ / "no/such/folder").error().code, Code::not_found);
  EXPECT_EQ(read_file(folder_.path()).error().code, Code::config);
  ASSERT_TRUE(write_file(path_, "four"));
  EXPECT_EQ(read_file(path_, 3).error().code, Code::config);
  EXPECT_FALSE(open_to_read(folder_.path()));
  EXPECT_FALSE(write_file(folder_ / "missing/file", "x"));
}

TEST_F(FileTest, ListsNamesOfAnyLanguageInOrder) {
  const std::string cyrillic = "\xd0\xb7\xd0\xb0\xd0\xbc\xd0\xb5\xd1\x82\xd0\xba\xd0\xb8";
  ASSERT_TRUE(make_private_folder(folder_ / cyrillic));
  ASSERT_TRUE(write_file(folder_ / "b", ""));
  ASSERT_TRUE(write_file(folder_ / "a b", ""));
  EXPECT_THAT(list_folder(folder_.path()), ElementsAre("a b", "b", cyrillic));
  EXPECT_EQ(kind_of(folder_ / cyrillic), PathKind::folder);
  EXPECT_EQ(kind_of(folder_ / "b"), PathKind::file);
  EXPECT_EQ(kind_of(folder_ / "c"), PathKind::missing);
  EXPECT_TRUE(list_folder(folder_ / "c").empty());
  EXPECT_TRUE(is_folder(folder_ / cyrillic));
  EXPECT_FALSE(is_folder(folder_ / "b"));
  EXPECT_EQ(real_path(folder_.path() + "/./" + cyrillic + "/../b").value_or(""),
            real_path(folder_.path()).value_or("?") + "/b");
  EXPECT_EQ(real_path(folder_ / "c").error().code, Code::not_found);
}

TEST_F(FileTest, RemovesATreeAndRenamesOverAFile) {
  ASSERT_TRUE(make_private_folder(folder_ / "tree/inner"));
  ASSERT_TRUE(write_file(folder_ / "tree/inner/file", "x"));
  std::filesystem::permissions(folder_ / "tree/inner/file", std::filesystem::perms::owner_read);
  ASSERT_TRUE(remove_tree(folder_ / "tree"));
  EXPECT_FALSE(exists(folder_ / "tree"));
  EXPECT_TRUE(remove_tree(folder_ / "tree"));
  EXPECT_TRUE(remove_tree(""));
  ASSERT_TRUE(write_file(folder_ / "one", "1"));
  ASSERT_TRUE(write_file(folder_ / "two", "2"));
  ASSERT_TRUE(rename_path(folder_ / "one", folder_ / "two"));
  EXPECT_THAT(list_folder(folder_.path()), ElementsAre("two"));
  EXPECT_EQ(read_file(folder_ / "two").value_or(""), "1");
}

TEST_F(FileTest, RenamesOverAFileThatSomebodyReads) {
  ASSERT_TRUE(write_file(folder_ / "old", "old"));
  auto reader = open_to_read(folder_ / "old");
  ASSERT_TRUE(reader);
  auto same = open_to_read(folder_ / "old");
  for (const std::string content : {"one", "two"}) {
    ASSERT_TRUE(write_file(folder_ / "new", content));
    const auto renamed = rename_path(folder_ / "new", folder_ / "old");
    ASSERT_TRUE(renamed) << renamed.error().message;
    EXPECT_EQ(read_file(folder_ / "old").value_or(""), content);
    EXPECT_FALSE(is_file_at(reader.get(), folder_ / "old"));
    char buffer[8];
    EXPECT_EQ(read_some(same.get(), buffer, sizeof buffer).bytes, 3u);
    same = open_to_read(folder_ / "old");
  }
  reader.reset();
  same.reset();
  EXPECT_THAT(list_folder(folder_.path()), ElementsAre("old"));
}

TEST_F(FileTest, DoesNotRemoveWhatALinkLeadsTo) {
  ASSERT_TRUE(make_private_folder(folder_ / "outside"));
  ASSERT_TRUE(write_file(folder_ / "outside/file", "x"));
  ASSERT_TRUE(make_private_folder(folder_ / "tree"));
  if (!test::make_link(folder_ / "outside", folder_ / "tree/link")) {
    GTEST_SKIP() << "this system makes no symbolic links for us";
  }
  EXPECT_EQ(kind_of(folder_ / "tree/link"), PathKind::link);
  EXPECT_EQ(read_link(folder_ / "tree/link"), folder_ / "outside");
  ASSERT_TRUE(remove_tree(folder_ / "tree"));
  EXPECT_TRUE(exists(folder_ / "outside/file"));
}

TEST_F(FileTest, OneHoldsTheLockAtATime) {
  const auto lock = folder_ / "lock";
  EXPECT_FALSE(is_locked(lock));
  EXPECT_TRUE(wait_until_unlocked(lock));
  {
    const auto held = FileLock::acquire(lock, false);
    ASSERT_TRUE(held) << held.error().message;
    EXPECT_TRUE(is_locked(lock));
    const auto second = FileLock::acquire(lock, false);
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, Code::unavailable);
  }
  EXPECT_FALSE(is_locked(lock));
  EXPECT_TRUE(FileLock::acquire(lock, false));
}

TEST_F(FileTest, AWaiterSleepsUntilTheLockIsFree) {
  const auto lock = folder_ / "lock";
  auto held = FileLock::acquire(lock, false);
  ASSERT_TRUE(held);
  auto taken = std::async(std::launch::async, [&] { return !!FileLock::acquire(lock, true); });
  auto seen = std::async(std::launch::async, [&] { return !!wait_until_unlocked(lock); });
  EXPECT_EQ(taken.wait_for(std::chrono::milliseconds(200)), std::future_status::timeout);
  EXPECT_EQ(seen.wait_for(std::chrono::milliseconds(0)), std::future_status::timeout);
  held = fail(Code::internal, "let go");
  EXPECT_TRUE(taken.get());
  EXPECT_TRUE(seen.get());
  EXPECT_FALSE(is_locked(lock));
}

TEST_F(FileTest, ALockStaysHeldWhenItsFolderIsRenamed) {
  ASSERT_TRUE(make_private_folder(folder_ / "new"));
  const auto held = FileLock::acquire(folder_ / "new/lock", false);
  ASSERT_TRUE(held);
  ASSERT_TRUE(rename_path(folder_ / "new", folder_ / "final"));
  EXPECT_TRUE(is_locked(folder_ / "final/lock"));
  EXPECT_FALSE(FileLock::acquire(folder_ / "final/lock", false));
}

TEST_F(FileTest, AnAppendedFileGrowsAndIsReadBack) {
  auto file = AppendFile::create(path_);
  ASSERT_TRUE(file) << file.error().message;
  file->reserve(1 << 20);
  EXPECT_EQ(file->append("hello ").bytes, 6u);
  EXPECT_EQ(file->append("world").bytes, 5u);
  EXPECT_EQ(file->size(), 11u);
  EXPECT_EQ(read_file(path_).value_or(""), "hello world");
  char buffer[16];
  EXPECT_EQ(file->read(6, buffer, sizeof buffer), 5u);
  EXPECT_EQ(std::string(buffer, 5), "world");
  EXPECT_EQ(file->read(11, buffer, sizeof buffer), 0u);
  file->end_reserve();
  EXPECT_EQ(read_file(path_).value_or(""), "hello world");
  ASSERT_TRUE(AppendFile::create(path_));
  EXPECT_EQ(read_file(path_).value_or("?"), "");
}

TEST_F(FileTest, BeneathAFolderOnlyPlainPathsLead) {
  ASSERT_TRUE(write_beneath(folder_.path(), "a/b/c.txt", "deep"));
  EXPECT_EQ(read_beneath(folder_.path(), "a/b/c.txt", 100).value_or(""), "deep");
  ASSERT_TRUE(write_beneath(folder_.path(), "a/b/c.txt", "again"));
  EXPECT_EQ(read_beneath(folder_.path(), "a/b/c.txt", 100).value_or(""), "again");
  EXPECT_EQ(read_beneath(folder_.path(), "a/b/c.txt", 3).error().code, Code::refused);
  EXPECT_EQ(read_beneath(folder_.path(), "a/x/c.txt", 100).error().code, Code::not_found);
  EXPECT_EQ(read_beneath(folder_.path(), "a/b", 100).error().code, Code::refused);
  EXPECT_EQ(write_beneath(folder_.path(), "a/../b/c", "x").error().code, Code::refused);
  EXPECT_FALSE(write_beneath(folder_.path(), "a/b/c.txt/d", "x"));
  EXPECT_THAT(list_folder(folder_ / "a/b"), ElementsAre("c.txt"));
}

TEST_F(FileTest, APrivateFolderIsMadeWithItsParents) {
  ASSERT_TRUE(make_private_folder(folder_ / "x/y/z"));
  EXPECT_TRUE(is_folder(folder_ / "x/y/z"));
  EXPECT_TRUE(make_private_folder(folder_ / "x/y/z"));
  ASSERT_TRUE(write_file(path_, ""));
  EXPECT_FALSE(make_private_folder(path_));
  EXPECT_TRUE(may_write_unprivileged(folder_ / "x"));
}

TEST_F(FileTest, KnowsItsProgramAndTheDisk) {
  EXPECT_EQ(kind_of(program_path()), PathKind::file);
  EXPECT_NE(program_path().find("platform_unit_test"), std::string::npos);
  EXPECT_EQ(find_executable(program_path()), program_path());
  EXPECT_EQ(find_executable("no-such-program-anywhere"), "");
  EXPECT_EQ(find_not_executable("no-such-program-anywhere"), "");
  EXPECT_GT(free_bytes(folder_ / "not/there/yet"), 0u);
}

}  // namespace
}  // namespace sandtray::platform
