// SPDX-License-Identifier: MIT
#include "provision/doctor.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "platform/file.h"
#include "support/temp_dir.h"

namespace sandtray::provision {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

Findings healthy() {
  Findings findings;
  findings.distributions = {"debian"};
  findings.bwrap = "/usr/bin/bwrap";
  findings.bwrap_limits_nesting = findings.seccomp = findings.runtime_folder = true;
  findings.git = "/usr/bin/git";
  findings.programs = {{"sandtray-guest", "/usr/bin/sandtray-guest"},
                       {"sandtray-host", "/usr/bin/sandtray-host"},
                       {"sandtray-tray", "/usr/bin/sandtray-tray"}};
  findings.agents = {{"shell", "Shell", "bash", "/bin/bash", {}, ""}};
  findings.free_bytes = 5ull << 30;
  findings.state_folder = "/home/ada/.local/state/sandtray";
  findings.socket_path = 40;
  findings.socket_path_limit = 107;
  findings.desktop = findings.session_bus = true;
  findings.terminal = "/usr/bin/xterm";
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
  findings.bwrap.clear();
  EXPECT_EQ(check(findings, "bubblewrap").health, Health::missing);
  EXPECT_EQ(check(findings, "bubblewrap").fix, "sudo apt-get install -y bubblewrap");
  findings.root = true;
  EXPECT_EQ(check(findings, "bubblewrap").fix, "apt-get install -y bubblewrap");
  findings.distributions = {"fedora"};
  EXPECT_EQ(check(findings, "bubblewrap").fix, "dnf install -y bubblewrap");
  findings.distributions = {"manjaro", "arch"};
  EXPECT_EQ(check(findings, "bubblewrap").fix, "pacman -S --needed bubblewrap");
  findings.distributions = {"gentoo"};
  EXPECT_THAT(check(findings, "bubblewrap").fix, HasSubstr("package bubblewrap"));
}

TEST(Doctor, GivesTheProfileWhereAppArmorRestricts) {
  auto findings = healthy();
  findings.namespaces = {"AppArmor keeps user namespaces from bubblewrap", "see doctor"};
  findings.apparmor_restricts = true;
  EXPECT_EQ(check(findings, "user namespaces").health, Health::missing);
  EXPECT_THAT(check(findings, "user namespaces").fix, HasSubstr("/etc/apparmor.d/bwrap"));
}

TEST(Doctor, PassesOnWhyNamespacesAreRefused) {
  auto findings = healthy();
  findings.namespaces = {"switched off", "sysctl -w user.max_user_namespaces=15000"};
  EXPECT_EQ(check(findings, "user namespaces").detail, "switched off");
  EXPECT_THAT(check(findings, "user namespaces").fix, StartsWith("sysctl"));
}

TEST(Doctor, AMissingAgentIsAWarningWithItsInstallation) {
  auto findings = healthy();
  findings.agents.push_back({"claude", "Claude Code", "claude", "", {}, "npm install -g claude"});
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
  findings.desktop = findings.session_bus = false;
  findings.terminal.clear();
  EXPECT_EQ(worst(diagnose(findings)), Health::ok);
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
