// SPDX-License-Identifier: MIT
// A copy of the machine as it was at a good moment. Lima clones it, so that both share what is on
// the disk where the file system can.
#include "provision/lima/limactl.h"
#include "provision/lima/vm.h"

namespace sandtray::provision {
namespace {

VmPlace place_of_copy(VmPlace place) {
  place.made = place.kept_made;
  return place;
}

}  // namespace

bool Vm::has_kept() const {
  return platform::is_folder(place_.kept) && read_made(place_of_copy(place_), paths_).has_value();
}

Result<> Vm::remove_kept(const LimaTool& tool) const {
  SANDTRAY_TRY(platform::remove_tree(place_.kept_made));
  if (!platform::is_folder(place_.kept)) return {};
  const auto said = ask_limactl(tool, {"delete", "-f", kept_vm_name}, patience.answer,
                                "cannot delete the copy of the virtual machine");
  if (!said) return Failure(said.error());
  return platform::remove_tree(place_.kept);
}

Result<> Vm::forget_kept() {
  if (!platform::is_folder(place_.kept)) return {};
  auto work = VmWork::begin(place_, "delete", waits);
  if (!work) return Failure(work.error());
  const auto lima = tool();
  return work->end(lima ? remove_kept(*lima) : Failure(lima.error()));
}

Result<> Vm::keep() {
  const auto what = made();
  if (!platform::is_folder(place_.instance) || !what) {
    return fail(Code::not_found, "there is no virtual machine that could be kept",
                "`sandtray provision lima` sets one up.");
  }
  auto work = VmWork::begin(place_, "keep", waits);
  if (!work) return Failure(work.error());
  const auto act = [&]() -> Result<> {
    const auto lima = tool();
    if (!lima) return Failure(lima.error());
    SANDTRAY_TRY(bring_down(*lima, /*at_once=*/false));
    SANDTRAY_TRY(remove_kept(*lima));
    const auto said = ask_limactl(*lima, {"clone", vm_name, kept_vm_name}, patience.create,
                                  "cannot copy the virtual machine");
    if (!said) {
      (void)platform::remove_tree(place_.kept);
      return Failure(said.error());
    }
    // Last: without it the copy is none.
    return write_made(place_of_copy(place_), *what);
  };
  return work->end(act());
}

// What agents may see and do is as it is asked for now; size and image are the copy's.
Result<> Vm::create_of_kept(const LimaTool& tool, const VmOptions& options) const {
  auto what = read_made(place_of_copy(place_), paths_);
  if (!what) return fail(Code::internal, "nobody knows what the kept machine was made from");
  what->had_root = !what->rules_hold();
  what->options.mounts = options.mounts;
  what->options.switches = options.switches;
  what->options.emulation = options.emulation;
  const auto vm = describe(what->options);
  if (!vm) return Failure(vm.error());
  const auto said = ask_limactl(tool, {"clone", kept_vm_name, vm_name}, patience.create,
                                "cannot make the virtual machine of its copy");
  auto done = said
                  ? platform::write_file(place_.instance + "/lima.yaml", dump_json_pretty(vm->yaml))
                  : Result<>(Failure(said.error()));
  // Nothing of anybody's is on it yet.
  if (!done) (void)platform::remove_tree(place_.instance);
  return done ? write_made(place_, {vm->hash, std::move(what->options), what->had_root}) : done;
}

}  // namespace sandtray::provision
