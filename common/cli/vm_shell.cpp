// SPDX-License-Identifier: MIT
#include "cli/print.h"
#include "cli/vm.h"
#include "platform/process.h"
#include "platform/terminal.h"
#include "provision/lima/run.h"
#include "provision/lima/use.h"

namespace sandtray::cli {
namespace {

constexpr auto home_inside = "/home/limaadm.guest";  // as template.json names the user
constexpr auto in_use = "/run/sandtray-idle/busy";   // of idle.sh

// The folder that the person is in, if the machine has it.
std::string folder_inside(const provision::VmMade& made) {
  const auto here = platform::real_path(".").value_or("");
  for (const auto& mount : made.options.mounts) {
    if (here == mount.path || here.starts_with(mount.path + "/")) return here;
  }
  return home_inside;
}

}  // namespace

Result<int> vm_shell(const Options& options, provision::Vm& machine) {
  if (!machine.made()) {
    return fail(Code::not_found, "there is no virtual machine",
                "`sandtray provision lima` sets one up.");
  }
  const auto use =
      provision::VmUse::begin(machine.place(), "shell-" + std::to_string(platform::own_pid()));
  if (!use) return Failure(use.error());
  SANDTRAY_TRY(machine.start());
  const auto made = machine.made();
  const auto tool = provision::find_limactl(machine.place());
  if (!tool) return Failure(tool.error());
  const bool has_terminal = platform::is_terminal(0) && platform::is_terminal(1);
  platform::SpawnOptions shell;
  shell.argv = {tool->program,     "--log-level", "error",
                "shell",           "--workdir",   made ? folder_inside(*made) : home_inside,
                provision::vm_name};
  // What has no terminal would not be seen, and could be switched off on.
  if (!has_terminal && made && made->options.idle_minutes != 0) {
    shell.argv.insert(shell.argv.end(), {"flock", "-s", in_use});
    if (options.args.empty()) shell.argv.insert(shell.argv.end(), {"sh", "-s"});
  }
  shell.argv.insert(shell.argv.end(), options.args.begin(), options.args.end());
  shell.env = provision::lima_environment(*tool);
  shell.input = 0;
  shell.output = 1;
  shell.error = 2;
  const auto pid = platform::spawn(shell);
  if (!pid) return Failure(pid.error());
  return platform::wait_for(*pid).code;
}

}  // namespace sandtray::cli
