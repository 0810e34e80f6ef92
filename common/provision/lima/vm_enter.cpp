// SPDX-License-Identifier: MIT
// The way in for sessions: sandtray-guest in the machine, and one connection as the agents' user
// that all of them share, because a connection takes longer than all else of a session's start.
#include "base/text.h"
#include "platform/file.h"
#include "platform/run_and_read.h"
#include "provision/lima/sftp_guard.h"
#include "provision/lima/vm.h"
#include "sandbox/vm_ssh.h"

namespace sandtray::provision {
namespace {

constexpr auto host_of_ssh = "lima-sandtray";  // in the file that Lima writes for ssh
constexpr auto guest_inside = "/usr/local/libexec/sandtray-guest";
constexpr std::chrono::milliseconds ssh_patience = std::chrono::minutes(1);

Result<platform::Said> ask_ssh(const sandbox::VmFacts& vm, const std::vector<std::string>& words) {
  auto argv = sandbox::vm_ssh(vm);
  argv.insert(argv.end(), words.begin(), words.end());
  argv.emplace_back(host_of_ssh);
  return platform::run_and_read(argv, ssh_patience);
}

bool went_well(const Result<platform::Said>& said) {
  return said && said->in_time && said->code == 0;
}

// Of what was brought last; goes with the machine.
std::string copy_of_guest(const VmPlace& place) {
  return place.instance + "/sandtray-guest";
}

bool has_guest(const VmPlace& place, const std::string& content) {
  const auto copy = platform::read_file(copy_of_guest(place));
  return copy && *copy == content;
}

bool is_connected(const sandbox::VmFacts& vm) {
  return platform::exists(vm.control) && went_well(ask_ssh(vm, {"-O", "check"}));
}

Result<> connect(const sandbox::VmFacts& vm) {
  // One that does not answer is of a machine that is gone.
  (void)ask_ssh(vm, {"-O", "exit"});
  SANDTRAY_TRY(platform::remove_tree(vm.control));
  // Of the variables that a session asks for it sends those that it would send itself.
  const auto said = ask_ssh(
      vm, {"-a", "-x", "-o", "SendEnv=*", "-o", "ControlMaster=yes", "-o", "ControlPersist=yes",
           "-o", "ServerAliveInterval=15", "-o", "ServerAliveCountMax=40", "-N", "-f"});
  if (went_well(said)) return {};
  return fail(Code::unavailable,
              "the virtual machine lets no agent in" +
                  (said && !said->text.empty() ? ": " + display_text(said->text, 300) : ""),
              "`sandtray vm stop` and `sandtray vm start` try again.");
}

}  // namespace

std::vector<std::string> programs_of_vm() {
  return {"bwrap",
          "bzip2",
          "gzip",
          "limactl",
          "qemu-img",
          "qemu-system-aarch64",
          "qemu-system-x86_64",
          "scp",
          "sftp-server",
          "ssh",
          "ssh-keygen",
          "xz",
          "zstd"};
}

sandbox::VmFacts Vm::facts(const VmMade& made) const {
  sandbox::VmFacts vm;
  vm.ssh = platform::find_executable("ssh");
  vm.config = place_.instance + "/ssh.config";
  vm.host = host_of_ssh;
  vm.key = place_.key;
  vm.control = place_.folder + "/agent.sock";
  for (const auto& mount : made.options.mounts) vm.folders.push_back({mount.path, mount.writable});
  vm.restrict_sudo = made.options.switches.restrict_sudo;
  vm.ssh_agent = made.options.switches.ssh_agent;
  vm.port_forwarding = made.options.switches.port_forwarding;
  return vm;
}

// As Lima's own user, who alone can write where it goes.
Result<> Vm::bring_guest(const std::string& guest) const {
  const auto ours = platform::read_file(guest);
  if (!ours) return Failure(ours.error());
  if (has_guest(place_, *ours)) return {};
  const auto lima = tool();
  if (!lima) return Failure(lima.error());
  const std::string what = "cannot bring sandtray-guest into the virtual machine";
  for (const auto& words : std::vector<std::vector<std::string>>{
           {"copy", guest, std::string(vm_name) + ":sandtray-guest"},
           {"shell", "--workdir", "/", vm_name, "sh", "-c",
            "sudo install -D -m 0755 -o root -g root ~/sandtray-guest " +
                std::string(guest_inside)}}) {
    const auto said = ask_limactl(*lima, words, patience.answer, what);
    if (!said) return Failure(said.error());
  }
  return platform::write_file(copy_of_guest(place_), *ours);
}

Result<sandbox::VmFacts> Vm::enter(const std::string& guest, bool may_start) {
  const auto before = made();
  const auto content = platform::read_file(guest);
  if (!content) return Failure(content.error());
  if (before) {
    auto vm = facts(*before);
    if (is_connected(vm) && has_guest(place_, *content)) return vm;
    // A session makes a connection of its own where there is none to share.
    const auto view = may_start ? Result<VmView>(VmView()) : look();
    if (view && view->state == VmState::ready && has_sftp_guard(place_)) return vm;
  }
  if (!may_start) {
    return fail(Code::unavailable, "the virtual machine does not run", "sandtray vm start");
  }
  if (auto started = start(); !started) {
    auto error = started.error();
    if (error.code == Code::not_found) error.code = Code::unavailable;  // for a session
    return Failure(std::move(error));
  }
  const auto now = made();
  if (!now) return fail(Code::internal, "the virtual machine was made and is not there");
  auto vm = facts(*now);
  auto work = VmWork::begin(place_, "start", waits);
  if (!work) return Failure(work.error());
  auto way = bring_guest(guest);
  if (way && !is_connected(vm)) way = connect(vm);
  if (auto ended = work->end(std::move(way)); !ended) return Failure(ended.error());
  return vm;
}

}  // namespace sandtray::provision
