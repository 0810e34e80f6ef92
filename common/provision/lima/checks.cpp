// SPDX-License-Identifier: MIT
#include "provision/lima/checks.h"

#include "platform/disk.h"
#include "platform/file.h"
#include "platform/machine.h"
#include "platform/system_name.h"
#include "platform/virtualization.h"
#include "provision/checks.h"
#include "provision/lima/limactl.h"
#include "provision/lima/sftp_guard.h"

namespace sandtray::provision {
namespace {

constexpr std::uint64_t mib = 1u << 20;
constexpr std::uint64_t least_disk = 2048 * mib;  // a new machine with its image
constexpr auto get_lima = "Install Lima 2.2.0 or later: https://lima-vm.io/docs/installation/";

std::string in_mib(std::uint64_t bytes) {
  return std::to_string(bytes / mib) + " MiB";
}

void check_limactl(const VmFindings& found, Checks& checks) {
  if (found.limactl.empty()) {
    checks.add("limactl", Health::missing, "not installed", get_lima);
    return;
  }
  const auto version = check_lima_version(found.version);
  checks.add("limactl", version ? Health::ok : Health::missing,
             version ? found.limactl : version.error().message, get_lima);
}

void check_program(const std::string& name, const std::string& path, const std::string& package,
                   Checks& checks) {
  checks.add(name, path.empty() ? Health::missing : Health::ok,
             path.empty() ? "not installed" : path,
             "Install " + package + ", or what your system calls it.");
}

void check_help(const VmFindings& found, const VmOptions& options, Checks& checks) {
  if (found.no_virtualization.empty() || options.emulation) {
    checks.add("virtualization", Health::ok,
               options.emulation ? "not used: the machine is emulated" : "can be used");
    return;
  }
  const auto emulate =
      found.system == "linux" ? " `\"emulation\": true` in vm.json does without it, slowly." : "";
  checks.add("virtualization", Health::missing, found.no_virtualization,
             found.virtualization_fix + emulate);
}

void check_room(const VmFindings& found, const VmOptions& options, Checks& checks) {
  const bool little = found.free_disk != 0 && found.free_disk < least_disk;
  checks.add("disk", little ? Health::missing : Health::ok,
             found.free_disk == 0 ? "cannot be told" : in_mib(found.free_disk) + " free",
             "Make room: a machine begins with " + in_mib(least_disk) + " and grows to " +
                 std::to_string(options.disk_gib) + " GiB.");
  const auto wanted = options.memory_mib * mib;
  if (found.memory != 0 && wanted > found.memory) {
    checks.add("memory", Health::missing,
               in_mib(wanted) + " are asked for, and this machine has " + in_mib(found.memory),
               "`sandtray vm resize --memory` or \"memory_mib\" in vm.json asks for less.");
  } else if (found.free_memory != 0 && wanted > found.free_memory) {
    checks.add("memory", Health::warning,
               in_mib(wanted) + " are asked for, and " + in_mib(found.free_memory) + " can be had",
               "End other programs, or ask for less.");
  } else {
    checks.add("memory", Health::ok, in_mib(wanted));
  }
}

}  // namespace

VmFindings gather_own_findings(const VmPlace& place) {
  VmFindings found;
  found.system = platform::system_name;
  found.root = platform::is_root();
  found.qemu = platform::find_executable(std::string("qemu-system-") + machine_arch());
  found.qemu_img = platform::find_executable("qemu-img");
  found.ssh = platform::find_executable("ssh");
  found.ssh_keygen = platform::find_executable("ssh-keygen");
  found.bwrap = platform::find_executable("bwrap");
  found.sftp_server = find_sftp_server();
  const auto virtualization = platform::probe_virtualization();
  found.no_virtualization = virtualization.refused;
  found.virtualization_fix = virtualization.fix;
  found.free_disk = platform::free_bytes(place.folder);
  const auto machine = platform::look_at_machine();
  found.memory = machine.memory;
  found.free_memory = machine.available;
  found.path_length = lima_path_length(place);
  found.path_limit = lima_path_limit();
  return found;
}

VmFindings gather_vm_findings(const VmPlace& place) {
  auto found = gather_own_findings(place);
  const auto tool = find_limactl(place);
  if (!tool) return found;
  found.limactl = tool->program;
  auto asked = *tool;
  asked.folder = "/";  // ours may not be there yet
  if (const auto said = run_limactl(asked, {"--version"}, std::chrono::seconds(20))) {
    found.version = said->out + said->log;
  }
  return found;
}

std::vector<Check> check_vm(const VmFindings& found, const VmOptions& options) {
  Checks checks;
  checks.add("user", found.root ? Health::missing : Health::ok,
             found.root ? "Lima refuses to run as root" : "not root",
             "Run Sandtray as the user whose projects the agents are to work on.");
  check_limactl(found, checks);
  if (found.system == "linux") {
    check_program("qemu", found.qemu, "qemu-system-x86 (on ARM qemu-system-arm)", checks);
    check_program("qemu-img", found.qemu_img, "qemu-utils", checks);
    check_program("bwrap", found.bwrap, "bubblewrap", checks);
    check_program("sftp-server", found.sftp_server, "openssh-sftp-server", checks);
  }
  check_program("ssh", found.ssh, "openssh-client", checks);
  check_program("ssh-keygen", found.ssh_keygen, "openssh-client", checks);
  check_help(found, options, checks);
  check_room(found, options, checks);
  const bool long_path = found.path_length > found.path_limit;
  checks.add("path", long_path ? Health::missing : Health::ok,
             long_path ? "the path of your home is " +
                             std::to_string(found.path_length - found.path_limit) +
                             " bytes too long for Lima's sockets"
                       : "short enough",
             "Run Sandtray with HOME set to a folder with a shorter path.");
  return checks.take();
}

Result<> refuse_by(const std::vector<Check>& checks) {
  for (const auto& check : checks) {
    if (check.health != Health::missing) continue;
    return fail(Code::unavailable,
                "the virtual machine cannot be started: " + check.name + ": " + check.detail,
                check.fix);
  }
  return {};
}

}  // namespace sandtray::provision
