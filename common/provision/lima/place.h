// SPDX-License-Identifier: MIT
// Where the virtual machine lives, and what is remembered of it between commands. Everything is in
// one private folder: Lima's keys there open the machine. Its path is short, for Lima's sockets.
#pragma once

#include <functional>
#include <optional>

#include "platform/file.h"
#include "platform/paths.h"
#include "provision/lima/options.h"
#include "provision/lima/state.h"

namespace sandtray::provision {

constexpr auto vm_name = "sandtray";
constexpr auto kept_vm_name = "sandtray-golden";
// The release of Lima that is fetched where none is new enough.
constexpr auto lima_release = "2.2.0";

struct VmPlace {
  std::string folder;     // <home>/.sandtray
  std::string lima_home;  // .../vm: LIMA_HOME
  std::string instance;   // .../vm/sandtray: made by limactl
  std::string lock;       // held by whoever does something to it
  std::string deed;       // what was done last
  std::string made;       // what it was made from; missing: it is not whole
  std::string proof;      // what came of it when it was tried what agents can do in it
  std::string programs;   // what Lima finds before all else on PATH
  std::string starter;    // the number of the host agent that was started last
  std::string key;        // the private key that agents are let in by
  std::string wish;       // <config>/vm.json, the person's
  std::string lima;       // .../lima-VERSION: a Lima that was fetched
  std::string limactl;    // its program; there only if it is what it should be
  std::string images;     // .../images: likewise, of disks
  std::string kept;       // .../vm/sandtray-golden: a copy of the machine
  std::string kept_made;  // what that was made from; missing: it is not whole
};
VmPlace vm_place(const platform::Paths& paths);

// Where the image is on this machine, or is to be once it has been fetched: limactl is only ever
// given files.
std::string image_file(const VmPlace& place, const VmImage& image);

// Of the sandtray-guest that was brought into the machine last; goes with it.
std::string copy_of_guest(const VmPlace& place);

// What Lima calls the processor of this machine.
constexpr const char* machine_arch() {
#if defined(__aarch64__) || defined(_M_ARM64)
  return "aarch64";
#else
  return "x86_64";
#endif
}

// Lima makes sockets in the folder of an instance, whose paths the system limits.
std::size_t lima_path_length(const VmPlace& place);
// How long it may be.
std::size_t lima_path_limit();

// One of the files in which something is remembered; none if it holds no JSON object.
std::optional<Json> read_object(const std::string& path);

// How far its first start has come.
enum class VmFirstStart { none, begun, done };

// What it was made from.
struct VmMade {
  std::string hash;
  VmOptions options;
  bool had_root = false;  // agents could be root in it: what one has left there may lift the rules
  VmFirstStart first_start = VmFirstStart::none;

  bool rules_hold() const { return options.switches.restrict_sudo && !had_root; }
};
std::optional<VmMade> read_made(const VmPlace& place, const platform::Paths& paths);
Result<> write_made(const VmPlace& place, const VmMade& made);

// The last deed; `under_way` is the lock's word.
VmDeed read_deed(const VmPlace& place);

// Something that is being done to the machine: nobody else does anything meanwhile, and what became
// of it is remembered. One that ends without a word was broken off.
class VmWork {
 public:
  // Waits for whoever is at it; `waits` is called before that.
  static Result<VmWork> begin(const VmPlace& place, const std::string& deed,
                              const std::function<void()>& waits = {});
  // What is being done from here on.
  void turn_to(const std::string& deed);
  // Hands on what it is given.
  Result<> end(Result<> result);
  // Nothing has been done: what was done before it counts as before.
  void leave();

 private:
  VmWork(VmPlace place, platform::FileLock lock)
      : place_(std::move(place)), lock_(std::move(lock)) {}
  VmPlace place_;
  platform::FileLock lock_;
  VmDeed before_, deed_;
};

}  // namespace sandtray::provision
