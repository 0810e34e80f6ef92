// SPDX-License-Identifier: MIT
#include "provision/lima/template.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "config/catalog.h"
#include "provision/lima/mounts.h"

namespace sandtray::provision {
namespace {

using testing::HasSubstr;

platform::Paths shipped() {
  platform::Paths paths;
  paths.share = SANDTRAY_SOURCE_DIR "/common/data";
  return paths;
}

VmHost person() {
  return {"linux",
          "x86_64",
          "1000",
          "1000",
          "/home/ada",
          {"/home/ada/.sandtray", "/srv/state"},
          "ssh-ed25519 AAAA key"};
}

VmOptions plain() {
  VmOptions options;
  options.images = {{"/images/debian.qcow2", "", "", "", "", "", ""}};
  return options;
}

Error refusal(const VmOptions& options, const VmHost& host = person()) {
  const auto vm = render_vm(options, host, load_vm_template(shipped()).value());
  return vm ? Error{Code::internal, "it is not refused", ""} : vm.error();
}

Error refused_mount(const std::string& path) {
  auto options = plain();
  options.mounts = {{path, true}};
  return refusal(options);
}

TEST(VmMounts, AFolderOfProjectsIsMounted) {
  EXPECT_TRUE(check_vm_mounts({{"/home/ada/projects", true}, {"/data/a, b", false}}, person()));
  EXPECT_TRUE(check_vm_mounts({{"/home/ada/.sandtraying", true}, {"/home/adam", false}}, person()));
}

TEST(VmMounts, TheHomeIsNeverMounted) {
  for (const auto* path : {"/home/ada", "/home", "/"}) {
    EXPECT_THAT(refused_mount(path).message, HasSubstr("holds your home")) << path;
    EXPECT_EQ(refused_mount(path).code, Code::refused);
  }
}

TEST(VmMounts, FoldersOfOursAreNeverMounted) {
  for (const auto* path : {"/home/ada/.sandtray", "/home/ada/.sandtray/vm/_config", "/srv"}) {
    EXPECT_THAT(refused_mount(path).message, HasSubstr("of Sandtray's own")) << path;
  }
}

TEST(VmMounts, NothingOfTheGuestIsCovered) {
  for (const auto* path : {"/tmp", "/var", "/mnt", "/usr/lib", "/etc/ssh", "/run/sandtray",
                           "/home/agent", "/home/limaadm.guest/x", "/proc"}) {
    EXPECT_THAT(refused_mount(path).message, HasSubstr("would cover")) << path;
  }
}

TEST(VmMounts, OnlyPlainPathsAreMounted) {
  EXPECT_THAT(refused_mount("").message, HasSubstr("not an absolute path"));
  EXPECT_THAT(refused_mount("~/projects").message, HasSubstr("not an absolute path"));
  for (const auto* path : {"/srv/../home/ada", "/srv//a", "/srv/a/", "/srv/./a"}) {
    EXPECT_THAT(refused_mount(path).message, HasSubstr("plain path")) << path;
  }
}

TEST(VmMounts, WhatLimaWouldMisreadIsRefused) {
  for (const auto* path : {"/srv/a\nb", "/srv/\x1b[31m", "/srv/{{.Home}}", "/srv/\xff"}) {
    EXPECT_THAT(refused_mount(path).message, HasSubstr("characters in its name"));
  }
}

TEST(VmMounts, NoneLiesInAnother) {
  EXPECT_THAT(check_vm_mounts({{"/data/a", false}, {"/data/a/b", true}}, person()).error().message,
              HasSubstr("lie in each other"));
  EXPECT_FALSE(check_vm_mounts({{"/data/a", false}, {"/data/a", true}}, person()));
  EXPECT_TRUE(check_vm_mounts({{"/data/a", false}, {"/data/ab", true}}, person()));
}

TEST(VmTemplate, RootHasNone) {
  auto host = person();
  host.user = "0";
  EXPECT_THAT(refusal(plain(), host).message, HasSubstr("root"));
  host = person();
  host.group = "0";
  EXPECT_THAT(refusal(plain(), host).message, HasSubstr("root"));
}

TEST(VmTemplate, TheNumberOfLimasUserIsNotThatOfAgents) {
  auto host = person();
  host.user = "61000";
  EXPECT_EQ(refusal(plain(), host).code, Code::refused);
}

TEST(VmTemplate, AUserWithoutANumberIsNone) {
  for (const auto* user : {"", "S-1-5-21", "1000; reboot", "99999999999"}) {
    auto host = person();
    host.user = user;
    EXPECT_THAT(refusal(plain(), host).message, HasSubstr("has no number")) << user;
  }
}

TEST(VmTemplate, NothingButAPublicKeyLetsAgentsIn) {
  for (const auto* key : {"", "-----BEGIN", "ssh-ed25519 AAAA\ncommand=\"x\" ssh-rsa B"}) {
    auto host = person();
    host.agent_key = key;
    EXPECT_THAT(refusal(plain(), host).message, HasSubstr("one line of a public key")) << key;
  }
}

TEST(VmTemplate, WithoutAnImageThereIsNone) {
  auto options = plain();
  options.images.clear();
  EXPECT_EQ(refusal(options).code, Code::usage);
}

TEST(VmTemplate, ASizeThatCannotWorkIsRefused) {
  auto options = plain();
  options.memory_mib = 1023;
  EXPECT_EQ(refusal(options).code, Code::usage);
  options = plain();
  options.processors = 0;
  EXPECT_EQ(refusal(options).code, Code::usage);
  options = plain();
  options.switches.host_services = {0};
  EXPECT_EQ(refusal(options).code, Code::usage);
}

TEST(VmTemplate, WhatOnlyQemuHasIsRefusedOnAMac) {
  auto host = person();
  host.system = "macos";
  auto options = plain();
  options.emulation = true;
  EXPECT_THAT(refusal(options, host).message, HasSubstr("QEMU alone"));
  host.system = "windows";
  EXPECT_EQ(refusal(plain(), host).code, Code::unavailable);
}

TEST(VmTemplate, EachSwitchThatCountsInsideHasAHashOfItsOwn) {
  const auto data = load_vm_template(shipped()).value();
  std::vector<VmOptions> all(6, plain());
  all[1].switches.restrict_sudo = false;
  all[2].switches.port_forwarding = true;
  all[3].switches.private_networks = true;
  all[4].switches.host_services = {1};
  all[5].memory_mib = 2048;
  std::set<std::string> hashes;
  for (const auto& options : all) hashes.insert(render_vm(options, person(), data)->hash);
  EXPECT_EQ(hashes.size(), all.size());
  EXPECT_EQ(render_vm(plain(), person(), data)->hash, render_vm(plain(), person(), data)->hash);
  auto keys = plain();
  keys.switches.ssh_agent = true;
  EXPECT_EQ(hashes.count(render_vm(keys, person(), data)->hash), 1u) << "of each session's ssh";
  auto other = data;
  other.provision += "#";
  EXPECT_EQ(hashes.count(render_vm(plain(), person(), other)->hash), 0u);
}

TEST(VmTemplate, TheScriptSetsAllThatItNeedsAndQuotesIt) {
  const auto data = load_vm_template(shipped()).value();
  auto host = person();
  host.agent_key = "ssh-ed25519 AAAA it's $(reboot)";
  const auto vm = render_vm(plain(), host, data);
  const auto script = vm->yaml["provision"].back()["script"].get<std::string>();
  EXPECT_THAT(script, HasSubstr("key='ssh-ed25519 AAAA it'\\''s $(reboot)'\n"));
  EXPECT_THAT(script, HasSubstr("hash=" + vm->hash + "\n"));
  EXPECT_TRUE(script.ends_with(data.provision));
}

Json schema() {
  return config::load_data(shipped(), "schemas/vm.schema.json", "").value();
}

TEST(VmOptions, SurviveAFile) {
  auto options = plain();
  options.processors = 3;
  options.mounts = {{"/data/a", true}};
  options.switches = {false, true, true, true, {80, 443}};
  options.images.push_back({"/i", "sha256:00", "/k", "sha256:01", "ro", "/r", "sha256:02"});
  options.complete_image = options.legacy_bios = options.emulation = true;
  const auto json = options_to_json(options);
  const auto again = options_from_json(json, schema(), "vm.json");
  ASSERT_TRUE(again) << again.error().message;
  EXPECT_EQ(options_to_json(*again), json);
}

TEST(VmOptions, WhatIsNotSaidIsSafe) {
  const auto options = options_from_json(Json::object(), schema(), "vm.json");
  ASSERT_TRUE(options);
  EXPECT_TRUE(options->switches.restrict_sudo);
  EXPECT_FALSE(options->switches.ssh_agent);
  EXPECT_FALSE(options->switches.port_forwarding);
  EXPECT_FALSE(options->switches.private_networks);
  EXPECT_TRUE(options->switches.host_services.empty());
  EXPECT_TRUE(options->mounts.empty());
}

TEST(VmOptions, WhatIsNoneIsRefused) {
  for (const auto* text :
       {R"({"cpus": 2})", R"({"processors": 0})", R"({"mounts": ["/a"]})",
        R"({"images": [{"location": "http://plain.example/i"}]})",
        R"({"images": [{"location": "relative"}]})", R"({"host_services": [65536]})",
        R"({"images": [{"location": "/i", "digest": "md5:00"}]})", R"({"restrict_sudo": "no"})"}) {
    const auto options = options_from_json(Json::parse(text), schema(), "vm.json");
    ASSERT_FALSE(options) << text;
    EXPECT_EQ(options.error().code, Code::config);
  }
}

}  // namespace
}  // namespace sandtray::provision
