// SPDX-License-Identifier: MIT
// Each attack by an archive, twice: on what a program does that believes the archive, where it has
// to succeed, and on ours, where nothing may be left of it.
#include <functional>

#include "network/unpack.h"
#include "support/temp_dir.h"
#include "unit/network/archive_maker.h"

namespace sandtray::network {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;

// The archive is unpacked into `top`/folder. Beside it is `top`/secret.
class HostileArchive : public testing::Test {
 protected:
  void SetUp() override {
    for (const auto& top : {naive_.path(), ours_.path()}) {
      ASSERT_TRUE(platform::write_file(top + "/secret", "secret"));
    }
  }

  // `was_fooled` looks at the folder above.
  void expect_refused(const std::vector<test::Entry>& entries,
                      const std::function<bool(const std::string& top)>& was_fooled,
                      const std::string& kind = "tar.gz") {
    test::make_archive(archive_, entries, kind);
    test::unpack_naively(archive_, naive_ / "folder");
    EXPECT_TRUE(was_fooled(naive_.path())) << "the attack does not work anyway";
    const auto done = unpack(archive_, ours_ / "folder");
    ASSERT_FALSE(done);
    EXPECT_EQ(done.error().code, Code::refused) << done.error().message;
    expect_nothing();
  }
  void expect_nothing() const {
    EXPECT_THAT(test::tree(ours_.path()), ElementsAre(Pair("secret", "secret")));
  }

