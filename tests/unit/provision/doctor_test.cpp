// SPDX-License-Identifier: MIT
#include "provision/doctor.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "platform/file.h"
#include "support/temp_dir.h"

namespace sandtray::provision {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::StartsWith;

Findings healthy() {
  Findings findings;
  findings.system = "linux";
  findings.on_linux.distributions = {"debian"};
  findings.on_linux.bwrap = "/usr/bin/bwrap";
  findings.on_linux.bwrap_limits_nesting = findings.on_linux.seccomp =
      findings.on_linux.runtime_folder = true;
  findings.tools = {{"git", "/usr/bin/git"}};
  findings.programs = {{"sandtray-guest", "/usr/bin/sandtray-guest"},
                       {"sandtray-host", "/usr/bin/sandtray-host"},
                       {"sandtray-tray", "/usr/bin/sandtray-tray"}};
  findings.agents = {{"shell", "Shell", "bash", "/bin/bash", "", {}, ""}};
  findings.free_bytes = 5ull << 30;
  findings.state_folder = "/home/ada/.local/state/sandtray";
  findings.socket_path = 40;
  findings.socket_path_limit = 107;
  findings.on_linux.desktop = findings.on_linux.session_bus = true;
  findings.on_linux.terminal = "/usr/bin/xterm";
  return findings;
}

Check check(const Findings& findings, const std::string& name) {
  for (const auto& found : diagnose(findings)) {
    if (found.name == name) return found;
  }
  return {name, Health::ok, "not mentioned", ""};
}

TEST(Doctor, FindsNothingOnAHealthyMachine) {
  const auto checks = diagnose(healthy());
  EXPECT_EQ(worst(checks), Health::ok);
  for (const auto& found : checks) EXPECT_EQ(found.fix, "") << found.name;
}

TEST(Doctor, NamesTheCommandOfTheDistribution) {
  auto findings = healthy();
  findings.on_linux.bwrap.clear();
  EXPECT_EQ(check(findings, "bubblewrap").health, Health::missing);
  EXPECT_EQ(check(findings, "bubblewrap").fix, "sudo apt-get install -y bubblewrap");
  findings.root = true;
  EXPECT_EQ(check(findings, "bubblewrap").fix, "apt-get install -y bubblewrap");
  findings.on_linux.distributions = {"fedora"};
  EXPECT_EQ(check(findings, "bubblewrap").fix, "dnf install -y bubblewrap");
  findings.on_linux.distributions = {"manjaro", "arch"};
  EXPECT_EQ(check(findings, "bubblewrap").fix, "pacman -S --needed bubblewrap");
  findings.on_linux.distributions = {"gentoo"};
  EXPECT_THAT(check(findings, "bubblewrap").fix, HasSubstr("package bubblewrap"));
}

TEST(Doctor, TellsWhatTheMachineHas) {
  auto findings = healthy();
  findings.machine = {16ull << 30, 900ull << 20, 8};
  EXPECT_EQ(check(findings, "machine").detail, "8 processors, 16 GiB of memory, 900 MiB available");
  const auto json = checks_to_json(diagnose(findings));
  const auto found = std::find_if(json.begin(), json.end(),
                                  [](const Json& one) { return one.at("name") == "machine"; });
  ASSERT_NE(found, json.end());
  EXPECT_EQ(found->at("figures"),
            Json({{"processors", 8}, {"memory", 16ull << 30}, {"available", 900ull << 20}}));
  EXPECT_FALSE(json.back().contains("figures"));
  findings.machine = {16ull << 30, 0, 1};
  EXPECT_EQ(check(findings, "machine").detail, "1 processor, 16 GiB of memory");
  findings.machine = {};
  EXPECT_EQ(check(findings, "machine").detail, "cannot be told");
}

TEST(Doctor, GivesTheProfileWhereAppArmorRestricts) {
  auto findings = healthy();
  findings.on_linux.namespaces = {"AppArmor keeps user namespaces from bubblewrap", "see doctor"};
  findings.on_linux.apparmor_restricts = true;
  EXPECT_EQ(check(findings, "user namespaces").health, Health::missing);
  EXPECT_THAT(check(findings, "user namespaces").fix, HasSubstr("/etc/apparmor.d/bwrap"));
}

TEST(Doctor, PassesOnWhyNamespacesAreRefused) {
  auto findings = healthy();
  findings.on_linux.namespaces = {"switched off", "sysctl -w user.max_user_namespaces=15000"};
  EXPECT_EQ(check(findings, "user namespaces").detail, "switched off");
  EXPECT_THAT(check(findings, "user namespaces").fix, StartsWith("sysctl"));
}

TEST(Doctor, AMissingAgentIsAWarningWithItsInstallation) {
  auto findings = healthy();
  findings.agents.push_back(
      {"claude", "Claude Code", "claude", "", "", {}, "npm install -g claude"});
  EXPECT_EQ(check(findings, "agent claude").health, Health::warning);
  EXPECT_EQ(check(findings, "agent claude").fix, "npm install -g claude");
  EXPECT_EQ(worst(diagnose(findings)), Health::warning);
  findings.agents.erase(findings.agents.begin());
  EXPECT_EQ(check(findings, "agents").health, Health::missing);
}

TEST(Doctor, QuotesAFolderWithABlankInItsFix) {
  auto findings = healthy();
  findings.folders = {{"/home/ada/my state", "can be changed by other users"}};
  EXPECT_THAT(check(findings, "private folders").fix, HasSubstr("chmod 700 '/home/ada/my state'"));
}

TEST(Doctor, TellsAFolderThatCannotBeMade) {
  auto findings = healthy();
  findings.folders = {{"/home/ada/.config/sandtray", "cannot be made", false}};
  EXPECT_EQ(check(findings, "private folders").health, Health::missing);
  EXPECT_THAT(check(findings, "private folders").fix, HasSubstr("in which you may write"));
}

TEST(Findings, LookWhereAMissingFolderWouldBeMade) {
  const test::TempDir dir;
  platform::Paths paths;
  paths.home = dir / "";
  ASSERT_TRUE(platform::write_file(dir / "file", ""));
  paths.config = dir / "file/sandtray";
  paths.data = paths.state = paths.runtime = dir / "a/b/c";
  const auto findings = gather_findings(paths);
  ASSERT_EQ(findings.folders.size(), 4u);
  EXPECT_FALSE(findings.folders[0].can_exist);
  EXPECT_THAT(findings.folders[0].problem, HasSubstr(dir / "file"));
  EXPECT_EQ(findings.folders[1].problem, "");
  EXPECT_FALSE(platform::exists(dir / "a"));
}

TEST(Doctor, EditsSettingsUnlessTheyAreRefusedForAnotherReason) {
  auto findings = healthy();
  findings.settings_error = "config.json: not JSON";
  EXPECT_EQ(check(findings, "settings").fix, "sandtray config edit");
  findings.settings_error = "config.json can be changed by others";
  findings.settings_fix = "chmod go-w config.json";
  EXPECT_EQ(check(findings, "settings").fix, "chmod go-w config.json");
}

TEST(Doctor, TellsAFullDiskAndALongSocketPath) {
  auto findings = healthy();
  findings.free_bytes = 10 << 20;
  EXPECT_EQ(check(findings, "disk").health, Health::missing);
  findings.free_bytes = 500 << 20;
  EXPECT_EQ(check(findings, "disk").health, Health::warning);
  findings.socket_path = 120;
  EXPECT_EQ(check(findings, "sockets").health, Health::missing);
}

TEST(Doctor, AsksForNoDesktopWhereThereIsNone) {
  auto findings = healthy();
  findings.on_linux.desktop = findings.on_linux.session_bus = false;
  findings.on_linux.terminal.clear();
  EXPECT_EQ(worst(diagnose(findings)), Health::ok);
}

Findings on_windows() {
  auto findings = healthy();
  findings.system = "windows";
  findings.on_linux = {};
  findings.facts = {{"version", "10.0.22631"}, {"build", "22631"}, {"long_paths", "yes"}};
  return findings;
}

TEST(Doctor, OnWindowsTheSandboxIsMissingAndNothingOfLinuxIsAskedFor) {
  const auto checks = diagnose(on_windows());
  for (const auto& found : checks) {
    EXPECT_EQ(found.health, found.name == "sandbox" ? Health::missing : Health::ok) << found.name;
    EXPECT_THAT(found.detail, testing::Not(HasSubstr("bubblewrap")));
  }
  EXPECT_THAT(check(on_windows(), "sandbox").detail, HasSubstr("-m host"));
}

TEST(Doctor, OnWindowsAnOldSystemHasNoConsoles) {
  auto findings = on_windows();
  findings.facts = {{"version", "10.0.17134"}, {"build", "17134"}};
  EXPECT_EQ(check(findings, "Windows").health, Health::missing);
  EXPECT_THAT(check(findings, "Windows").detail, HasSubstr("10.0.17134"));
  EXPECT_EQ(check(findings, "long paths").health, Health::warning);
  findings.facts["build"] = "17763";
  EXPECT_EQ(check(findings, "Windows").health, Health::ok);
}

TEST(Doctor, OnWindowsTellsWhetherThereIsWslAndATerminal) {
  auto findings = on_windows();
  EXPECT_THAT(check(findings, "WSL").detail, StartsWith("not installed"));
  findings.facts["wsl"] = "yes";
  EXPECT_THAT(check(findings, "WSL").detail, StartsWith("installed, without"));
  findings.facts["wsl_distribution"] = "yes";
  EXPECT_THAT(check(findings, "WSL").detail, StartsWith("has a distribution"));
  EXPECT_THAT(check(findings, "terminal").detail, HasSubstr("not installed"));
  findings.tools["wt"] = "C:/Users/ada/wt.exe";
  EXPECT_EQ(check(findings, "terminal").detail, "C:/Users/ada/wt.exe");
}

TEST(Doctor, OnWindowsFixesAreThoseOfWindows) {
  auto findings = on_windows();
  findings.tools["git"].clear();
  EXPECT_EQ(check(findings, "git").fix, "Install git and see that it is on PATH.");
  findings.folders = {{"C:/Users/ada/my state", "can be changed by other users"}};
  EXPECT_THAT(check(findings, "private folders").fix,
              StartsWith("icacls \"C:/Users/ada/my state\""));
}

TEST(Doctor, OnMacosTellsTheVersionAndWhatSandboxesMayUse) {
  auto findings = on_windows();
  findings.system = "macos";
  findings.facts = {{"version", "13.6"}};
  findings.tools["sandbox-exec"] = "/usr/bin/sandbox-exec";
  EXPECT_EQ(check(findings, "macOS").health, Health::missing);
  findings.facts["version"] = "14.0";
  EXPECT_EQ(check(findings, "macOS").health, Health::ok);
  EXPECT_EQ(check(findings, "sandbox").health, Health::missing);
  EXPECT_THAT(check(findings, "sandbox").detail, HasSubstr("-m lima"));
  EXPECT_THAT(check(findings, "sandbox-exec").detail, StartsWith("/usr/bin/sandbox-exec"));
  EXPECT_THAT(check(findings, "limactl").detail,
              AllOf(StartsWith("not installed"), HasSubstr("sandtray provision lima")));
}

TEST(Doctor, JsonHasEveryFieldOfEveryCheck) {
  const auto json = checks_to_json(diagnose(healthy()));
  ASSERT_FALSE(json.empty());
  for (const auto& entry : json) {
    EXPECT_TRUE(entry.contains("name") && entry.contains("status") && entry.contains("detail") &&
                entry.contains("fix"));
  }
}

}  // namespace
}  // namespace sandtray::provision
