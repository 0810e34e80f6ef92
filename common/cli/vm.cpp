// SPDX-License-Identifier: MIT
// vm: the virtual machine that agents can run in, its life and its size.
#include "provision/lima/vm.h"

#include <cstdio>

#include "base/text.h"
#include "cli/options.h"
#include "cli/print.h"
#include "platform/terminal.h"
#include "session/person_programs.h"

namespace sandtray::cli {
namespace {

using provision::Vm;
using provision::VmState;

// Whether vm.json asks for something else than what is in force.
bool changes_at_next_start(const Vm& vm) {
  const auto made = vm.made();
  const auto next = made ? vm.asked_of_next_start() : Result<provision::VmOptions>();
  return made && next &&
         provision::options_to_json(*next) != provision::options_to_json(made->options);
}

Json view_to_json(const Vm& vm, const provision::VmView& view) {
  Json json = {{"state", provision::to_string(view.state)},
               {"detail", view.detail},
               {"ssh_port", view.ssh_port},
               {"folder", vm.place().instance},
               {"serial_log", vm.place().instance + "/serial.log"}};
  const auto made = vm.made();
  if (!made || view.state == VmState::absent) return json;
  auto options = provision::options_to_json(made->options);
  for (const auto* key :
       {"processors", "memory_mib", "disk_gib", "mounts", "restrict_sudo", "ssh_agent",
        "port_forwarding", "private_networks", "host_services", "emulation"}) {
    json[key] = options[key];
  }
  // With sudo an agent can lift every rule inside.
  json["changes_at_next_start"] = changes_at_next_start(vm);
  json["rules_hold"] = made->options.switches.restrict_sudo;
  return json;
}

std::string advice(VmState state) {
  switch (state) {
    case VmState::absent:
      return "`sandtray provision lima` sets one up.";
    case VmState::stopped:
    case VmState::failed:
      return "`sandtray vm start` starts it.";
    case VmState::broken:
      return "`sandtray vm stop --force` clears it, `sandtray vm start` does so, too.";
    case VmState::degraded:
      return "`sandtray vm stop` and `sandtray vm start` try again.";
    default:
      return "";
  }
}

std::string words_of(const provision::VmSwitches& switches) {
  std::string ports;
  for (const int port : switches.host_services) {
    ports += (ports.empty() ? "" : ", ") + std::to_string(port);
  }
  std::string text = switches.restrict_sudo ? "no sudo" : "sudo: no other rule holds";
  text += switches.ssh_agent ? ", SSH keys on request" : ", no SSH keys";
  text += switches.port_forwarding ? ", ports on request" : ", no ports";
  text += switches.private_networks ? ", private networks" : ", no private networks";
  return text + (ports.empty() ? ", no services of this machine" : ", services " + ports);
}

Result<int> status(const Options& options, const Vm& vm) {
  const auto view = vm.look();
  if (!view) return Failure(view.error());
  if (options.json) {
    print_json(view_to_json(vm, *view));
    return 0;
  }
  const auto name = std::string(provision::to_string(view->state));
  std::vector<std::vector<std::string>> rows = {{"state", name}};
  if (!view->detail.empty()) rows.push_back({"", view->detail});
  const auto made = vm.made();
  if (view->state != VmState::absent && made) {
    rows.push_back({"agents", words_of(made->options.switches)});
    for (const auto& mount : made->options.mounts) {
      rows.push_back({"mount", display_text(mount.path) + (mount.writable ? "" : " (read-only)")});
    }
    if (changes_at_next_start(vm)) {
      rows.push_back({"", "vm.json asks for something else, which counts from its next start"});
    }
    rows.push_back({"log", vm.place().instance + "/serial.log"});
  }
  if (const auto next = advice(view->state); !next.empty()) rows.push_back({"", "-> " + next});
  print_table(rows);
  return 0;
}

Result<int> done(const Result<>& result) {
  if (!result) return Failure(result.error());
  return 0;
}

// By force, the copy that the next one would begin with goes, too.
Result<> remove(Vm& machine, bool force) {
  const bool has_kept = machine.has_kept();
  auto removed = machine.remove(force);
  if (!force) return removed;
  SANDTRAY_TRY(machine.forget_kept());
  const bool was_the_copy = !removed && removed.error().code == Code::not_found && has_kept;
  return was_the_copy ? Result<>() : removed;
}

Result<provision::VmSize> size_of(const Options& options) {
  const auto mib = mib_of(options.memory_gib);
  if (options.processors == 0 && mib == 0 && options.disk_gib == 0) {
    return fail(Code::usage, "resize takes --processors, --memory or --disk",
                "`sandtray vm resize --memory 8` gives it 8 GiB.");
  }
  return provision::VmSize{static_cast<unsigned>(options.processors), mib,
                           static_cast<unsigned>(options.disk_gib)};
}

}  // namespace

Result<int> vm(const Options& options, const platform::Paths& paths) {
  SANDTRAY_TRY(session::check_person_programs(paths, provision::programs_of_vm()));
  Vm machine(paths);
  if (options.timeout_s >= 0) {
    machine.patience.start = machine.patience.stop = std::chrono::seconds(options.timeout_s);
  }
  const bool watched = platform::is_terminal(2);
  machine.waits = [] {
    print_warning("another command is at the virtual machine; waiting for it");
  };
  if (watched) {
    machine.progress = [](const provision::Phase& phase) {
      std::fprintf(stderr, "sandtray: %3d %% %s\n", phase.percent, phase.name.c_str());
    };
  }
  if (options.action == "start") {
    const auto started = machine.start();
    if (started && changes_at_next_start(machine)) {
      print_warning("vm.json asks for something else, which counts from the next start");
    }
    return done(started);
  }
  if (options.action == "stop") return done(machine.stop(options.force));
  if (options.action == "delete") return done(remove(machine, options.force));
  if (options.action == "resize") {
    const auto size = size_of(options);
    return size ? done(machine.resize(*size)) : Failure(size.error());
  }
  return status(options, machine);
}

}  // namespace sandtray::cli