  const test::TempDir naive_, ours_, elsewhere_;
  const std::string archive_ = elsewhere_ / "archive";
};

bool is_file(const std::string& path) {
  return platform::kind_of(path) == platform::PathKind::file;
}

TEST_F(HostileArchive, WritesBesideTheFolder) {
  for (const auto* const kind : {"tar.gz", "zip"}) {
    expect_refused(
        {test::file("a"), test::file("../planted")},
        [](const auto& top) { return is_file(top + "/planted"); }, kind);
  }
  expect_refused({test::file("a/../../planted2")},
                 [](const auto& top) { return is_file(top + "/planted2"); });
}

TEST_F(HostileArchive, WritesByAnAbsolutePath) {
  const auto planted = elsewhere_ / "planted";
  expect_refused({test::file(planted)}, [&](const auto&) { return is_file(planted); });
  ASSERT_TRUE(platform::remove_tree(planted));
  EXPECT_FALSE(unpack(archive_, ours_ / "folder"));
  EXPECT_FALSE(platform::exists(planted));
}

TEST_F(HostileArchive, WritesThroughALink) {
  for (const auto& target : {std::string(".."), elsewhere_.path()}) {
    expect_refused({test::link("out", target), test::file("out/planted")}, [&](const auto& top) {
      return is_file((target == ".." ? top : target) + "/planted");
    });
  }
}

TEST_F(HostileArchive, WritesThroughALinkThatStaysInTheFolder) {
  expect_refused({test::folder("a"), test::link("b", "a"), test::file("b/c")},
                 [](const auto& top) { return is_file(top + "/folder/a/c"); });
}

TEST_F(HostileArchive, LeadsOutByTwoLinksThatEachLookHarmless) {
  expect_refused({test::folder("p/q"), test::link("p/q/up", "../.."), test::link("k", "p/q/up/.."),
                  test::file("k/planted")},
                 [](const auto& top) { return is_file(top + "/planted"); });
}

TEST_F(HostileArchive, LeavesALinkThatOthersFollowOut) {
  expect_refused({test::link("a", "../secret")}, [](const auto& top) {
    return platform::read_file(top + "/folder/a").value_or("") == "secret";
  });
  for (const auto* const kind : {"tar.gz", "zip"}) {
    expect_refused(
        {test::link("a", "/etc/passwd")},
        [](const auto& top) { return platform::read_link(top + "/folder/a") == "/etc/passwd"; },
        kind);
  }
}

TEST_F(HostileArchive, GivesAFileOutsideAnotherName) {
  expect_refused({test::hard_link("a", "../secret")}, [](const auto& top) {
    return platform::read_file(top + "/folder/a").value_or("") == "secret";
  });
  expect_refused({test::file("x"), test::link("l", "x"), test::hard_link("a", "l")},
                 [](const auto& top) { return platform::exists(top + "/folder/a"); });
  expect_refused({test::link("out", ".."), test::hard_link("b", "out/secret")},
                 [](const auto& top) {
                   return platform::read_file(top + "/folder/b").value_or("") == "secret";
                 });
}

TEST_F(HostileArchive, MakesPipesAndDevices) {
  expect_refused({test::special("pipe", AE_IFIFO)}, [](const auto& top) {
    return platform::kind_of(top + "/folder/pipe") == platform::PathKind::other;
  });
  // Only some users may make these.
  for (const auto type : {AE_IFCHR, AE_IFBLK}) {
    expect_refused({test::special("device", type)}, [](const auto&) { return true; });
  }
}

TEST_F(HostileArchive, MakesAProgramOfItsOwnersRights) {
  const std::vector<test::Entry> entries = {test::folder("f", 01777), test::file("f/a", "x", 06755),
                                            test::file("f/b", "x", 0666)};
  test::make_archive(archive_, entries);
  test::unpack_naively(archive_, naive_ / "folder");
  EXPECT_EQ(test::mode_of(naive_ / "folder/f/a"), 06755u);
  EXPECT_EQ(test::mode_of(naive_ / "folder/f/b"), 0666u);
  const auto done = unpack(archive_, ours_ / "folder");
  ASSERT_TRUE(done) << done.error().message;
  EXPECT_EQ(test::mode_of(ours_ / "folder/f"), 0755u);
  EXPECT_EQ(test::mode_of(ours_ / "folder/f/a"), 0755u);
  EXPECT_EQ(test::mode_of(ours_ / "folder/f/b"), 0644u);
}

TEST_F(HostileArchive, HasOneNameTwice) {
  const auto second = [](const auto& top) {
    return platform::read_file(top + "/folder/a").value_or("") == "second";
  };
  expect_refused({test::file("a", "first"), test::file("a", "second")}, second);
  expect_refused({test::file("a", "first"), test::file("./a", "second")}, second);
  expect_refused({test::link("a", "b"), test::file("a", "second")}, second);
  const auto both = [](const auto& top) {
    return is_file(top + "/folder/Tool") && is_file(top + "/folder/tool");
  };
  expect_refused({test::file("Tool"), test::file("tool")}, both);
  expect_refused({test::file("Tools/a"), test::file("tools/b")}, [](const auto& top) {
    return is_file(top + "/folder/Tools/a") && is_file(top + "/folder/tools/b");
  });
}

TEST_F(HostileArchive, HasAFileWhereAFolderIs) {
  const auto any = [](const auto&) { return true; };
  expect_refused({test::file("a"), test::file("a/b")}, any);
  expect_refused({test::file("a/b"), test::file("a")}, any);
  expect_refused({test::folder("a"), test::link("a", "b")}, any);
  expect_refused({test::file("./")}, any);
}

TEST_F(HostileArchive, HasNamesThatDeceive) {
  for (const auto* const name : {"a\x1b[2J", "a\nb", "a\\b", "C:a", "a."}) {
    expect_refused({test::file(name)},
                   [&](const auto& top) { return is_file(top + "/folder/" + name); });
  }
  // Ends in "txt" to the eye, which reads on from right to left.
  const std::string turned = "a\xe2\x80\xaetxt.sh";
  expect_refused({test::file(turned)},
                 [&](const auto& top) { return is_file(top + "/folder/" + turned); });
}

TEST_F(HostileArchive, BecomesFarLargerThanItIs) {
  const std::string zeros(20u << 20, '\0');
  test::make_archive(archive_, {test::file("a", zeros), test::file("b", "end")});
  ASSERT_LT(platform::read_file(archive_).value_or("").size(), 40'000u);
  std::uint64_t bytes = 0;
  const auto done = unpack(archive_, ours_ / "folder", {}, [&](std::uint64_t now) {
    bytes = now;
    return true;
  });
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, Code::refused);
  EXPECT_EQ(bytes, 0u);  // it says so itself
  expect_nothing();
  UnpackLimits limits;
  limits.ratio = 1000;
  ASSERT_TRUE(unpack(archive_, ours_ / "folder", limits));
}

TEST_F(HostileArchive, HasMoreThanIsAllowed) {
  UnpackLimits limits;
  limits.bytes = 10;
  test::make_archive(archive_, {test::file("a", "12345"), test::file("b", "12345")});
  ASSERT_TRUE(unpack(archive_, ours_ / "folder", limits));
  ASSERT_TRUE(platform::remove_tree(ours_ / "folder"));
  limits.bytes = 9;
  EXPECT_THAT(unpack(archive_, ours_ / "folder", limits).error().message, HasSubstr("the 9 bytes"));
  expect_nothing();
  limits = {};
  limits.entries = 1;
  EXPECT_THAT(unpack(archive_, ours_ / "folder", limits).error().message, HasSubstr("too many"));
  expect_nothing();
}

}  // namespace
}  // namespace sandtray::network
