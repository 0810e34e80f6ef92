// SPDX-License-Identifier: MIT
// The life of the virtual machine: what is done to it, one deed at a time, and what it is in. Every
// deed ends in time, with the machine in a state that the next one can begin from; nothing but
// remove() loses what is on its disk. For a program that has no loop meanwhile.
#pragma once

#include "provision/lima/checks.h"
#include "provision/lima/connection.h"
#include "provision/lima/follow.h"
#include "provision/lima/memory.h"
#include "provision/lima/size.h"
#include "provision/lima/template.h"
#include "sandbox/host_facts.h"

namespace sandtray::provision {

struct VmPatience {
  std::chrono::milliseconds create = std::chrono::minutes(30);
  std::chrono::milliseconds start = std::chrono::minutes(15);
  std::chrono::milliseconds stop = std::chrono::minutes(4);
  std::chrono::milliseconds answer = std::chrono::minutes(1);  // of anything else
};

// What is looked for on PATH and run as the person.
std::vector<std::string> programs_of_vm();

class Vm {
 public:
  explicit Vm(platform::Paths paths) : paths_(std::move(paths)), place_(vm_place(paths_)) {}

  const VmPlace& place() const { return place_; }
  VmPatience patience;
  Progress progress;            // of a start
  std::function<void()> waits;  // somebody else is at it
  // Ends what is under way: what has been made so far and is nobody's goes, a machine that starts
  // is cut off.
  const Cancel* cancel = nullptr;

  // What the person asks for in vm.json; not_found without one.
  Result<VmOptions> wished() const;
  // Has vm.json ask for more folders than it does, or for the same with other rights.
  Result<> wish_for(const std::vector<VmMount>& more) const;
  // What is said in such a file, with folders as they really are.
  Result<VmOptions> options_of(const Json& json) const;
  // Whether a machine can be that: as the error of its start would say.
  Result<> accept(const VmOptions& options) const;
  // Of this machine, without a key: for who asks what may be mounted.
  VmHost host() const;
  std::optional<VmMade> made() const { return read_made(place_, paths_); }
  // What it will be at its next start: mounts and what agents may do are as in vm.json then, if
  // there is one; its size and its image stay. Only with made().
  Result<VmOptions> asked_of_next_start() const;

  Result<VmView> look() const;
  // Of what look() has just seen.
  VmMemory memory(const VmView& view) const;
  // Makes it of what vm.json asks for; one that is there is success.
  Result<> make();
  // Makes it first if there is none, unless only one that is made is to start. Ready already is
  // success. One that is not ready in time is stopped again.
  Result<> start(bool only_made = false);
  // Likewise, and a session can be started in it then; unavailable where that would be needed and
  // it may not. `guest`: the sandtray-guest that is to be there; `session`: the name of who enters.
  // What is all there already is found so at the price of one answer of ssh; one that somebody
  // takes down is waited for. Under a VmUse.
  Result<sandbox::VmFacts> enter(const std::string& guest, const std::string& session,
                                 bool may_start);
  // Asks it to shut down, and cuts it off when that takes too long, or at once. not_found if there
  // is none; one that does not run is success. `first` is called once nobody else does anything to
  // the machine, nor lets a session in: its error is the end of it.
  Result<> stop(bool at_once, const std::function<Result<>()>& first = {});
  // What is on its disk is lost. One that Lima cannot read is only removed with `damaged`.
  // `only_new`: not one whose first start has come to its end by then.
  Result<> remove(bool damaged, bool only_new = false);
  // Stops it and copies it as it is then, in the place of an earlier copy: the next one that is
  // made begins with that. not_found if there is none.
  Result<> keep();
  bool has_kept() const;
  // Of the copy.
  Result<> forget_kept();
  // Whether it can have that size, for which it has to stop.
  Result<> accept_size(const VmSize& size) const;
  // Of one that is stopped. A disk only grows.
  Result<> resize(const VmSize& size);

 private:
  Result<LimaTool> tool() const;
  Result<std::optional<LimaInstance>> listed(const LimaTool& tool) const;
  Result<RenderedVm> describe(const VmOptions& options) const;
  Result<> renew() const;
  Result<> remember_size(const VmSize& size) const;
  Result<> create(const LimaTool& tool, const VmOptions& options);
  Result<> create_of_kept(const LimaTool& tool, const VmOptions& options) const;
  Result<> remove_kept(const LimaTool& tool) const;
  // The machine, or none; what a killed one has left of making it goes.
  Result<std::optional<LimaInstance>> found(const LimaTool& tool, bool was_being_made) const;
  Result<> bring_up(const LimaTool& tool, const LimaInstance& instance);
  Result<> follow_new(const LimaTool& tool);
  Result<> note_first_start(VmFirstStart now) const;
  // What was there of it is gone then.
  Result<bool> was_cut_off(const LimaTool& tool, const LimaInstance& instance) const;
  Result<> settle(const LimaTool& tool, StartEnd end);
  sandbox::VmFacts facts(const VmMade& made) const;
  bool is_awake(const Connection& connection) const;
  Result<> bring_guest(const std::string& guest) const;
  Result<std::string> told_rules(const LimaTool& tool) const;
  Result<> judge_rules(const std::string& told) const;
  Result<> check_rules(const LimaTool& tool) const;
  bool has_switched_off(const LimaTool& tool, const LimaInstance& instance,
                        const Result<std::string>& told) const;
  Result<> cut_off(const LimaTool& tool) const;
  Result<> bring_down(const LimaTool& tool, bool at_once) const;

  platform::Paths paths_;
  VmPlace place_;
};

}  // namespace sandtray::provision
