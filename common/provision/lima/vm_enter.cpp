// SPDX-License-Identifier: MIT
// The way in for sessions: sandtray-guest in the machine, and the connection that they share.
#include <cstdlib>

#include "base/clock.h"
#include "platform/file.h"
#include "provision/lima/connection.h"
#include "provision/lima/proof_file.h"
#include "provision/lima/sftp_guard.h"
#include "provision/lima/vm.h"

namespace sandtray::provision {
namespace {

constexpr auto host_of_ssh = "lima-sandtray";  // in the file that Lima writes for ssh
constexpr auto guest_inside = "/usr/local/libexec/sandtray-guest";
// What TLS and git forgive.
constexpr std::int64_t drift_s = 2;

bool has_guest(const VmPlace& place, const std::string& content) {
  const auto copy = platform::read_file(copy_of_guest(place));
  return copy && *copy == content;
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

// As Lima's own user, who alone can write where it goes. A session may be starting by the one that
// is there, so it is replaced in one step, whole on the disk before it is remembered to be there.
Result<> Vm::bring_guest(const std::string& guest) const {
  const auto ours = platform::read_file(guest);
  if (!ours) return Failure(ours.error());
  const auto alone = platform::FileLock::acquire(place_.folder + "/vm-guest.lock", /*wait=*/true);
  if (!alone) return Failure(alone.error());
  if (has_guest(place_, *ours)) return {};
  SANDTRAY_TRY(platform::remove_tree(copy_of_guest(place_)));
  const auto lima = tool();
  if (!lima) return Failure(lima.error());
  const std::string what = "cannot bring sandtray-guest into the virtual machine";
  const std::string to = guest_inside, fresh = to + ".new";
  for (const auto& words : std::vector<std::vector<std::string>>{
           {"copy", guest, std::string(vm_name) + ":sandtray-guest"},
           {"shell", "--workdir", "/", vm_name, "sh", "-c",
            "sudo install -D -m 0755 -o root -g root ~/sandtray-guest " + fresh + " && sudo sync " +
                fresh + " && sudo mv -f " + fresh + " " + to}}) {
    const auto said = ask_limactl(*lima, words, patience.answer, what);
    if (!said) return Failure(said.error());
  }
  return platform::write_file(copy_of_guest(place_), *ours);
}

// After a sleep of this machine the connection may be dead and the clock inside behind. Lima sets
// the clock, too, if its own connection has survived.
bool Vm::is_awake(const Connection& connection) const {
  if (!connection.has_slept()) return true;
  const auto inside = connection.look();
  if (!inside) return false;
  if (std::abs(now_ms() / 1000 - *inside) <= drift_s) return true;
  const auto lima = tool();
  if (!lima) return true;
  (void)ask_limactl(*lima,
                    {"shell", "--workdir", "/", vm_name, "sudo", "date", "-u", "-s",
                     "@" + std::to_string(now_ms() / 1000)},
                    patience.answer, "cannot set the clock inside");
  return true;
}

Result<sandbox::VmFacts> Vm::enter(const std::string& guest, const std::string& session,
                                   bool may_start) {
  const auto before = made();
  if (before) SANDTRAY_TRY(check_proof(place_, *before, session));
  const auto content = platform::read_file(guest);
  if (!content) return Failure(content.error());
  if (before) {
    auto vm = facts(*before);
    const Connection connection(place_, vm);
    // Whoever is about to stop it has looked for sessions already.
    const bool is_left_alone = !may_start || !platform::is_locked(place_.lock);
    if (is_left_alone && connection.is_there() && has_guest(place_, *content) &&
        is_awake(connection)) {
      return vm;
    }
    // A session makes a connection of its own where there is none to share.
    const auto view = may_start ? Result<VmView>(VmView()) : look();
    if (view && view->state == VmState::ready && has_sftp_guard(place_)) {
      SANDTRAY_TRY(note_first_start(VmFirstStart::done));
      SANDTRAY_TRY(bring_guest(guest));
      return vm;
    }
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
  // Its switches may be others now.
  SANDTRAY_TRY(check_proof(place_, *now, session));
  auto vm = facts(*now);
  auto work = VmWork::begin(place_, "start", waits);
  if (!work) return Failure(work.error());
  auto way = bring_guest(guest);
  const Connection connection(place_, vm);
  if (way && !(connection.is_there() && is_awake(connection))) way = connection.make();
  if (auto ended = work->end(std::move(way)); !ended) return Failure(ended.error());
  return vm;
}

}  // namespace sandtray::provision
