// SPDX-License-Identifier: MIT
#include "provision/lima/template.h"

#include <algorithm>
#include <cstdint>

#include "base/path.h"
#include "base/text.h"
#include "config/catalog.h"
#include "platform/file.h"
#include "provision/lima/mounts.h"

namespace sandtray::provision {
namespace {

constexpr int admin_number = 61000;  // of Lima's own user, as template.json has it
constexpr int tools_number = 61001;  // of who installs agents, as tools.sh has it
constexpr auto resolver_of_qemu = "192.168.5.3";
constexpr auto resolver_of_vz = "192.168.5.2";

// FNV-1a. Tells descriptions apart; nobody has to be kept from making two alike.
std::string hash_of(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const unsigned char byte : text) hash = (hash ^ byte) * 0x100000001b3;
  std::string hex;
  for (int shift = 60; shift >= 0; shift -= 4) hex += "0123456789abcdef"[(hash >> shift) & 15];
  return hex;
}

bool is_number(const std::string& text) {
  return !text.empty() && text.size() < 10 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

Result<> check_host(const VmHost& host) {
  if (host.system != "linux" && host.system != "macos") {
    return fail(Code::unavailable, "there is no virtual machine of Lima's on this system");
  }
  if (!is_number(host.user) || !is_number(host.group)) {
    return fail(Code::internal, "this user has no number that the virtual machine could have");
  }
  const int user = std::stoi(host.user);
  if (user == 0 || std::stoi(host.group) == 0) {
    return fail(Code::refused, "root has no virtual machine: Lima refuses to run as root",
                "Run Sandtray as the user whose projects the agents are to work on.");
  }
  if (user == admin_number || user == tools_number) {
    return fail(Code::refused, "your user's number, " + host.user + ", is taken inside",
                "Run Sandtray as a user with another number.");
  }
  if (!host.agent_key.starts_with("ssh-") || host.agent_key.find('\n') != std::string::npos) {
    return fail(Code::internal,
                "the key that agents are let in by is not one line of a public key");
  }
  return {};
}

Result<> check_options(const VmOptions& options, const VmHost& host) {
  if (options.images.empty()) {
    return fail(Code::usage, "no disk image is named for the virtual machine",
                "Name one of Debian: `sandtray provision lima --image FILE`.");
  }
  for (const auto& image : options.images) {
    // limactl would fetch it, without telling how far it is.
    if (is_fetched(image)) {
      return fail(Code::internal, "an image is not on this machine");
    }
  }
  if (options.processors == 0 || options.memory_mib < 1024 || options.disk_gib == 0) {
    return fail(Code::usage,
                "a virtual machine needs a processor, 1 GiB of memory and 1 GiB of disk");
  }
  if (host.system == "macos" && (options.emulation || options.legacy_bios)) {
    return fail(Code::usage, "emulation and the old BIOS are there with QEMU alone, on Linux");
  }
  for (const int port : options.switches.host_services) {
    if (port < 1 || port > 65535) {
      return fail(Code::usage, std::to_string(port) + " is not the number of a port");
    }
  }
  return check_vm_mounts(options.mounts, host);
}

Json file_of(const std::string& location, const std::string& digest) {
  Json file = {{"location", location}};
  if (!digest.empty()) file["digest"] = digest;
  return file;
}

Json images(const VmOptions& options, const VmHost& host) {
  Json list = Json::array();
  for (const auto& image : options.images) {
    auto one = file_of(image.location, image.digest);
    one["arch"] = host.arch;
    if (!image.kernel.empty()) {
      one["kernel"] = file_of(image.kernel, image.kernel_digest);
      if (!image.command_line.empty()) one["kernel"]["cmdline"] = image.command_line;
    }
    if (!image.initrd.empty()) one["initrd"] = file_of(image.initrd, image.initrd_digest);
    list.push_back(std::move(one));
  }
  return list;
}

// Its own sftp server would be another way past ours (sftp_guard.h).
Json mounts(const VmOptions& options, const VmHost& host) {
  Json list = Json::array();
  for (const auto& mount : options.mounts) {
    list.push_back(
        {{"location", mount.path}, {"mountPoint", mount.path}, {"writable", mount.writable}});
    if (host.system == "linux") list.back()["sshfs"] = {{"sftpDriver", "openssh-sftp-server"}};
  }
  return list;
}

std::string ports(std::vector<int> services) {
  std::sort(services.begin(), services.end());
  services.erase(std::unique(services.begin(), services.end()), services.end());
  std::string text;
  for (const int port : services) text += (text.empty() ? "" : ", ") + std::to_string(port);
  return text;
}

// What provision.sh asks to be set before it.
std::string head_of_script(const VmOptions& options, const VmHost& host, const std::string& hash) {
  const auto& switches = options.switches;
  const auto yes = [](bool on) { return std::string(on ? "yes" : "no"); };
  const std::vector<std::pair<std::string, std::string>> values = {
      {"hash", hash},
      {"uid", host.user},
      {"gid", host.group},
      {"admin", "limaadm"},
      {"restrict_sudo", yes(switches.restrict_sudo)},
      {"tcp_forwarding", switches.port_forwarding ? "yes" : "remote"},
      {"private_networks", yes(switches.private_networks)},
      {"services", ports(switches.host_services)},
      {"resolver", host.system == "macos" ? resolver_of_vz : resolver_of_qemu},
      {"key", host.agent_key}};
  std::string head = "#!/bin/sh\n";
  for (const auto& [name, value] : values) head += name + "=" + shell_quote(value) + "\n";
  return head;
}

std::string idle_script(const VmOptions& options, const VmHost& host, const std::string& idle) {
  return "#!/bin/sh\nidle_minutes=" + std::to_string(options.idle_minutes) +
         "\nuid=" + shell_quote(host.user) + "\n" + idle;
}

// The last one is what lets agents in.
Json provision(const VmOptions& options, const VmHost& host, const VmTemplate& data) {
  Json list = Json::array();
  if (options.complete_image) {
    list.push_back({{"mode", "dependency"},
                    {"skipDefaultDependencyResolution", true},
                    {"script", "#!/bin/sh\n:\n"}});
  }
  if (options.idle_minutes != 0) {
    list.push_back({{"mode", "system"}, {"script", idle_script(options, host, data.idle)}});
  }
  list.push_back(
      {{"mode", "system"}, {"script", head_of_script(options, host, "") + data.provision}});
  return list;
}

}  // namespace

Result<VmTemplate> load_vm_template(const platform::Paths& paths) {
  auto json = config::load_data(paths, "vm/template.json", "vm_template");
  if (!json) return Failure(json.error());
  auto script = platform::read_file(paths.share + "/vm/provision.sh");
  if (!script) return Failure(script.error());
  auto idle = platform::read_file(paths.share + "/vm/idle.sh");
  if (!idle) return Failure(idle.error());
  return VmTemplate{std::move(*json), std::move(*script), std::move(*idle)};
}

Result<RenderedVm> render_vm(const VmOptions& options, const VmHost& host, const VmTemplate& data) {
  SANDTRAY_TRY(check_host(host));
  SANDTRAY_TRY(check_options(options, host));
  RenderedVm vm;
  vm.yaml = data.json.at("every");
  vm.yaml.merge_patch(data.json.at(host.system));
  vm.yaml["arch"] = host.arch;
  vm.yaml["cpus"] = options.processors;
  vm.yaml["memory"] = std::to_string(options.memory_mib) + "MiB";
  vm.yaml["disk"] = std::to_string(options.disk_gib) + "GiB";
  vm.yaml["images"] = images(options, host);
  vm.yaml["mounts"] = mounts(options, host);
  if (options.legacy_bios) vm.yaml["firmware"] = {{"legacyBIOS", true}};
  vm.yaml["provision"] = provision(options, host, data);
  vm.hash = hash_of(dump_json(vm.yaml));
  vm.yaml["provision"].back()["script"] = head_of_script(options, host, vm.hash) + data.provision;
  return vm;
}

}  // namespace sandtray::provision
