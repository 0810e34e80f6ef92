// SPDX-License-Identifier: MIT
// Sets the virtual machine up, in steps: looks at this machine, fetches Lima and an image of
// Debian, writes vm.json, makes and starts the machine, installs tools and agents in it, proves
// what agents cannot do. What is done already is seen from the disk, so a second run goes on where
// the first has ended, whatever has ended it. For a program that has no loop meanwhile.
#pragma once

#include "provision/lima/recipe.h"
#include "provision/lima/vm.h"

namespace sandtray::provision {

// What the person has said. Nothing said: as vm.json has it, or what suits this machine.
struct ProvisionWish {
  unsigned processors = 0, memory_mib = 0, disk_gib = 0;
  std::vector<VmMount> mounts;  // real paths; in the place of vm.json's
  bool emulation = false;       // without the processor's virtualization; QEMU
  std::string limactl_archive;  // a file of Lima's release; held against its hash
  std::string image;            // a disk image of the person's, taken as it is
  std::string mirror;           // a folder's URL, tried first
  bool reset = false;           // without what is on the disk of the one that is there
  bool golden = false;          // keep a copy of it at the end: a reset then takes seconds
};

struct ProvisionStep {
  // reset, machine, limactl, image, settings, create, start, tools, proof, golden
  std::string name;
  bool needed = true;
  std::string what;  // it does, or why it is not needed; a line for a person

  bool operator==(const ProvisionStep&) const = default;
};

struct ProvisionPlan {
  std::vector<ProvisionStep> steps;
  std::vector<Check> checks;  // of this machine; `missing` ends the first step
};

struct StepProgress {
  int percent = -1;  // -1: cannot be told
  std::string text;
};
// Of a step, by name: a check of this machine, a tool, a proof.
struct StepFinding {
  std::string name;
  bool ok = true;
  std::string detail;  // has passed display_text()
};

struct ProvisionNews {
  std::function<void(const ProvisionStep&)> begins;
  std::function<void(const ProvisionStep&, const StepProgress&)> progress;
  std::function<void(const ProvisionStep&, const StepFinding&)> found;
  std::function<void(const ProvisionStep&, const Result<>&)>
      ends;  // also of one that was not needed
};

class Provision {
 public:
  // `cancel`, if there is one, ends the step that is under way.
  Provision(platform::Paths paths, ProvisionWish wish, const Cancel* cancel = nullptr);

  // Whether it can be done as it is said, before anything has been done: usage, config or refused.
  Result<> accept() const;
  // What there is to do, also while no folder is named yet. Writes nothing.
  Result<ProvisionPlan> plan() const;
  // All that are needed. Without all tools, or a proof, the machine can be used: the error of that
  // comes after the other steps.
  Result<> run(const ProvisionNews& news);

 private:
  struct Known;  // one step
  static const std::vector<Known>& all();
  Result<Recipe> recipe() const;
  bool is_made() const;
  Result<Json> settings() const;
  bool says_nothing_of_it() const;
  bool is_of_recipe(const Json& images) const;
  Result<VmOptions> options() const;
  std::vector<Check> checks(const VmOptions& options) const;
  const Download* image_there(const Recipe& recipe) const;
  std::string path_of(const Download& image) const;
  // The one that vm.json itself says where to get.
  std::optional<Download> image_of_wish(const VmOptions& options) const;

  Result<ProvisionStep> look_at_reset() const;
  Result<ProvisionStep> look_at_golden() const;
  Result<ProvisionStep> look_at_machine() const;
  Result<ProvisionStep> look_at_limactl() const;
  Result<ProvisionStep> look_at_image() const;
  Result<ProvisionStep> look_at_settings() const;
  Result<ProvisionStep> look_at_create() const;
  Result<ProvisionStep> look_at_start() const;
  Result<ProvisionStep> look_at_tools() const;
  Result<ProvisionStep> look_at_proof() const;

  Result<> reset(const ProvisionStep& step);
  Result<> keep(const ProvisionStep& step);
  Result<> check_machine(const ProvisionStep& step);
  Result<> fetch_limactl(const ProvisionStep& step);
  Result<> fetch_image(const ProvisionStep& step);
  Result<> write_settings(const ProvisionStep& step);
  Result<> create(const ProvisionStep& step);
  Result<> start(const ProvisionStep& step);
  Result<> install_tools(const ProvisionStep& step);
  Result<> prove(const ProvisionStep& step);
  Result<platform::FileLock> wait_for_turn(const ProvisionStep& step) const;
  Result<VmView> look_when_it_runs() const;
  Result<> fetch(const ProvisionStep& step, const Download& file, const std::string& local,
                 const std::string& target, const std::string& unpack);
  void say(const ProvisionStep& step, const StepProgress& progress) const;
  void find(const ProvisionStep& step, const StepFinding& finding) const;

  platform::Paths paths_;
  ProvisionWish wish_;
  const Cancel* cancel_;
  Vm vm_;
  ProvisionNews news_;
  bool reset_done_ = false, all_is_well_ = true;
};

}  // namespace sandtray::provision
