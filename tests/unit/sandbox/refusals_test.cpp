// SPDX-License-Identifier: MIT
// Planning fails closed: what cannot be enforced, or must not be given, is an error with a reason.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "golden/machine.h"

namespace sandtray::sandbox {
namespace {

using testing::HasSubstr;
using testing::Not;

struct Case {
  std::string name;
  Code code;
  std::string says;
  std::function<void(PlanRequest&, HostFacts&)> change;
};

std::function<void(PlanRequest&, HostFacts&)> workspace(const std::string& path) {
  return [path](PlanRequest& request, HostFacts&) { request.spec.workspace = path; };
}

std::function<void(PlanRequest&, HostFacts&)> mount(const std::string& path,
                                                    const std::string& real,
                                                    PathKind kind = PathKind::folder) {
  return [=](PlanRequest& request, HostFacts& facts) {
    request.settings.mounts = {{path, false}};
    facts.mounts[path] = {real, kind};
  };
}

const Case cases[] = {
    {"UnknownMethod", Code::usage, "no method",
     [](auto& request, auto&) { request.spec.method = "magic"; }},
    {"WorktreeUnderSbx", Code::unavailable, "does not show the repository of a worktree",
     [](auto& request, auto&) {
       request.spec.method = "sbx";
       request.spec.branch = "feature";
     }},
    {"NoMethod", Code::usage, "no method", [](auto& request, auto&) { request.spec.method = ""; }},
    {"UnknownOption", Code::usage, "no option",
     [](auto& request, auto&) { request.spec.options["colour"] = "red"; }},
    {"UnknownValue", Code::usage, "cannot be",
     [](auto& request, auto&) { request.spec.options["network"] = "some"; }},
    {"EmptyValue", Code::usage, "cannot be",
     [](auto& request, auto&) { request.spec.options["git"] = ""; }},
    {"UnknownProfile", Code::usage, "no permission profile",
     [](auto& request, auto&) { request.spec.options["permissions"] = "edit"; }},
    {"NoBwrap", Code::unavailable, "bubblewrap", [](auto&, auto& facts) { facts.bwrap.clear(); }},
    {"NoUserNamespaces", Code::unavailable, "switched off",
     [](auto&, auto& facts) { facts.user_namespaces_refused = "switched off"; }},
    {"NoAgent", Code::unavailable, "not installed",
     [](auto&, auto& facts) { facts.command.path.clear(); }},
    {"NeedMissing", Code::unavailable, "needs \"node\"",
     [](auto&, auto& facts) {
       facts.needs = {{"node", "", "", {}}};
     }},
    {"NoGuest", Code::unavailable, "sandtray-guest",
     [](auto&, auto& facts) { facts.guest.clear(); }},
    {"ReadOnlyWorkspace", Code::unavailable, "you may not write there",
     [](auto&, auto& facts) { facts.workspace_writable = false; }},
    {"MissingWorkspace", Code::not_found, "no folder",
     [](auto&, auto& facts) { facts.workspace = PathKind::missing; }},
    {"WorkspaceIsFile", Code::not_found, "not a folder",
     [](auto&, auto& facts) { facts.workspace = PathKind::file; }},
    {"RootAsWorkspace", Code::refused, "system", workspace("/")},
    {"SystemAsWorkspace", Code::refused, "system", workspace("/etc/nginx")},
    {"HomeAsWorkspace", Code::refused, "home folder", workspace("/home/ada")},
    {"AboveHomeAsWorkspace", Code::refused, "system", workspace("/home")},
    {"SecretsAsWorkspace", Code::refused, "secrets", workspace("/home/ada/.ssh")},
    {"PartOfSecretsAsWorkspace", Code::refused, "secrets", workspace("/home/ada/.ssh/keys")},
    {"WhatRunsAtLogin", Code::refused, "runs as you", workspace("/home/ada/.config/autostart")},
    {"PartOfTheSystem", Code::refused, "belongs to the system", workspace("/usr/bin/tool")},
    {"SecretsBehindLinkAsWorkspace", Code::refused, "secrets and settings: ~/.ssh",
     [](auto&, auto& facts) { facts.home_links[".ssh"] = {"/home/ada/project"}; }},
    {"SecretsBehindLinkInWorkspace", Code::refused, "secrets and settings: ~/.ssh",
     [](auto&, auto& facts) { facts.home_links[".ssh"] = {"/home/ada/project/ssh"}; }},
    {"WorkspaceInSecretsBehindLink", Code::refused, "secrets or runs as you: ~/.ssh",
     [](auto&, auto& facts) { facts.home_links[".ssh"] = {"/home/ada"}; }},
    {"WhatRunsAtLoginBehindLinkInWorkspace", Code::refused, "runs as you: ~/.config/autostart",
     [](auto&, auto& facts) { facts.home_links[".config/autostart"] = {"/home/ada/project/a"}; }},
    {"SecretsBehindLinkInReadOnlyMount", Code::refused, "secrets",
     [](auto& request, auto& facts) {
       facts.home_links[".ssh"] = {"/home/ada/dotfiles/ssh"};
       mount("/home/ada/dotfiles", "/home/ada/dotfiles")(request, facts);
     }},
    {"SecretsAsWritableMount", Code::refused, "secrets",
     [](auto& request, auto& facts) {
       request.settings.mounts = {{"/home/ada/.ssh/keys", true}};
       facts.mounts["/home/ada/.ssh/keys"] = {"/home/ada/.ssh/keys", PathKind::folder};
     }},
    {"OwnFilesInWorkspace", Code::refused, "own files", workspace("/home/ada/.local")},
    {"OwnSettingsBehindLinkInWorkspace", Code::refused, "settings",
     [](auto&, auto& facts) { facts.settings = {"/home/ada/project/sandtray/config.json"}; }},
    {"OwnSettingsBehindLinkInWritableMount", Code::refused, "settings",
     [](auto& request, auto& facts) {
       facts.settings = {"/home/ada/dotfiles/sandtray/agents"};
       request.settings.mounts = {{"/home/ada/dotfiles", true}};
       facts.mounts["/home/ada/dotfiles"] = {"/home/ada/dotfiles", PathKind::folder};
     }},
    {"OwnProgramInWorkspace", Code::refused, "installed there",
     [](auto&, auto& facts) {
       facts.installation.push_back("/home/ada/project/build/release/bin/sandtray-host");
     }},
    {"OwnDataInWritableMount", Code::refused, "installed there",
     [](auto& request, auto& facts) {
       facts.installation.push_back("/home/ada/sandtray/common/data");
       request.settings.mounts = {{"/home/ada/sandtray", true}};
       facts.mounts["/home/ada/sandtray"] = {"/home/ada/sandtray", PathKind::folder};
     }},
    {"WorkspaceInOwnData", Code::refused, "installed there",
     [](auto&, auto& facts) { facts.installation.push_back("/home/ada"); }},
    {"OwnProgramAsWritableMount", Code::refused, "installed there",
     [](auto& request, auto& facts) {
       facts.installation.push_back("/home/ada/tools/sandtray");
       request.settings.mounts = {{"/home/ada/tools/sandtray", true}};
       facts.mounts["/home/ada/tools/sandtray"] = {"/home/ada/tools/sandtray", PathKind::file};
     }},
    {"WorkspaceInOwnFiles", Code::refused, "own folders",
     workspace("/home/ada/.local/share/sandtray/homes/claude")},
    {"RelativeWorkspace", Code::usage, "absolute", workspace("project")},
    {"MountOfRoot", Code::refused, "system", mount("/", "/")},
    {"MountLinkToRoot", Code::refused, "system", mount("/data", "/")},
    {"MountOfEtc", Code::refused, "system", mount("/etc/ssh", "/etc/ssh")},
    {"MountOfHome", Code::refused, "home folder", mount("/home/ada", "/home/ada")},
    {"MountOfOwnState", Code::refused, "own folders",
     mount("/state", "/home/ada/.local/state/sandtray")},
    {"MountOfSocket", Code::refused, "neither a file nor a folder",
     mount("/var/docker.sock", "/var/docker.sock", PathKind::other)},
    {"MountBehindPlantedLink", Code::refused, "the symbolic link /shared/data leads there",
     [](auto& request, auto& facts) {
       mount("/shared/data", "/home/ada/notes")(request, facts);
       facts.mounts["/shared/data"].planted = "/shared/data";
     }},
    {"MountMissing", Code::not_found, "missing", mount("/gone", "", PathKind::missing)},
    {"PassLoaderVariable", Code::refused, "LD_PRELOAD",
     [](auto& request, auto& facts) {
       request.settings.pass_env = {"LD_PRELOAD"};
       facts.environment.push_back("LD_PRELOAD");
     }},
    {"PassAgentSocket", Code::refused, "SSH_AUTH_SOCK",
     [](auto& request, auto&) { request.settings.pass_env = {"SSH_AUTH_SOCK"}; }},
    {"BwrapFromWorkspace", Code::refused, "where agents can write",
     [](auto&, auto& facts) { facts.bwrap_in_workspace = "/home/ada/project/bin/bwrap"; }},
    {"RootWithANestingSandbox", Code::refused, "as root",
     [](auto& request, auto& facts) {
       facts.root = true;
       request.agent.own_sandbox = true;
       request.agent.permissions["ask"] = {};
       request.spec.options["permissions"] = "ask";
     }},
    {"AgentNeedsWholeHome", Code::refused, "would have to see",
     [](auto&, auto& facts) { facts.command.visible = {"/home/ada"}; }},
    {"StrangeGit", Code::refused, "knows this workspace",
     [](auto&, auto& facts) { facts.git.kind = GitFacts::Kind::strange; }},
    {"TooManyWorktrees", Code::refused, "more than 2000 of them",
     [](auto&, auto& facts) {
       facts.git.kind = GitFacts::Kind::strange;
       facts.git.more_than = 2000;
     }},
    {"HooksAreLink", Code::refused, "symbolic link",
     [](auto&, auto& facts) {
       test::use_repository(facts);
       facts.git.folders[0].entries["hooks"] = PathKind::link;
     }},
    {"HooksAreFile", Code::refused, "hooks: it is a file",
     [](auto&, auto& facts) {
       test::use_repository(facts);
       facts.git.folders[0].entries["hooks"] = PathKind::file;
     }},
    {"ConfigurationIsPipe", Code::refused, "config: it is a pipe, a socket or a device",
     [](auto&, auto& facts) {
       test::use_repository(facts);
       facts.git.folders[0].entries["config"] = PathKind::other;
     }},
    {"HookLeadsToNothing", Code::refused, "missing",
     [](auto&, auto& facts) {
       test::use_repository(facts);
       facts.git.unsteady = {"/home/ada/project/scripts/check"};
     }},
    {"ConfigurationHasAnotherName", Code::refused, "another name as well (a hard link)",
     [](auto&, auto& facts) {
       test::use_repository(facts);
       facts.git.linked = {"/home/ada/project/.git/config"};
     }},
    {"HostWithoutNetwork", Code::unavailable, "network",
     [](auto& request, auto&) {
       test::use_host_method(request);
       request.spec.options["network"] = "none";
     }},
    {"PlannedMethod", Code::unavailable, "the method \"wsl\" is not there yet",
     [](auto& request, auto&) {
       request.spec.method = request.method.name = "wsl";
       request.method.planned = true;
     }},
    {"HookThatItsShellCannotGet", Code::unavailable, "C:/Ada L/sandtray-guest.exe safely",
     [](auto& request, auto& facts) {
       test::use_host_method(request);
       request.agent.hook_shell = config::HookShell::cmd;
       facts.guest = "C:/Ada L/sandtray-guest.exe";
     }},
    {"HostProgramOfAgents", Code::refused, "where agents can write",
     [](auto& request, auto& facts) {
       test::use_host_method(request);
       facts.command.in_workspace = "/home/ada/project/node_modules/agent.js";
     }},
};

class Refusal : public testing::TestWithParam<Case> {};

TEST_P(Refusal, HasItsCodeAndReason) {
  auto request = test::wish();
  auto facts = test::machine();
  GetParam().change(request, facts);
  const auto plan = make_plan(request, facts);
  ASSERT_FALSE(plan);
  EXPECT_EQ(plan.error().code, GetParam().code);
  EXPECT_THAT(plan.error().message, HasSubstr(GetParam().says));
}

INSTANTIATE_TEST_SUITE_P(Planning, Refusal, testing::ValuesIn(cases),
                         [](const auto& test) { return test.param.name; });

TEST(Planning, NamesTheInstallationOfAMissingAgent) {
  auto facts = test::machine();
  facts.command.path.clear();
  EXPECT_EQ(make_plan(test::wish(), facts).error().hint, "npm install -g agent");
}

TEST(Planning, TellsAFileThatMayNotBeExecutedFromAMissingOne) {
  auto facts = test::machine();
  facts.command.path.clear();
  facts.command.not_executable = "/home/ada/my tools/agent";
  auto error = make_plan(test::wish(), facts).error();
  EXPECT_EQ(error.code, Code::unavailable);
  EXPECT_THAT(error.message, HasSubstr("\"/home/ada/my tools/agent\" is not executable"));
  EXPECT_THAT(error.message, Not(HasSubstr("installed")));
  EXPECT_THAT(error.hint, HasSubstr("chmod +x '/home/ada/my tools/agent'"));
  facts = test::machine();
  facts.needs = {{"node", "", "", {}, "/opt/node"}};
  error = make_plan(test::wish(), facts).error();
  EXPECT_THAT(error.message, HasSubstr("needs \"/opt/node\", which is not executable"));
  EXPECT_THAT(error.hint, HasSubstr("chmod +x /opt/node"));
}

TEST(Planning, NamesTheValuesThatAnOptionTakes) {
  auto request = test::wish();
  request.spec.options["network"] = "bad";
  EXPECT_EQ(make_plan(request, test::machine()).error().hint, "Known: host, none.");
  request.spec.options = {{"permissions", ""}};
  EXPECT_EQ(make_plan(request, test::machine()).error().hint, "Known: ask, edit, bypass.");
}

TEST(Planning, SaysWhatLiesInThePlaceOfAnAgentsSettings) {
  auto facts = test::machine();
  facts.settings_of_agents = {{".mcp.json", PathKind::other}};
  const auto plan = make_plan(test::wish(), facts);
  ASSERT_TRUE(plan);
  EXPECT_THAT(plan->notes,
              testing::Contains(HasSubstr(".mcp.json is a pipe, a socket or a device")));
}

TEST(Planning, SaysThatAgentsSettingsHaveAnotherName) {
  auto facts = test::machine();
  facts.settings_of_agents = {{".mcp.json", PathKind::file}};
  facts.linked_settings = {"/home/ada/project/.mcp.json"};
  const auto plan = make_plan(test::wish(), facts);
  ASSERT_TRUE(plan);
  EXPECT_THAT(plan->notes, testing::Contains(HasSubstr(".mcp.json has another name as well")));
}

TEST(Planning, PutsNoValueOfAVariableIntoThePlan) {
  const auto plan = make_plan(test::wish(), test::machine());
  ASSERT_TRUE(plan);
  EXPECT_THAT(plan->pass_env, testing::ElementsAre("AGENT_KEY", "LANG"));
  EXPECT_EQ(plan->env.count("AGENT_KEY"), 0u);
}

TEST(Planning, KeepsTheStructureOfAJsonFileWhateverThePathsHold) {
  auto request = test::wish();
  request.spec.workspace = "/w/\"], \"evil\": [\"";
  const auto plan = make_plan(request, test::machine());
  ASSERT_TRUE(plan);
  const auto json = parse_json(plan->files.at(0).content, "settings.json");
  ASSERT_TRUE(json);
  EXPECT_EQ(json->size(), 2u);
  EXPECT_EQ(json->at("trust").at(0), request.spec.workspace);
}

}  // namespace
}  // namespace sandtray::sandbox
