// SPDX-License-Identifier: MIT
// A session in the virtual machine: what ssh is told, and what is refused before it is.
#include <gmock/gmock.h>

#include "golden/machine.h"
#include "sandbox/ports.h"

namespace sandtray::sandbox {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

PlanRequest lima_wish() {
  auto request = test::wish();
  request.spec.method = "lima";
  request.method = test::shipped_method("methods/lima");
  request.vm = VmFacts{"/usr/bin/ssh",
                       "/home/ada/.sandtray/vm/sandtray/ssh.config",
                       "lima-sandtray",
                       "/home/ada/.sandtray/agent_key",
                       "/home/ada/.sandtray/agent.sock",
                       {{"/home/ada/project", true}, {"/home/ada/code", true}, {"/data", false}},
                       true};
  return request;
}

// No other session's files, and no bus.
const std::string own = "--hide /run/sandtray/agent --hide /run/dbus ";

std::string inside(const Result<Plan>& plan) {
  EXPECT_TRUE(plan) << plan.error().message;
  return plan ? plan->main.back() : "";
}

TEST(Lima, IsOneCommandOfSshWithNothingSecretInItsWords) {
  const auto plan = make_plan(lima_wish(), test::machine());
  ASSERT_TRUE(plan) << plan.error().message;
  EXPECT_EQ(plan->main[0], "/usr/bin/ssh");
  EXPECT_THAT(plan->main, Contains("SendEnv=AGENT_KEY"));
  EXPECT_THAT(plan->main, Contains("SendEnv=SANDTRAY_FILES"));
  EXPECT_THAT(plan->main, Not(Contains("SendEnv=PATH"))) << "of this machine";
  EXPECT_THAT(plan->main, Not(Contains("SendEnv=SSH_AUTH_SOCK")));
  EXPECT_THAT(plan->pass_env, Contains("AGENT_KEY"));
  EXPECT_THAT(plan->env.at("SANDTRAY_FILES"), HasSubstr("settings.json "));
  ASSERT_EQ(plan->files.size(), 1u) << "nothing of the agent's is needed on this machine";
  EXPECT_EQ(plan->files[0].name, ports_file);
  EXPECT_THAT(plan->main, Contains("-tt"));
  EXPECT_THAT(plan->main, Contains("ControlMaster=no")) << "no session keeps the connection";
  EXPECT_EQ(plan->cleanup.size(), 1u);
  EXPECT_THAT(plan->cleanup[0], Contains("cancel"));
}

TEST(Lima, ShowsTheWorkspaceAloneOfAllFolders) {
  auto request = lima_wish();
  EXPECT_THAT(
      inside(make_plan(request, test::machine())),
      HasSubstr("--hide /home/ada/code --hide /data " + own + "/home/ada/project -- agent"));
  request.spec.workspace = "/home/ada/code/deep/one";
  EXPECT_THAT(inside(make_plan(request, test::machine())),
              HasSubstr("--hide /home/ada/project --hide /home/ada/code --hide /data " + own +
                        "--show /home/ada/code/deep/one /home/ada/code/deep/one --"));
  request.vm->folders = {{"/home/ada/code", true}, {"/home/ada/code/deep/two", true}};
  EXPECT_THAT(inside(make_plan(request, test::machine())),
              HasSubstr("--hide /home/ada/code " + own + "--show /home/ada/code/deep/one /home"));
}

TEST(Lima, ShowsTheMountsOfTheSettingsAsTheyAreMeant) {
  auto request = lima_wish();
  auto facts = test::machine();
  request.settings.mounts = {{"/data", false}};
  facts.mounts["/data"] = {"/data", PathKind::folder};
  EXPECT_THAT(inside(make_plan(request, facts)),
              HasSubstr("--hide /data " + own + "--show /data /home/ada/project"));
  request.settings.mounts = {{"/data", true}};
  const auto less = make_plan(request, facts);
  ASSERT_TRUE(less);
  EXPECT_THAT(less->notes, Contains(HasSubstr("/data of your settings is not there")));
  request.settings.mounts = {{"/home/ada/code", false}};
  facts.mounts["/home/ada/code"] = {"/home/ada/code", PathKind::folder};
  EXPECT_EQ(make_plan(request, facts).error().code, Code::unavailable) << "it could be written to";
  facts.mounts["/home/ada/code"].planted = "/home/ada/code";
  EXPECT_EQ(make_plan(request, facts).error().code, Code::refused);
}

TEST(Lima, RefusesAWorkspaceThatTheMachineDoesNotHave) {
  auto request = lima_wish();
  for (const auto* path : {"/home/ada/projects", "/data", "/home/ada/projec"}) {
    request.spec.workspace = path;
    const auto plan = make_plan(request, test::machine());
    ASSERT_FALSE(plan) << path;
    EXPECT_EQ(plan.error().code, Code::unavailable) << path;
    EXPECT_THAT(plan.error().hint,
                HasSubstr("`sandtray vm restart --mount " + std::string(path) + "`"));
  }
  request.spec.workspace = "/home/ada";
  request.vm->folders = {{"/home/ada", true}};
  EXPECT_EQ(make_plan(request, test::machine()).error().code, Code::refused);
  request.spec.workspace = "/home/ada/project";
  request.spec.branch = "new";
  EXPECT_EQ(make_plan(request, test::machine()).error().code, Code::unavailable);
}

TEST(Lima, RefusesWithoutAMachineOrSsh) {
  auto request = lima_wish();
  request.vm->ssh.clear();
  EXPECT_THAT(make_plan(request, test::machine()).error().message, HasSubstr("needs ssh"));
  request.vm.reset();
  EXPECT_EQ(make_plan(request, test::machine()).error().hint, "sandtray vm start");
}

TEST(Lima, AgentsThatMayBecomeRootStartByIt) {
  auto request = lima_wish();
  request.vm->restrict_sudo = false;
  auto facts = test::machine();
  facts.user_id = "1001";
  facts.group_id = "1002";
  EXPECT_THAT(inside(make_plan(request, facts)),
              HasSubstr("sudo -n -E /usr/local/libexec/sandtray-guest session --files "
                        "/run/sandtray/agent/abcdefgh --files-at /run/sandtray/agent/own --hooks "
                        "/run/sandtray/agent/abcdefgh.hooks --as 1001 1002 "));
}

TEST(Lima, KeysAreForASessionThatAsksAndMayHaveThem) {
  auto request = lima_wish();
  auto facts = test::machine();
  facts.ssh_agent = "/run/user/1000/keys";
  request.vm->ssh_agent = true;
  const auto without = make_plan(request, facts);
  EXPECT_THAT(inside(without), Not(HasSubstr("--keys")));
  EXPECT_EQ(without->env.count("SSH_AUTH_SOCK"), 0u);
  EXPECT_THAT(without->main, Not(Contains(HasSubstr("/run/user/1000/keys"))));

  request.spec.options["ssh_agent"] = "yes";
  const auto plan = make_plan(request, facts);
  const std::string way = "/run/sandtray/agent/abcdefgh.ssh:/run/user/1000/keys";
  EXPECT_THAT(inside(plan), HasSubstr("--keys /run/sandtray/agent/abcdefgh.ssh "));
  EXPECT_THAT(plan->main, Contains(way));
  EXPECT_THAT(plan->main, Not(Contains("-A"))) << "that socket would be every session's";
  EXPECT_THAT(plan->cleanup[0], Contains(way));
  EXPECT_EQ(plan->env.at("SSH_AUTH_SOCK"), "/run/sandtray/agent/own/ssh-agent");
  EXPECT_THAT(plan->notes, Contains(HasSubstr("every key")));

  facts.ssh_agent.clear();
  EXPECT_EQ(make_plan(request, facts).error().code, Code::unavailable);
  facts.ssh_agent = "/run/a:b";
  EXPECT_EQ(make_plan(request, facts).error().code, Code::unavailable);
  facts.ssh_agent = "/run/user/1000/keys";
  request.vm->ssh_agent = false;
  EXPECT_EQ(make_plan(request, facts).error().code, Code::refused);
  EXPECT_THAT(make_plan(request, facts).error().hint, HasSubstr("vm.json"));
  request.spec.method = "bwrap";
  request.method = test::shipped_method("methods/bwrap");
  EXPECT_EQ(make_plan(request, facts).error().code, Code::usage);
}

SessionPorts ports_in(const Result<Plan>& plan) {
  EXPECT_TRUE(plan) << plan.error().message;
  const auto json = plan ? parse_json(plan->files.back().content, ports_file) : Result<Json>();
  const auto ports = json ? ports_from_json(*json) : Failure(json.error());
  EXPECT_TRUE(ports);
  return ports ? *ports : SessionPorts{};
}

TEST(Lima, PortsAreForASessionThatMayHaveThem) {
  auto request = lima_wish();
  auto facts = test::machine();
  facts.sandtray = "/usr/bin/sandtray";
  facts.files = "/state/files";
  auto plan = make_plan(request, facts);
  EXPECT_THAT(ports_in(plan).refused, HasSubstr("no session ports"));
  EXPECT_THAT(plan->prepare, IsEmpty());
  request.spec.options["ports"] = "3000,8080:80";
  EXPECT_EQ(make_plan(request, facts).error().code, Code::refused);

  request.vm->port_forwarding = true;
  plan = make_plan(request, facts);
  const auto ports = ports_in(plan);
  EXPECT_EQ(ports.refused, "");
  EXPECT_EQ(ports.lock, "/home/ada/.sandtray/ports.lock");
  EXPECT_FALSE(ports.open);
  EXPECT_THAT(ports.ports, ElementsAre(Port{3000, 3000}, Port{8080, 80}));
  EXPECT_THAT(plan->prepare, ElementsAre(ElementsAre("/usr/bin/sandtray", "--ports", "open",
                                                     "/state/files/ports.json")));
  EXPECT_THAT(plan->cleanup.back(),
              ElementsAre("/usr/bin/sandtray", "--ports", "close", "/state/files/ports.json"));
  const auto words = ask_for_port(ports, "forward", ports.ports[1]);
  EXPECT_EQ(words.front(), "/usr/bin/ssh");
  EXPECT_EQ(words.back(), "lima-sandtray");
  EXPECT_THAT(words, Contains("127.0.0.1:8080:127.0.0.1:80"));

  facts.taken_ports = {8080};
  EXPECT_THAT(make_plan(request, facts).error().hint, HasSubstr("ports=8081:80"));
  request.spec.options["network"] = "none";
  facts.taken_ports.clear();
  EXPECT_THAT(make_plan(request, facts).error().message, HasSubstr("loopback of its own"));
}

TEST(Ports, AreReadFromWords) {
  EXPECT_THAT(parse_ports("3000", "ports").value(), ElementsAre(Port{0, 3000}));
  EXPECT_THAT(parse_ports("1:65535,2", "ports").value(), ElementsAre(Port{1, 65535}, Port{0, 2}));
  for (const auto* bad : {"", "0", "65536", "1,", ",1", "a", "1:", ":1", "1:2:3", "-1", " 1", "1e3",
                          "0:80", "99999999999999999999"}) {
    const auto refused = parse_ports(bad, "ports");
    ASSERT_FALSE(refused) << bad;
    EXPECT_EQ(refused.error().code, Code::usage) << bad;
  }
}

TEST(Lima, WordsReachTheAgentAsTheyAre) {
  auto request = lima_wish();
  request.spec.args = {"it's; $(id) \n \"x\""};
  request.spec.options["network"] = "none";
  request.spec.channel = Channel::pipe;
  const auto plan = make_plan(request, test::machine());
  EXPECT_THAT(inside(plan), HasSubstr(R"('it'\''s; $(id) )"));
  EXPECT_THAT(inside(plan), HasSubstr(" --offline "));
  EXPECT_THAT(plan->main, Contains("-T"));
  EXPECT_EQ(plan->env.count("SANDTRAY_HOST_ADDRESS"), 0u);
}

TEST(Lima, TheHomeInsideHoldsWhatTheAgentWouldAskFor) {
  auto request = lima_wish();
  const auto key = "SANDTRAY_SEEDS";
  request.agent.seeds = {{".agent/own.json", {{"{workspace}", "{hook}"}}, true}};
  const auto plan = make_plan(request, test::machine());
  ASSERT_TRUE(plan) << plan.error().message;
  EXPECT_THAT(plan->main, Contains("SendEnv=SANDTRAY_SEEDS"));
  EXPECT_THAT(plan->seeds, IsEmpty()) << "of this machine";
  EXPECT_EQ(Json::parse(plan->env.at(key)),
            Json::parse(R"([{"path": "/home/agent/.agent/own.json", "content": {"/home/ada/project":
              "/usr/local/libexec/sandtray-guest hook /run/sandtray/agent/own/hooks"}}])"));
  request.spec.id = "other567";
  EXPECT_EQ(make_plan(request, test::machine())->env.at(key), plan->env.at(key))
      << "all sessions share that home";
  request.agent.seeds.clear();
  EXPECT_EQ(make_plan(request, test::machine())->env.count(key), 0u);
  request.agent.seeds = {{"big", {{"x", std::string(100'000, 'x')}}, false}};
  EXPECT_THAT(make_plan(request, test::machine()).error().message, HasSubstr("too large"));
}

TEST(Lima, RefusesFilesThatFitInNoVariable) {
  auto request = lima_wish();
  request.agent.files.push_back({"big", std::string(100'000, 'x')});
  EXPECT_THAT(make_plan(request, test::machine()).error().message, HasSubstr("too large"));
}

}  // namespace
}  // namespace sandtray::sandbox
