// SPDX-License-Identifier: MIT
// Whole descriptions of the virtual machine, as they are written down in vm/*.json. After a change
// that is meant: UPDATE_GOLDEN=1 build/dev/bin/vm_golden_test, then read the difference.
#include <gtest/gtest.h>

#include <cstdlib>
#include <functional>

#include "base/text.h"
#include "platform/file.h"
#include "provision/lima/template.h"

namespace sandtray::provision {
namespace {

VmTemplate shipped() {
  platform::Paths paths;
  paths.share = SANDTRAY_SOURCE_DIR "/common/data";
  return load_vm_template(paths).value();
}

VmHost person(const std::string& system) {
  const bool mac = system == "macos";
  return {system,
          mac ? "aarch64" : "x86_64",
          mac ? "501" : "1000",
          mac ? "20" : "1000",
          mac ? "/Users/ada" : "/home/ada",
          {mac ? "/Users/ada/.sandtray" : "/home/ada/.sandtray"},
          "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAbc sandtray"};
}

VmOptions plain(const VmHost& host) {
  VmOptions options;
  options.images = {{"/images/debian.qcow2", "sha512:00ff", "", "", "", "", ""}};
  options.mounts = {{host.home + "/projects", true}};
  return options;
}

struct Case {
  std::string name;
  std::function<void(VmOptions&)> change;
};

const Case cases[] = {
    {"plain", [](auto&) {}},
    {"size",
     [](auto& options) {
       options.processors = 2;
       options.memory_mib = 1536;
       options.disk_gib = 9;
     }},
    {"mounts",
     [](auto& options) {
       options.mounts = {{"/srv/a, b:w", false}, {"/srv/it's \"new\"", true}};
     }},
    {"never-idle", [](auto& options) { options.idle_minutes = 0; }},
    {"no-mounts", [](auto& options) { options.mounts.clear(); }},
    {"sudo", [](auto& options) { options.switches.restrict_sudo = false; }},
    {"ssh-agent", [](auto& options) { options.switches.ssh_agent = true; }},
    {"ports", [](auto& options) { options.switches.port_forwarding = true; }},
    {"private-networks", [](auto& options) { options.switches.private_networks = true; }},
    {"host-services",
     [](auto& options) {
       options.switches.host_services = {5432, 80, 80};
     }},
    {"images",
     [](auto& options) {
       options.images.push_back({"/images/other.qcow2", "", "", "", "", "", ""});
     }},
    {"kernel",
     [](auto& options) {
       options.images = {{"/i/disk.raw", "", "/i/vmlinuz", "sha256:0a", "root=LABEL=r ro",
                          "/i/initrd", "sha256:0b"}};
       options.complete_image = true;
     }},
};

// A script as its lines, and of those that are data files only what is put before them.
Json readable(Json yaml, const VmTemplate& data) {
  for (auto& entry : yaml["provision"]) {
    auto script = entry["script"].get<std::string>();
    for (const auto& body : {data.provision, data.idle}) {
      if (const auto at = script.find(body); at != std::string::npos) {
        script.replace(at, body.size(), "...");
      }
    }
    entry["script"] = split(script, '\n');
  }
  return yaml;
}

using OnSystem = std::tuple<std::string, Case>;
class VmGolden : public testing::TestWithParam<OnSystem> {};

TEST_P(VmGolden, IsAsWrittenDown) {
  const auto& [system, one] = GetParam();
  const auto host = person(system);
  auto options = plain(host);
  one.change(options);
  const auto data = shipped();
  const auto vm = render_vm(options, host, data);
  ASSERT_TRUE(vm) << vm.error().message;
  const auto text = dump_json_pretty(readable(vm->yaml, data));
  const auto file = SANDTRAY_SOURCE_DIR "/tests/golden/vm/" + system + "-" + one.name + ".json";
  if (std::getenv("UPDATE_GOLDEN") != nullptr) {
    ASSERT_TRUE(platform::write_file(file, text, 0644));
  }
  // The script is a data file with a life of its own: its hash is not compared.
  auto expected = platform::read_file(file).value_or("");
  const auto hash = [](const std::string& of) { return of.find("hash="); };
  ASSERT_NE(hash(expected), std::string::npos) << file << " is missing";
  expected.replace(hash(expected) + 5, 16, vm->hash);
  EXPECT_EQ(expected, text);
}

INSTANTIATE_TEST_SUITE_P(Machines, VmGolden,
                         testing::Combine(testing::Values("linux", "macos"),
                                          testing::ValuesIn(cases)),
                         [](const auto& test) {
                           std::string name = std::get<0>(test.param) + "_";
                           for (const char c : std::get<1>(test.param).name) {
                             name += c == '-' ? '_' : c;
                           }
                           return name;
                         });

}  // namespace
}  // namespace sandtray::provision
