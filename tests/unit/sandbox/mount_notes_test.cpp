// SPDX-License-Identifier: MIT
// What a launch tells of mounts that take something away from the workspace or from its guards.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "golden/machine.h"

namespace sandtray::sandbox {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const std::string project = "/home/ada/project";

struct Mounted {
  std::string path;
  bool writable = true;
  PathKind kind = PathKind::folder;
  std::string real = {};
};

std::vector<std::string> notes(const std::vector<Mounted>& mounts, bool open = false) {
  auto request = test::wish();
  auto facts = test::machine();
  test::use_repository(facts);
  facts.settings_of_agents = {{".agent", PathKind::folder},
                              {".agent/settings.json", PathKind::file}};
  if (open) request.spec.options["git"] = "open";
  for (const auto& mount : mounts) {
    request.settings.mounts.push_back({mount.path, mount.writable});
    facts.mounts[mount.path] = {mount.real.empty() ? mount.path : mount.real, mount.kind};
  }
  const auto plan = make_plan(request, facts);
  EXPECT_TRUE(plan) << plan.error().message;
  return plan ? plan->notes : std::vector<std::string>();
}

auto opens(const std::string& mount, const std::string& guarded) {
  return ElementsAre(AllOf(HasSubstr("the mount " + mount + " of your settings is writable"),
                           HasSubstr("opens the guard of " + guarded)));
}

TEST(MountNotes, NothingIsSaidOfUsualMounts) {
  EXPECT_THAT(notes({{"/srv/models", false},
                     {"/srv/cache"},
                     {project},
                     {project + "/data"},
                     {project + "/.git/hooks", false},
                     {project + "/.git/objects"}}),
              IsEmpty());
}

TEST(MountNotes, AWorkspaceThatCannotBeWritten) {
  EXPECT_THAT(notes({{project, false}}),
              ElementsAre(AllOf(HasSubstr("can write nothing in the workspace"),
                                HasSubstr("the mount " + project + " of your settings"))));
}

TEST(MountNotes, WhatOpensAGuard) {
  const auto git = project + "/.git";
  EXPECT_THAT(notes({{git + "/config", true, PathKind::file}}),
              opens(git + "/config", git + "/config"));
  EXPECT_THAT(notes({{git + "/hooks"}}), opens(git + "/hooks", git + "/hooks"));
  EXPECT_THAT(notes({{git + "/hooks/post-commit", true, PathKind::file}}),
              opens(git + "/hooks/post-commit", git + "/hooks"));
  EXPECT_THAT(notes({{project + "/.agent"}}),
              opens(project + "/.agent", project + "/.agent/settings.json"));
  // The same by another path.
  EXPECT_THAT(notes({{"/srv/hooks", true, PathKind::folder, git + "/hooks"}}),
              opens("/srv/hooks", git + "/hooks"));
}

TEST(MountNotes, WhatOpensTheGuardOfAnotherRepository) {
  const std::string other = "/srv/other/.git/";
  for (const auto* name : {"hooks", "hooks/post-commit", "modules", "modules/lib/config",
                           "worktrees/tree/commondir"}) {
    EXPECT_THAT(notes({{other + name}}), opens(other + name, other + name));
  }
  for (const auto* name : {"refs", "modules/lib/objects", "worktrees/tree/HEAD", "worktrees"}) {
    EXPECT_THAT(notes({{other + name}}), IsEmpty()) << name;
  }
}

TEST(MountNotes, AFolderOfGitIsGuardedAgain) {
  auto request = test::wish();
  auto facts = test::machine();
  test::use_repository(facts);
  const auto git = project + "/.git";
  request.settings.mounts = {{git, true}};
  facts.mounts[git] = {git, PathKind::folder, facts.git};
  const auto plan = make_plan(request, facts);
  ASSERT_TRUE(plan);
  EXPECT_THAT(plan->notes, IsEmpty());
}

TEST(MountNotes, WhereTheGuardIsOffNothingOpensIt) {
  EXPECT_THAT(notes({{project + "/.git/hooks"}, {"/srv/other/.git/hooks"}}, true), IsEmpty());
}

}  // namespace
}  // namespace sandtray::sandbox
