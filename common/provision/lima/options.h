// SPDX-License-Identifier: MIT
// What a person asks of the virtual machine, and what of this machine goes into its description.
// Pure data; the defaults are the safe ones.
#pragma once

#include <string>
#include <vector>

#include "base/json.h"

namespace sandtray::provision {

// A file of a disk image, or where to get it: an absolute path or an https URL. The first one of
// several that can be had is taken.
struct VmImage {
  std::string location;
  std::string digest;  // "sha512:..." or "sha256:..."; empty: unchecked
  // For an image that has no boot loader; empty: it has one.
  std::string kernel, kernel_digest, command_line;
  std::string initrd, initrd_digest;
};

// Not a file of this machine yet.
inline bool is_fetched(const VmImage& image) {
  return image.location.starts_with("https://");
}

struct VmMount {
  std::string path;  // absolute; the same inside
  bool writable = false;
};

struct VmSwitches {
  bool restrict_sudo = true;       // agents can become nobody else; the other rules rest on it
  bool ssh_agent = false;          // a session may ask for the person's keys
  bool port_forwarding = false;    // a session may have ports of its own on this machine
  bool private_networks = false;   // networks that are not the internet can be reached
  std::vector<int> host_services;  // TCP ports of this machine's loopback, at 192.168.5.2
};

struct VmOptions {
  unsigned processors = 4;
  unsigned memory_mib = 4096;
  unsigned disk_gib = 40;
  std::vector<VmMount> mounts;
  VmSwitches switches;
  std::vector<VmImage> images;
  bool complete_image = false;  // holds sshfs and rsync: Lima need not install them
  bool legacy_bios = false;     // without UEFI firmware; qemu on x86-64
  bool emulation = false;       // without the processor's help; qemu
  // After so many without a session it switches itself off; 0: it does not.
  unsigned idle_minutes = 30;
};

// Of this machine and its person.
struct VmHost {
  std::string system;       // linux, macos
  std::string arch;         // as Lima has it: x86_64, aarch64
  std::string user, group;  // numbers
  std::string home;
  std::vector<std::string> private_folders;  // of ours: never mounted
  std::string agent_key;                     // the public key that agents are let in by, one line
};

// As vm.schema.json has it. config if something of the value is not as there.
Result<VmOptions> options_from_json(const Json& json, const Json& schema,
                                    const std::string& origin);
// What is said of them; defaults are said, too.
Json options_to_json(const VmOptions& options);

}  // namespace sandtray::provision
