// SPDX-License-Identifier: MIT
// Whole plans, as they are written down in plans/*.txt. After a change that is meant:
// UPDATE_GOLDEN=1 build/dev/bin/plan_golden_test, then read the difference.
#include <gtest/gtest.h>

#include <cstdlib>
#include <functional>

#include "golden/machine.h"
#include "golden/render.h"
#include "platform/file.h"

namespace sandtray::sandbox {
namespace {

using test::machine;
using test::render;
using test::repository;
using test::use_host_method;
using test::use_repository;
using test::wish;

struct Case {
  std::string name;
  std::function<void(PlanRequest&, HostFacts&)> change;
};

const Case cases[] = {
    {"plain", [](auto&, auto&) {}},
    {"root",
     [](auto&, auto& facts) {
       facts.root = true;
       facts.hidden_proc = {"keys"};
     }},
    {"unmerged-system",
     [](auto&, auto& facts) {
       facts.system_folders = {{"/usr", PathKind::folder, ""},
                               {"/bin", PathKind::folder, ""},
                               {"/lib", PathKind::folder, ""}};
       facts.resolv_conf.clear();
     }},
    {"old-bwrap", [](auto&, auto& facts) { facts.bwrap_limits_nesting = false; }},
    {"no-network", [](auto& request, auto&) { request.spec.options["network"] = "none"; }},
    {"asks",
     [](auto& request, auto&) {
       request.spec.options["permissions"] = "ask";
       request.agent.own_sandbox = true;
     }},
    {"resume",
     [](auto& request, auto&) {
       request.agent.model = {{"--model", "{model}"}, {}};
       request.agent.resume = {{"resume", "--last"}, {{"AGENT_RESUMES", "1"}}};
       request.spec.options["model"] = "big {home}";
       request.spec.options["resume"] = "last";
     }},
    {"subcommand",
     [](auto& request, auto&) {
       request.agent.subcommands = {"mcp"};
       request.spec.args = {"mcp", "list"};
     }},
    {"awkward-workspace",
     [](auto& request, auto& facts) {
       request.spec.workspace = "/home/ada/it's \"new\"\nproject";
       use_repository(facts);
       facts.git.folder = facts.git.common = request.spec.workspace + "/.git";
       facts.git.folders = {repository(facts.git.folder)};
     }},
    {"workspace-in-home-of-agent",
     [](auto& request, auto&) { request.spec.workspace = "/home/agent/project"; }},
    {"mounts",
     [](auto& request, auto& facts) {
       request.settings.mounts = {
           {"/home/ada/project/data", false}, {"/data/models", false}, {"/home/ada/cache", true}};
       facts.mounts = {{"/home/ada/project/data", {"/big/data", PathKind::folder}},
                       {"/data/models", {"/data/models", PathKind::folder}},
                       {"/home/ada/cache", {"/home/ada/cache", PathKind::folder}}};
     }},
    {"agent-in-home",
     [](auto&, auto& facts) {
       facts.command = {"agent",
                        "/home/ada/.npm/bin/agent",
                        "/home/ada/.npm/lib/node_modules/agent/cli.js",
                        {"/home/ada/.npm/lib/node_modules"}};
       facts.needs = {{"node",
                       "/home/ada/.volta/bin/node",
                       "/home/ada/.volta/bin/volta-shim",
                       {"/home/ada/.volta"}},
                      {"git", "/usr/bin/git", "/usr/bin/git", {}}};
     }},
    {"git", [](auto&, auto& facts) { use_repository(facts); }},
    {"git-without-hooks",
     [](auto&, auto& facts) {
       use_repository(facts);
       facts.git.folders[0].entries["hooks"] = PathKind::missing;
     }},
    {"git-open",
     [](auto& request, auto& facts) {
       request.spec.options["git"] = "open";
       use_repository(facts);
     }},
    {"git-part-of-repository", [](auto&, auto& facts) { facts.git.outside = "/home/ada"; }},
    {"git-submodules-and-worktrees",
     [](auto&, auto& facts) {
       use_repository(facts);
       const auto git = facts.git.folder;
       auto library = repository(git + "/modules/libs/a");
       library.role = GitFolder::Role::submodule;
       facts.git.folders[0].entries["modules"] = PathKind::folder;
       library.pins = {git};
       const GitFolder linked = {git + "/worktrees/b",
                                 GitFolder::Role::worktree,
                                 {git, git + "/worktrees"},
                                 {{"commondir", PathKind::file}, {"gitdir", PathKind::file}}};
       facts.git.folders.push_back(library);
       facts.git.folders.push_back(linked);
     }},
    {"git-linked-worktree",
     [](auto&, auto& facts) {
       facts.git.kind = GitFacts::Kind::file;
       facts.git.common = "/home/ada/main/.git";
       facts.git.folder = facts.git.common + "/worktrees/project";
       facts.git.folders = {repository(facts.git.common),
                            {facts.git.folder,
                             GitFolder::Role::worktree,
                             {facts.git.common, facts.git.common + "/worktrees"},
                             {{"commondir", PathKind::file}, {"gitdir", PathKind::file}}}};
     }},
    {"git-led-into-project",
     [](auto&, auto& facts) {
       use_repository(facts);
       const std::string top = "/home/ada/project/";
       facts.git.files = {{top + ".agent/hooks/check", {top + ".agent", top + ".agent/hooks"}},
                          {top + "lib/.git", {top + "lib"}}};
       facts.settings_of_agents = {{".agent", PathKind::folder},
                                   {".agent/settings.json", PathKind::file}};
     }},
    {"git-nested",
     [](auto&, auto& facts) {
       const std::string top = "/home/ada/project/";
       facts.git.head_missing = true;
       facts.git.folders = {repository(top + "group/a/.git"), repository(top + "group/bare")};
       facts.git.folders[0].pins = {top + "group", top + "group/a"};
       facts.git.folders[1].pins = {top + "group"};
     }},
    {"git-bare",
     [](auto&, auto& facts) {
       facts.git.kind = GitFacts::Kind::folder;
       facts.git.folder = facts.git.common = "/home/ada/project";
       facts.git.folders = {repository(facts.git.folder)};
     }},
    {"git-in-mounts",
     [](auto& request, auto& facts) {
       use_repository(facts);
       request.settings.mounts = {{"/home/ada/project/data", false},
                                  {"/home/ada/link", true},
                                  {"/home/ada/linked-worktree", true}};
       GitFacts other = facts.git;
       other.folder = other.common = "/big/other/.git";
       other.folders = {repository("/big/other/.git")};
       GitFacts linked;
       linked.kind = GitFacts::Kind::file;
       linked.common = "/home/ada/main/.git";
       linked.folders = {repository("/home/ada/main/.git")};
       facts.mounts = {
           {"/home/ada/project/data", {"/big/data", PathKind::folder, {}}},
           {"/home/ada/link", {"/big/other", PathKind::folder, other}},
           {"/home/ada/linked-worktree", {"/home/ada/linked-worktree", PathKind::folder, linked}}};
     }},
    {"agent-settings",
     [](auto&, auto& facts) {
       facts.settings_of_agents = {{".agent", PathKind::folder},
                                   {".agent/settings.json", PathKind::file},
                                   {".mcp.json", PathKind::link}};
     }},
    {"no-agent-settings",
     [](auto&, auto& facts) {
       facts.settings_of_agents = {{".agent", PathKind::missing},
                                   {".agent/settings.json", PathKind::missing},
                                   {".mcp.json", PathKind::missing}};
     }},
    {"host", [](auto& request, auto&) { use_host_method(request); }},
    {"host-bypass",
     [](auto& request, auto&) {
       use_host_method(request);
       request.spec.options["permissions"] = "bypass";
     }},
    {"host-on-windows",
     [](auto& request, auto& facts) {
       use_host_method(request);
       request.agent.hook_shell = config::HookShell::powershell;
       facts.guest = "C:/Users/Ada L/sandtray-guest.exe";
       facts.hook_address = "//./pipe/sandtray-S-1-5-21-1-1001-00ff";
     }},
};

class PlanGolden : public testing::TestWithParam<Case> {};

TEST_P(PlanGolden, IsAsWrittenDown) {
  auto request = wish();
  auto facts = machine();
  GetParam().change(request, facts);
  const auto plan = make_plan(request, facts);
  ASSERT_TRUE(plan) << plan.error().message << "\n" << plan.error().hint;
  const auto text = render(*plan);
  const auto file =
      std::string(SANDTRAY_SOURCE_DIR) + "/tests/golden/plans/" + GetParam().name + ".txt";
  if (std::getenv("UPDATE_GOLDEN") != nullptr) {
    ASSERT_TRUE(platform::write_file(file, text, 0644));
  }
  EXPECT_EQ(platform::read_file(file).value_or(""), text);
  // What the host reads back is the same plan.
  const auto again = plan_from_json(plan_to_json(*plan));
  ASSERT_TRUE(again);
  EXPECT_EQ(render(*again), text);
}

INSTANTIATE_TEST_SUITE_P(Plans, PlanGolden, testing::ValuesIn(cases), [](const auto& test) {
  std::string name;
  for (const char c : test.param.name) name += c == '-' ? '_' : c;
  return name;
});

}  // namespace
}  // namespace sandtray::sandbox
