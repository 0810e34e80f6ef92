// SPDX-License-Identifier: MIT
#include "provision/lima/vm.h"

#include "base/clock.h"
#include "provision/lima/limactl.h"
#include "provision/lima/processes.h"

namespace sandtray::provision {
namespace {

constexpr std::uint64_t gib = 1u << 30;
constexpr std::uint64_t mib = 1u << 20;
constexpr auto force_hint = "`sandtray vm delete --force` removes what is left of it.";

Failure no_machine() {
  return fail(Code::not_found, "there is no virtual machine",
              "`sandtray provision lima` sets one up.");
}

Failure cannot_shrink(std::uint64_t gib_now) {
  return fail(Code::usage, "a disk cannot shrink: it has " + std::to_string(gib_now) + " GiB",
              "A new machine can have a smaller one: `sandtray vm delete`.");
}

Result<> delete_with(const LimaTool& tool, bool damaged, std::chrono::milliseconds patience) {
  const auto words = damaged ? std::vector<std::string>{"delete", "-f", vm_name}
                             : std::vector<std::string>{"delete", vm_name};
  const auto said = ask_limactl(tool, words, patience, "cannot delete the virtual machine");
  if (!said) return Failure(said.error());
  return {};
}

}  // namespace

Result<LimaTool> Vm::tool() const {
  auto tool = find_limactl(place_);
  if (!tool) return tool;
  tool->cancel = cancel;
  if (const auto what = made()) tool->emulation = what->options.emulation;
  return tool;
}

Result<std::optional<LimaInstance>> Vm::listed(const LimaTool& tool) const {
  // Other rows are printed whatever becomes of one, and what it ends with is about any of them.
  const auto said = run_limactl(tool, {"list", "--json"}, patience.answer);
  if (!said) return Failure(said.error());
  auto instance = find_instance(said->out, vm_name);
  if (instance) return instance;
  if (!said->in_time || said->code != 0) {
    return Failure(lima_error("cannot tell how the virtual machine is", said->code, said->log));
  }
  return instance;
}

Result<VmView> Vm::look() const {
  VmSight sight;
  sight.deed = read_deed(place_);
  sight.now_ms = now_ms();
  if (!platform::is_folder(place_.instance)) return judge(sight);
  const auto lima = tool();
  if (!lima) return Failure(lima.error());
  auto instance = listed(*lima);
  if (!instance) return Failure(instance.error());
  sight.instance = std::move(*instance);
  if (sight.instance) sight.host_agent_lives = is_of_lima(sight.instance->host_agent);
  sight.last = last_status(place_);
  auto view = judge(sight);
  if (sight.host_agent_lives) view.host_agent = sight.instance->host_agent;
  return view;
}

// `stop -f` is silent whatever happens, so what has become of it is asked for.
Result<> Vm::cut_off(const LimaTool& tool) const {
  SANDTRAY_TRY(forget_strangers(place_));
  const std::string what = "cannot cut the virtual machine off";
  if (auto said = ask_limactl(tool, {"stop", "-f", vm_name}, patience.answer, what); !said) {
    return Failure(said.error());
  }
  const auto after = listed(tool);
  if (!after) return Failure(after.error());
  if (*after && ((*after)->status == "Running" || (*after)->status == "Broken")) {
    return fail(
        Code::unavailable, what + ": it is " + (*after)->status + " still",
        "`sandtray vm stop --force` tries again; look for processes named qemu or limactl.");
  }
  return {};
}

Result<> Vm::bring_down(const LimaTool& tool, bool at_once) const {
  const auto before = listed(tool);
  if (!before) return Failure(before.error());
  if (!*before) return no_machine();
  const auto& status = (*before)->status;
  if (status == "Stopped" || status.empty()) return {};
  if (!at_once && status == "Running") {
    const auto said = run_limactl(tool, {"stop", vm_name}, patience.stop);
    if (!said) return Failure(said.error());
    if (said->in_time && said->code == 0) return {};
  }
  return cut_off(tool);
}

Result<> Vm::stop(bool at_once, const std::function<Result<>()>& first) {
  if (!platform::is_folder(place_.instance)) return no_machine();
  auto work = VmWork::begin(place_, "stop", waits);
  if (!work) return Failure(work.error());
  if (first) {
    if (auto allowed = first(); !allowed) {
      work->leave();
      return allowed;
    }
  }
  const auto lima = tool();
  return work->end(lima ? bring_down(*lima, at_once) : Failure(lima.error()));
}

Result<> Vm::remove(bool damaged, bool only_new) {
  if (!platform::is_folder(place_.instance)) return no_machine();
  auto work = VmWork::begin(place_, "delete", waits);
  if (!work) return Failure(work.error());
  const auto what = made();
  if (only_new && what && what->first_start == VmFirstStart::done) {
    work->leave();
    return {};
  }
  const auto act = [&]() -> Result<> {
    const auto lima = tool();
    if (!lima) return Failure(lima.error());
    auto done = bring_down(*lima, damaged);
    if (done || damaged) done = delete_with(*lima, damaged, patience.answer);
    if (!done && !damaged) {
      auto error = done.error();
      error.hint = force_hint;
      return Failure(std::move(error));
    }
    if (damaged) SANDTRAY_TRY(platform::remove_tree(place_.instance));
    if (platform::is_folder(place_.instance)) {
      return fail(Code::unavailable, "the virtual machine is still there: " + place_.instance,
                  force_hint);
    }
    return platform::remove_tree(place_.made);
  };
  return work->end(act());
}

// The next start describes it anew.
Result<> Vm::remember_size(const VmSize& size) const {
  auto what = made();
  if (!what) return {};
  if (size.processors != 0) what->options.processors = size.processors;
  if (size.memory_mib != 0) what->options.memory_mib = size.memory_mib;
  if (size.disk_gib != 0) what->options.disk_gib = size.disk_gib;
  return write_made(place_, *what);
}

Result<> Vm::accept_size(const VmSize& size) const {
  const auto what = made();
  if (!what || size.disk_gib == 0 || size.disk_gib >= what->options.disk_gib) return {};
  return cannot_shrink(what->options.disk_gib);
}

Result<> Vm::resize(const VmSize& size) {
  if (!platform::is_folder(place_.instance)) return no_machine();
  auto work = VmWork::begin(place_, "resize", waits);
  if (!work) return Failure(work.error());
  const auto remembered = made();
  const auto act = [&]() -> Result<> {
    const auto lima = tool();
    if (!lima) return Failure(lima.error());
    auto before = listed(*lima);
    if (!before) return Failure(before.error());
    if (!*before) return no_machine();
    if ((*before)->status != "Stopped") {
      return fail(Code::unavailable, "the virtual machine is not stopped, so its size stays",
                  "`sandtray vm stop` ends it and every session in it.");
    }
    if (size.disk_gib != 0 && size.disk_gib * gib < (*before)->disk) {
      return cannot_shrink((*before)->disk / gib);
    }
    // First: a disk that has grown and is not known to have would be described too small.
    SANDTRAY_TRY(remember_size(size));
    std::vector<std::string> words = {"edit", vm_name};
    const auto ask = [&](const char* option, const std::string& value) {
      words.insert(words.end(), {option, value});
    };
    if (size.processors != 0) ask("--cpus", std::to_string(size.processors));
    // In GiB; a number with a point is one, too.
    if (size.memory_mib != 0) ask("--memory", dump_json(size.memory_mib / 1024.0));
    if (size.disk_gib != 0) ask("--disk", std::to_string(size.disk_gib));
    const std::string what = "cannot change the size of the virtual machine";
    if (auto said = ask_limactl(*lima, words, patience.answer, what); !said) {
      return Failure(said.error());
    }
    // limactl says that it has given up, and ends with 0.
    const auto after = listed(*lima);
    if (!after) return Failure(after.error());
    if (!*after ||
        (size.processors != 0 && (*after)->processors != static_cast<int>(size.processors)) ||
        (size.memory_mib != 0 && (*after)->memory / mib != size.memory_mib) ||
        (size.disk_gib != 0 && (*after)->disk / gib != size.disk_gib)) {
      return fail(Code::unavailable, what + ": limactl has left it as it was");
    }
    return {};
  };
  auto done = act();
  // Without its hash, so that the next start describes it anew, whatever limactl has written.
  if (!done && remembered)
    (void)write_made(place_,
                     {"", remembered->options, remembered->had_root, remembered->first_start});
  return work->end(std::move(done));
}

}  // namespace sandtray::provision
