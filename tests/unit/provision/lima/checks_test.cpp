// SPDX-License-Identifier: MIT
#include "provision/lima/checks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sandtray::provision {
namespace {

using testing::HasSubstr;

constexpr std::uint64_t gib = 1u << 30;

VmFindings good_machine() {
  VmFindings found;
  found.system = "linux";
  found.limactl = "/usr/bin/limactl";
  found.version = "limactl version 2.2.0";
  found.qemu = "/usr/bin/qemu-system-x86_64";
  found.qemu_img = "/usr/bin/qemu-img";
  found.ssh = "/usr/bin/ssh";
  found.ssh_keygen = "/usr/bin/ssh-keygen";
  found.bwrap = "/usr/bin/bwrap";
  found.sftp_server = "/usr/lib/openssh/sftp-server";
  found.free_disk = 100 * gib;
  found.memory = 16 * gib;
  found.free_memory = 8 * gib;
  found.path_length = 70;
  found.path_limit = 107;
  return found;
}

Check vm_check(const VmFindings& found, const std::string& name, const VmOptions& options = {}) {
  for (const auto& one : check_vm(found, options)) {
    if (one.name == name) return one;
  }
  return {name, Health::ok, "not mentioned", "", {}};
}

TEST(VmChecks, FindNothingOnAHealthyMachine) {
  const auto checks = check_vm(good_machine(), {});
  EXPECT_EQ(worst(checks), Health::ok);
  EXPECT_TRUE(refuse_by(checks));
  for (const auto& one : checks) EXPECT_EQ(one.fix, "") << one.name;
}

TEST(VmChecks, WhatIsMissingHasAHintAndRefuses) {
  const std::pair<const char*, std::function<void(VmFindings&)>> all[] = {
      {"user", [](auto& found) { found.root = true; }},
      {"limactl", [](auto& found) { found.limactl.clear(); }},
      {"limactl", [](auto& found) { found.version = "limactl version 2.1.0"; }},
      {"qemu", [](auto& found) { found.qemu.clear(); }},
      {"qemu-img", [](auto& found) { found.qemu_img.clear(); }},
      {"ssh", [](auto& found) { found.ssh.clear(); }},
      {"ssh-keygen", [](auto& found) { found.ssh_keygen.clear(); }},
      {"bwrap", [](auto& found) { found.bwrap.clear(); }},
      {"sftp-server", [](auto& found) { found.sftp_server.clear(); }},
      {"virtualization", [](auto& found) { found.no_virtualization = "no /dev/kvm"; }},
      {"disk", [](auto& found) { found.free_disk = gib; }},
      {"memory", [](auto& found) { found.memory = 2 * gib; }},
      {"path", [](auto& found) { found.path_length = 108; }}};
  for (const auto& [name, change] : all) {
    auto found = good_machine();
    change(found);
    EXPECT_EQ(vm_check(found, name).health, Health::missing) << name;
    EXPECT_NE(vm_check(found, name).fix, "") << name;
    const auto refused = refuse_by(check_vm(found, {}));
    ASSERT_FALSE(refused) << name;
    EXPECT_THAT(refused.error().message, HasSubstr(name));
    EXPECT_EQ(refused.error().hint, vm_check(found, name).fix);
  }
}

TEST(VmChecks, EmulationNeedsNoVirtualization) {
  auto found = good_machine();
  found.no_virtualization = "no /dev/kvm";
  EXPECT_THAT(vm_check(found, "virtualization").fix, HasSubstr("\"emulation\": true"));
  VmOptions options;
  options.emulation = true;
  EXPECT_EQ(vm_check(found, "virtualization", options).health, Health::ok);
  found.system = "macos";
  EXPECT_THAT(vm_check(found, "virtualization").fix, testing::Not(HasSubstr("emulation")));
}

TEST(VmChecks, AMacNeedsNoQemu) {
  auto found = good_machine();
  found.system = "macos";
  found.qemu.clear();
  found.qemu_img.clear();
  EXPECT_EQ(worst(check_vm(found, {})), Health::ok);
}

TEST(VmChecks, MemoryThatOthersHoldIsAWarning) {
  auto found = good_machine();
  found.free_memory = 3 * gib;
  EXPECT_EQ(vm_check(found, "memory").health, Health::warning);
  EXPECT_TRUE(refuse_by(check_vm(found, {})));
}

TEST(VmChecks, WhatCannotBeToldRefusesNothing) {
  auto found = good_machine();
  found.free_disk = found.memory = found.free_memory = 0;
  EXPECT_EQ(worst(check_vm(found, {})), Health::ok);
}

TEST(VmPlaces, ThePathOfASocketIsCounted) {
  platform::Paths paths;
  paths.home = "/home/ada";
  paths.config = "/home/ada/.config/sandtray";
  const auto place = vm_place(paths);
  EXPECT_EQ(place.lima_home, "/home/ada/.sandtray/vm");
  EXPECT_EQ(lima_path_length(place),
            std::string("/home/ada/.sandtray/vm/sandtray/ssh.sock.1234567890123456").size());
}

}  // namespace
}  // namespace sandtray::provision
