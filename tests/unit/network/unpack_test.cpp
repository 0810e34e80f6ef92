// SPDX-License-Identifier: MIT
// Honest archives, and what may happen to them.
#include "network/unpack.h"

#include "platform/new_folder.h"
#include "support/small_disk.h"
#include "support/temp_dir.h"
#include "unit/network/archive_maker.h"

namespace sandtray::network {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

class Unpack : public testing::Test {
 protected:
  const test::TempDir folder_;
  const test::TempDir elsewhere_;
  const std::string archive_ = elsewhere_ / "archive";
  const std::string made_ = folder_ / "made";
};

const std::vector<test::Entry> honest = {test::folder("./"),
                                         test::folder("./bin/"),
                                         test::file("./bin/tool", "#!/bin/sh\n", 0755),
                                         test::file("./share/doc/README", "Read me."),
                                         test::link("./bin/other", "tool"),
                                         test::link("./bin/doc", "../share/doc"),
                                         test::hard_link("./bin/same", "./bin/tool")};

void expect_honest(const std::string& made) {
  EXPECT_THAT(test::tree(made),
              ElementsAre(Pair("bin", "/"), Pair("bin/doc", "-> ../share/doc"),
                          Pair("bin/other", "-> tool"), Pair("bin/same", "#!/bin/sh\n"),
                          Pair("bin/tool", "#!/bin/sh\n"), Pair("share", "/"),
                          Pair("share/doc", "/"), Pair("share/doc/README", "Read me.")));
}

TEST_F(Unpack, GivesWhatIsInIt) {
  for (const auto* const kind : {"tar.gz", "tar.xz", "tar.zst"}) {
    test::make_archive(archive_, honest, kind);
    const auto done = unpack(archive_, made_);
    ASSERT_TRUE(done) << done.error().message;
    expect_honest(made_);
    EXPECT_EQ(test::mode_of(made_), 0755u);
    EXPECT_EQ(test::mode_of(made_ + "/bin/tool"), 0755u);
    EXPECT_EQ(test::mode_of(made_ + "/share/doc/README"), 0644u);
    EXPECT_THAT(platform::list_folder(folder_.path()), ElementsAre("made"));
    ASSERT_TRUE(platform::remove_tree(made_));
  }
}

TEST_F(Unpack, TakesZipAsWell) {
  test::make_archive(archive_,
                     {test::file("bin/tool", "#!/bin/sh\n", 0755), test::link("tool", "bin/tool")},
                     "zip");
  const auto done = unpack(archive_, made_);
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_THAT(test::tree(made_), ElementsAre(Pair("bin", "/"), Pair("bin/tool", "#!/bin/sh\n"),
                                             Pair("tool", "-> bin/tool")));
  EXPECT_EQ(test::mode_of(made_ + "/bin/tool"), 0755u);
}

TEST_F(Unpack, KeepsNamesBeyondAscii) {
  for (const auto* const kind : {"tar.gz", "zip"}) {
    test::make_archive(archive_, {test::file("gr\xc3\xbc\xc3\x9f")}, kind);
    const auto done = unpack(archive_, made_);
    ASSERT_TRUE(done) << kind << done.error().message;
    EXPECT_THAT(platform::list_folder(made_), ElementsAre("gr\xc3\xbc\xc3\x9f"));
    ASSERT_TRUE(platform::remove_tree(made_));
  }
}

TEST_F(Unpack, CutAtAnyByteItIsRefusedAndNothingIsLeft) {
  for (const auto* const kind : {"tar.gz", "tar.xz", "tar.zst", "zip"}) {
    test::make_archive(archive_, {test::file("one", "1"), test::file("two/three", "23")}, kind);
    const auto whole = platform::read_file(archive_).value_or("");
    ASSERT_GT(whole.size(), 100u);
    for (std::size_t at = 0; at < whole.size(); ++at) {
      ASSERT_TRUE(platform::write_file(archive_, whole.substr(0, at)));
      const auto done = unpack(archive_, made_);
      ASSERT_FALSE(done) << kind << " cut at " << at;
      EXPECT_EQ(done.error().code, Code::refused);
      EXPECT_THAT(platform::list_folder(folder_.path()), IsEmpty());
    }
  }
}

TEST_F(Unpack, WhatIsNoArchiveIsRefused) {
  test::make_archive(archive_, honest, "tar");
  EXPECT_THAT(unpack(archive_, made_).error().message, HasSubstr("not compressed"));
  for (const auto* const text : {"", "text\n", "#mtree\nfile type=file\n", "\x1f\x8b"}) {
    ASSERT_TRUE(platform::write_file(archive_, text));
    EXPECT_EQ(unpack(archive_, made_).error().code, Code::refused);
  }
  test::make_archive(archive_, {test::folder("./")});
  EXPECT_THAT(unpack(archive_, made_).error().message, HasSubstr("empty"));
  EXPECT_EQ(unpack(elsewhere_ / "none", made_).error().code, Code::not_found);
  EXPECT_THAT(platform::list_folder(folder_.path()), IsEmpty());
}

TEST_F(Unpack, NeverReplacesAnything) {
  test::make_archive(archive_, honest);
  std::filesystem::create_directory(made_);
  EXPECT_EQ(unpack(archive_, made_).error().code, Code::refused);
  EXPECT_THAT(platform::list_folder(made_), IsEmpty());
  ASSERT_TRUE(platform::remove_tree(made_));
  ASSERT_TRUE(test::make_link(elsewhere_.path(), made_));
  EXPECT_EQ(unpack(archive_, made_).error().code, Code::refused);
  EXPECT_THAT(platform::list_folder(elsewhere_.path()), ElementsAre("archive"));
}

TEST_F(Unpack, CancelledItLeavesNothing) {
  test::make_archive(archive_, honest);
  std::uint64_t bytes = 0;
  const auto done = unpack(archive_, made_, {}, [&](std::uint64_t so_far) {
    bytes = so_far;
    return false;
  });
  EXPECT_EQ(done.error().message, "cancelled");
  EXPECT_EQ(bytes, 10u);
  EXPECT_THAT(platform::list_folder(folder_.path()), IsEmpty());
}

TEST_F(Unpack, AFullDiskIsSaidAndNothingIsLeft) {
  std::string content;
  for (unsigned i = 0, seed = 1; i < 200'000; ++i) {
    content += static_cast<char>((seed = seed * 1664525 + 1013904223) >> 24);
  }
  test::make_archive(archive_, {test::file("a"), test::file("b/c", content)});
  std::filesystem::create_directory(folder_ / "disk");
  const test::SmallDisk disk(folder_ / "disk", "64k");
  if (!disk.mounted()) GTEST_SKIP() << "only root may mount a small disk";
  const auto done = unpack(archive_, folder_ / "disk/made");
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, Code::internal);
  EXPECT_THAT(done.error().message, HasSubstr("b/c: No space left on device"));
  EXPECT_THAT(done.error().hint, HasSubstr("Make room"));
  EXPECT_THAT(platform::list_folder(folder_ / "disk"), IsEmpty());
}

TEST_F(Unpack, TwoAtOnceDoNotSpoilEachOther) {
  test::make_archive(archive_, honest);
  std::optional<Code> second;
  const auto done = unpack(archive_, made_, {}, [&](std::uint64_t) {
    if (!second) second = unpack(archive_, made_).error().code;
    return true;
  });
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(second, Code::unavailable);
  expect_honest(made_);
}

}  // namespace
}  // namespace sandtray::network
