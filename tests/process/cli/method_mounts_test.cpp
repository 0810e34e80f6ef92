// SPDX-License-Identifier: MIT
// Mounts of a workspace under methods of the person's own, with real commands.
#include "process/cli/world.h"

namespace sandtray::test {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

class MethodMounts : public World {
 protected:
  MethodMounts() {
    write(data_ + "/file", "there");
    write(dir_ / "more/file", "more");
  }
  void add(const Json& method) {
    write(dir_ / "config/sandtray/methods/mine.json", dump_json(method));
  }
  void give(const std::vector<std::string>& mounts) {
    std::vector<std::string> words = {"workspaces", "add", workspace_, "--agent", "shell"};
    for (const auto& mount : mounts) words.insert(words.end(), {"--mount", mount});
    const auto added = sandtray(words);
    ASSERT_EQ(added.status, 0) << added.err;
  }

  const std::string data_ = dir_ / "a b, c:d";
};

TEST_F(MethodMounts, TheCommandIsToldOfEachAsItsWordsSay) {
  add({{"name", "mine"},
       {"wrapper", {"env", "{mounts}"}},
       {"words",
        {{"mount_read_only", {"RO={source}>{path}"}},
         {"mount_writable", {"RW={source}>{path}"}}}}});
  std::filesystem::create_symlink(data_, dir_ / "link");
  give({dir_ / "link", dir_ / "more:rw"});
  const auto ran = script("echo \"$RO\"; echo \"$RW\"", "mine");
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_EQ(ran.out,
            data_ + ">" + (dir_ / "link") + "\n" + (dir_ / "more") + ">" + (dir_ / "more") + "\n");
}

TEST_F(MethodMounts, WithoutWordsForThemNothingStartsAndTheHintSaysHow) {
  add({{"name", "mine"}, {"wrapper", {"env"}}});
  give({data_});
  const auto ran = script("touch ran", "mine");
  EXPECT_EQ(ran.status, 69);
  EXPECT_THAT(ran.err, AllOf(HasSubstr("\"mount_read_only\""), HasSubstr("{mounts}"),
                             HasSubstr("--unmount '" + data_ + "'")));
  EXPECT_FALSE(std::filesystem::exists(workspace_ + "/ran"));
  const auto shown = sandtray({"methods", "show", "mine"});
  EXPECT_THAT(shown.out, HasSubstr("mounts     none"));
}

// By the template, with the real program: what is read-only cannot be written, and what is not
// given is not there.
TEST_F(MethodMounts, TheTemplateShowsThemAndNothingElse) {
  if (usual_method() != "bwrap") GTEST_SKIP() << "needs bwrap";
  ASSERT_EQ(sandtray({"methods", "add", "mine", "--template", "bwrap"}).status, 0);
  EXPECT_THAT(sandtray({"methods", "show", "mine"}).out,
              HasSubstr("mounts     --ro-bind '{source}' '{path}'\n  writable   --bind"));
  write(dir_ / "hidden/file", "hidden");
  give({data_, data_ + "/file:rw", dir_ / "more:rw"});
  const auto ran =
      script("cd '" + data_ + "'; cat file ../more/file; ls ../hidden 2>/dev/null; " +
                 "(: >new) 2>/dev/null && echo new; echo changed >file; : >../more/new",
             "mine");
  EXPECT_EQ(ran.out, "theremore") << ran.err;
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_EQ(read(data_ + "/file"), "changed\n");
  EXPECT_FALSE(std::filesystem::exists(data_ + "/new"));
  EXPECT_TRUE(std::filesystem::exists(dir_ / "more/new"));
}

}  // namespace
}  // namespace sandtray::test
