// SPDX-License-Identifier: MIT
// A method of the person shows the mounts that were meant, as they were meant, or is refused.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "golden/machine.h"

namespace sandtray::sandbox {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class WrapperMounts : public testing::Test {
 protected:
  WrapperMounts() {
    request_.spec.method = request_.method.name = "mine";
    request_.method.own = true;
    request_.agent.args.clear();
    request_.agent.files.clear();
    request_.agent.permissions.clear();
    request_.agent.env.clear();
    request_.agent.seeds.clear();
    wrapper().argv = {"wrap", "{mounts}", "{command}"};
    wrapper().mount_read_only = {"--ro", "{source}", "{path}"};
    wrapper().mount_writable = {"--rw={source}:{path}"};
    facts_.programs = {{"wrap", {"/usr/bin/wrap", ""}}};
  }

  config::Wrapper& wrapper() { return request_.method.wrapper; }
  void mount(const std::string& path, bool writable = false, const std::string& real = "") {
    request_.settings.mounts.push_back({path, writable, "web"});
    facts_.mounts[path] = {real.empty() ? path : real, PathKind::folder};
  }
  Argv words() {
    auto made = make_plan(request_, facts_);
    EXPECT_TRUE(made) << made.error().message;
    return made.value_or(Plan{}).main;
  }
  Error refusal() {
    const auto made = make_plan(request_, facts_);
    EXPECT_FALSE(made);
    return made ? Error{} : made.error();
  }

