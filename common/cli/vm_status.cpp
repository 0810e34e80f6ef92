// SPDX-License-Identifier: MIT
#include "app/session_use.h"
#include "base/clock.h"
#include "base/text.h"
#include "cli/print.h"
#include "cli/vm.h"
#include "provision/lima/habits.h"
#include "provision/lima/proof_file.h"
#include "session/live.h"

namespace sandtray::cli {
namespace {

using provision::Vm;
using provision::VmState;

Json memory_to_json(const provision::VmMemory& memory) {
  Json json = Json::object();
  if (memory.held) json["held_bytes"] = *memory.held;
  if (memory.used) json["used_bytes"] = *memory.used;
  return json;
}

// null: nobody has tried it as it is now.
Json rules_hold(const provision::VmMade& made, const provision::VmProof& proof) {
  if (!made.rules_hold() || !proof.open.empty()) return false;
  return holds(proof, made) ? Json(true) : Json();
}

Json view_to_json(const Vm& vm, const provision::VmView& view, const provision::VmMemory& memory,
                  std::size_t sessions, const Result<provision::VmHabits>& habits) {
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
        "port_forwarding", "private_networks", "host_services", "emulation", "idle_minutes"}) {
    json[key] = options[key];
  }
  if (auto told = memory_to_json(memory); !told.empty()) json["memory"] = std::move(told);
  json["sessions"] = sessions;
  json["changes_at_next_start"] = changes_at_next_start(vm);
  const auto proof = provision::read_proof(vm.place());
  json["had_root"] = made->had_root;
  json["open"] = proof.open;
  json["proved"] = holds(proof, *made) ? Json(format_time(proof.held_ms)) : Json();
  json["rules_hold"] = rules_hold(*made, proof);
  if (habits) {
    json["start_with_sandtray"] = habits->start_with_sandtray;
    json["stop_with_sandtray"] = habits->stop_with_sandtray;
  }
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

std::string words_of(const provision::VmMade& made) {
  const auto& switches = made.options.switches;
  std::string ports;
  for (const int port : switches.host_services) {
    ports += (ports.empty() ? "" : ", ") + std::to_string(port);
  }
  std::string text = switches.restrict_sudo ? "no sudo" : "sudo: no other rule holds";
  if (switches.restrict_sudo && made.had_root) text += " any more, but once: no rule need hold";
  text += switches.ssh_agent ? ", SSH keys on request" : ", no SSH keys";
  text += switches.port_forwarding ? ", ports on request" : ", no ports";
  text += switches.private_networks ? ", private networks" : ", no private networks";
  return text + (ports.empty() ? ", no services of this machine" : ", services " + ports);
}

std::string words_of(const provision::VmProof& proof, const provision::VmMade& made) {
  if (!proof.open.empty()) return "none is let in: when it was tried, one " + proof.open;
  if (holds(proof, made)) return "all held, " + format_time(proof.held_ms);
  return made.had_root
             ? "none: `sandtray provision lima --reset` makes a machine that can be proved"
             : "not tried as it is now: `sandtray provision lima` tries what agents can do";
}

std::string words_of(const provision::VmMemory& memory) {
  std::string text;
  if (memory.held) text = app::memory_words(*memory.held) + " of this machine";
  if (memory.used)
    text += (text.empty() ? "" : ", ") + app::memory_words(*memory.used) + " in use inside";
  return text;
}

std::string words_of(const std::vector<session::Living>& sessions, unsigned idle_minutes) {
  std::vector<std::string> names;
  for (const auto& session : sessions) names.push_back(display_text(session.name));
  if (!names.empty()) return join(names, ", ");
  return idle_minutes == 0
             ? "none"
             : "none: it switches itself off after " + std::to_string(idle_minutes) + " minutes";
}

}  // namespace

bool changes_at_next_start(const Vm& vm) {
  const auto made = vm.made();
  const auto next = made ? vm.asked_of_next_start() : Result<provision::VmOptions>();
  return made && next &&
         provision::options_to_json(*next) != provision::options_to_json(made->options);
}

Result<int> vm_status(const Options& options, const platform::Paths& paths, const Vm& vm) {
  const auto view = vm.look();
  if (!view) return Failure(view.error());
  const auto memory = vm.memory(*view);
  const auto sessions = session::living_by(session::Store(paths), "lima");
  if (options.json) {
    print_json(view_to_json(vm, *view, memory, sessions.size(), provision::read_habits(paths)));
    return 0;
  }
  const auto name = std::string(provision::to_string(view->state));
  std::vector<std::vector<std::string>> rows = {{"state", name}};
  if (!view->detail.empty()) rows.push_back({"", view->detail});
  const auto made = vm.made();
  if (view->state != VmState::absent && made) {
    if (const auto words = words_of(memory); !words.empty()) rows.push_back({"memory", words});
    if (view->state == VmState::ready) {
      rows.push_back({"sessions", words_of(sessions, made->options.idle_minutes)});
    }
    rows.push_back({"agents", words_of(*made)});
    if (made->options.switches.restrict_sudo) {
      rows.push_back({"proof", words_of(provision::read_proof(vm.place()), *made)});
    }
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

}  // namespace sandtray::cli
