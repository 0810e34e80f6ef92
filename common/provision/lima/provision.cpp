// SPDX-License-Identifier: MIT
#include "provision/lima/provision.h"

#include "platform/process.h"
#include "platform/system_name.h"
#include "provision/lima/use.h"

namespace sandtray::provision {

struct Provision::Known {
  Result<ProvisionStep> (Provision::*look)() const;
  Result<> (Provision::*act)(const ProvisionStep&);
  bool others_need_it;
  bool is_extra = false;  // nobody hears of it who has not asked for it
};

const std::vector<Provision::Known>& Provision::all() {
  static const std::vector<Known> steps = {
      {&Provision::look_at_reset, &Provision::reset, true, true},
      {&Provision::look_at_machine, &Provision::check_machine, true},
      {&Provision::look_at_limactl, &Provision::fetch_limactl, true},
      {&Provision::look_at_image, &Provision::fetch_image, true},
      {&Provision::look_at_settings, &Provision::write_settings, true},
      {&Provision::look_at_create, &Provision::create, true},
      {&Provision::look_at_start, &Provision::start, true},
      {&Provision::look_at_tools, &Provision::install_tools, false},
      {&Provision::look_at_proof, &Provision::prove, false},
      {&Provision::look_at_golden, &Provision::keep, false, true},
  };
  return steps;
}

Provision::Provision(platform::Paths paths, ProvisionWish wish, const Cancel* cancel)
    : paths_(std::move(paths)), wish_(std::move(wish)), cancel_(cancel), vm_(paths_) {
  vm_.cancel = cancel;
}

Result<Recipe> Provision::recipe() const {
  return load_recipe(paths_, platform::system_name, machine_arch());
}

bool Provision::is_made() const {
  if (wish_.reset && !reset_done_) return false;
  return platform::is_folder(vm_.place().instance) && vm_.made().has_value();
}

void Provision::say(const ProvisionStep& step, const StepProgress& progress) const {
  if (news_.progress) news_.progress(step, progress);
}

void Provision::find(const ProvisionStep& step, const StepFinding& finding) const {
  if (news_.found) news_.found(step, finding);
}

Result<> Provision::accept() const {
  if (platform::is_root()) {
    return fail(Code::refused, "root has no virtual machine: Lima refuses to run as root",
                "Run Sandtray as the user whose projects the agents are to work on.");
  }
  const auto wanted = options();
  if (!wanted) return Failure(wanted.error());
  if (wanted->mounts.empty()) {
    return fail(Code::usage, "no folder is named that agents may work in",
                "`sandtray provision lima --mount ~/projects` names the one that holds yours.");
  }
  return vm_.accept(*wanted);
}

Result<ProvisionPlan> Provision::plan() const {
  ProvisionPlan plan;
  const auto wanted = options();
  if (!wanted) return Failure(wanted.error());
  plan.checks = checks(*wanted);
  for (const auto& known : all()) {
    auto step = (this->*known.look)();
    if (!step) return Failure(step.error());
    if (known.is_extra && !step->needed) continue;
    plan.steps.push_back(std::move(*step));
  }
  return plan;
}

Result<> Provision::run(const ProvisionNews& news) {
  news_ = news;
  SANDTRAY_TRY(accept());
  const auto use = VmUse::begin(vm_.place(), "set-up-" + std::to_string(platform::own_pid()));
  if (!use) return Failure(use.error());
  Result<> all_of_it;
  reset_done_ = false;
  all_is_well_ = true;
  for (const auto& known : all()) {
    // What the steps before it have done counts.
    const auto step = (this->*known.look)();
    if (!step) return Failure(step.error());
    if (cancel_ != nullptr && cancel_->is_wanted()) return cancelled(step->name);
    if (step->needed && news_.begins) news_.begins(*step);
    const auto done = step->needed ? (this->*known.act)(*step) : Result<>();
    if (news_.ends && (step->needed || !known.is_extra)) news_.ends(*step, done);
    reset_done_ = true;  // it is the first step
    if (done) continue;
    all_is_well_ = false;
    if (known.others_need_it || (cancel_ != nullptr && cancel_->is_wanted())) return done;
    // What does not hold is worse than what is missing.
    if (all_of_it || done.error().code == Code::refused) all_of_it = done;
  }
  return all_of_it;
}

}  // namespace sandtray::provision