  PlanRequest request_ = test::wish();
  HostFacts facts_ = test::machine();
};

TEST_F(WrapperMounts, AreWordsWhereTheyAreWanted) {
  EXPECT_THAT(words(), ElementsAre("/usr/bin/wrap", "agent", "fix it"));
  mount("/data/models/new", true);
  mount("/data/models");
  mount("/data/link", false, "/big/data");
  // The upper comes before what lies below it.
  EXPECT_THAT(words(), ElementsAre("/usr/bin/wrap", "--ro", "/big/data", "/data/link", "--ro",
                                   "/data/models", "/data/models",
                                   "--rw=/data/models/new:/data/models/new", "agent", "fix it"));
}

// No path makes another word, an option or a placeholder of itself.
TEST_F(WrapperMounts, AnUglyPathStaysOneWord) {
  for (const std::string path :
       {"/srv/a b", "/srv/a,readonly=false", "/srv/a:b:rw", "/srv/-rf", "/srv/--privileged=x",
        "/srv/it's \"so\"", "/srv/$(reboot);`reboot`", "/srv/a\nb", "/srv/{command}", "/srv/{path}",
        "/srv/*?[a]", "/srv/\\"}) {
    request_.settings.mounts.clear();
    mount(path);
    EXPECT_THAT(words(), ElementsAre("/usr/bin/wrap", "--ro", path, path, "agent", "fix it"));
    request_.settings.mounts.clear();
    mount(path, true);
    EXPECT_THAT(words(),
                ElementsAre("/usr/bin/wrap", "--rw=" + path + ":" + path, "agent", "fix it"));
  }
}

// The commands of the templates would read these as something else.
TEST_F(WrapperMounts, APathThatTheCommandWouldCutIsRefused) {
  const struct {
    std::string name, path;
  } cut[] = {{"docker", "/srv/a,readonly=false"},
             {"docker", "/srv/a\nb"},
             {"docker", "/srv/\"a"},
             {"podman", "/srv/a,b"},
             {"podman", "/srv/a\nb"},
             {"nspawn", "/srv/a:b"},
             {"nspawn", "/srv/a\\:b"},
             {"firejail", "/srv/*"},
             {"firejail", "/srv/a,b"},
             {"firejail", "/srv/[a]"},
             {"container", "/srv/a,b"},
             {"container", "/srv/a:b"}};
  for (const auto& [name, path] : cut) {
    const auto shipped = test::shipped_method("templates/" + name);
    wrapper().separators = shipped.wrapper.separators;
    for (const bool link : {false, true}) {
      request_.settings.mounts.clear();
      mount(link ? "/srv/link" : path, false, path);
      const auto error = refusal();
      EXPECT_EQ(error.code, Code::unavailable) << name << path;
      EXPECT_THAT(error.message, HasSubstr("does not take")) << name << path;
      EXPECT_THAT(error.hint, HasSubstr("sandtray workspaces edit web --unmount ")) << name << path;
    }
    request_.settings.mounts.clear();
  }
}

TEST_F(WrapperMounts, AMethodThatDoesNotSayHowIsRefused) {
  mount("/data/models");
  const auto words = std::move(wrapper().mount_read_only);
  wrapper().mount_read_only.clear();
  EXPECT_EQ(refusal().code, Code::unavailable);
  EXPECT_THAT(refusal().hint, AllOf(HasSubstr("\"mount_read_only\""), HasSubstr("{mounts}"),
                                    HasSubstr("workspaces edit web --unmount /data/models")));
  // Words for it that the command does not use would be a promise that nobody keeps.
  wrapper().mount_read_only = words;
  wrapper().argv = {"wrap"};
  EXPECT_EQ(refusal().code, Code::unavailable);
}

// Those of the settings may have been made for other methods.
TEST_F(WrapperMounts, ThoseOfTheSettingsAreNotPassedOverInSilence) {
  mount("/data/models");
  request_.settings.mounts[0].workspace.clear();
  wrapper().argv = {"wrap"};
  const auto made = make_plan(request_, facts_);
  ASSERT_TRUE(made);
  EXPECT_THAT(made->notes, Contains(AllOf(HasSubstr("the mounts of your settings are not there"),
                                          HasSubstr("{mounts}"))));
  wrapper().argv = {"wrap", "{mounts}"};
  EXPECT_THAT(make_plan(request_, facts_)->notes, IsEmpty());
}

TEST_F(WrapperMounts, WhatIsMissingOrNoFileIsRefused) {
  mount("/data/models");
  facts_.mounts["/data/models"].kind = PathKind::other;
  EXPECT_EQ(refusal().code, Code::refused);
  facts_.mounts.clear();
  EXPECT_EQ(refusal().code, Code::not_found);
}

TEST_F(WrapperMounts, ALinkThatAnAgentMayHaveMadeIsRefused) {
  mount("/data/models", false, "/home/ada");
  request_.method.boundary = false;
  facts_.mounts["/data/models"].planted = "/data/models";
  EXPECT_EQ(refusal().code, Code::refused);
}

TEST_F(WrapperMounts, ABoundaryGivesNothingThatOpensTheMachine) {
  const struct {
    std::string path, real;
    bool writable;
  } opening[] = {{"/home/ada/.ssh", "/home/ada/.ssh", false},
                 {"/data/link", "/home/ada/.ssh", false},
                 {"/data/own", "/home/ada/.local/state/sandtray", false},
                 {"/data/tools", "/usr/share/sandtray", true}};
  for (const auto& [path, real, writable] : opening) {
    request_.settings.mounts.clear();
    mount(path, writable, real);
    EXPECT_EQ(refusal().code, Code::refused) << path;
  }
}

TEST_F(WrapperMounts, OverWhatTheMethodShowsAreRefused) {
  wrapper().argv = {"wrap", "{mounts}", "{home}", "{files}", "{guest}", "{socket}"};
  wrapper().home = "/home/agent";
  wrapper().files = "/run/sandtray/files";
  wrapper().guest = "/run/sandtray/guest";
  wrapper().socket = "/run/sandtray/hook.sock";
  for (const std::string path :
       {"/home/ada/project", "/home/agent", "/run/sandtray", "/run/sandtray/files",
        "/run/sandtray/guest", "/run/sandtray/hook.sock"}) {
    request_.settings.mounts.clear();
    mount(path);
    EXPECT_EQ(refusal().code, Code::unavailable) << path;
    EXPECT_THAT(refusal().message, HasSubstr("would lie over")) << path;
  }
  request_.settings.mounts.clear();
  mount("/home/ada/project/data");
  mount("/home/ada/projects");
  EXPECT_THAT(words(), Contains("/home/ada/project/data"));
}

TEST_F(WrapperMounts, WhatWouldBeElsewhereIsRefused) {
  wrapper().mount_read_only = {"--show={source}"};
  mount("/data/models");
  EXPECT_THAT(words(), Contains("--show=/data/models"));
  mount("/data/link", false, "/big/data");
  EXPECT_EQ(refusal().code, Code::unavailable);
  EXPECT_THAT(refusal().message, HasSubstr("leads to /big/data"));
}

}  // namespace
}  // namespace sandtray::sandbox
