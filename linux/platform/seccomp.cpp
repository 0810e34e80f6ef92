// SPDX-License-Identifier: MIT
#include "platform/seccomp.h"

#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <map>
#include <memory>
#include <set>
#include <vector>

namespace sandtray::platform {
namespace {

// Only the low half of such an argument reaches the kernel.
constexpr scmp_datum_t low_half = 0xffffffff;

class Filter {
 public:
  Filter() : context_(seccomp_init(SCMP_ACT_ALLOW), seccomp_release) {
    if (!context_) {
      error_ = ENOMEM;
      return;
    }
    keep(seccomp_attr_set(context_.get(), SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS));
    // A search tree instead of a list, where the library knows how: most calls are decided in a few
    // steps.
    seccomp_attr_set(context_.get(), SCMP_FLTATR_CTL_OPTIMIZE, 2);
  }

  // A call that this architecture or this library does not know needs no rule.
  void deny(const std::string& name, int with, const std::vector<scmp_arg_cmp>& when = {}) {
    const int call = seccomp_syscall_resolve_name(name.c_str());
    if (error_ != 0 || call == __NR_SCMP_ERROR || call < 0) return;
    keep(seccomp_rule_add_array(context_.get(), SCMP_ACT_ERRNO(static_cast<unsigned>(with)), call,
                                static_cast<unsigned>(when.size()), when.data()));
  }

  // A rule holds one comparison of an argument, so the gaps between the families are listed. High
  // bits in the argument make it greater than all of them.
  void allow_families(const std::string& call, const std::set<int>& families) {
    const auto last = static_cast<scmp_datum_t>(*families.rbegin());
    for (scmp_datum_t family = 0; family < last; ++family) {
      if (families.count(static_cast<int>(family)) != 0) continue;
      deny(call, EAFNOSUPPORT, {SCMP_A0(SCMP_CMP_EQ, family)});
    }
    deny(call, EAFNOSUPPORT, {SCMP_A0(SCMP_CMP_GT, last)});
  }

  void deny_namespace(scmp_datum_t flag) {
    for (const auto* call : {"clone", "unshare"}) {
      deny(call, EPERM, {SCMP_A0(SCMP_CMP_MASKED_EQ, flag, flag)});
    }
  }

  // A file that runs as its owner, or its group, would carry those rights out of the sandbox.
  void deny_files_with(scmp_datum_t bit) {
    const auto mode = [bit](unsigned argument) {
      return scmp_arg_cmp{argument, SCMP_CMP_MASKED_EQ, bit, bit};
    };
    deny("chmod", EPERM, {mode(1)});
    deny("fchmod", EPERM, {mode(1)});
    deny("fchmodat", EPERM, {mode(2)});
    deny("fchmodat2", EPERM, {mode(2)});
    deny("creat", EPERM, {mode(1)});
    deny("mknod", EPERM, {mode(1)});
    deny("mknodat", EPERM, {mode(2)});
    // The mode counts only if a file is made.
    for (const scmp_datum_t flag : {O_CREAT, __O_TMPFILE}) {
      deny("open", EPERM, {SCMP_A1(SCMP_CMP_MASKED_EQ, flag, flag), mode(2)});
      deny("openat", EPERM, {SCMP_A2(SCMP_CMP_MASKED_EQ, flag, flag), mode(3)});
    }
  }

  Result<std::string> program() {
    const int file = memfd_create("seccomp", MFD_CLOEXEC);
    if (file < 0) keep(-errno);
    if (error_ == 0) keep(seccomp_export_bpf(context_.get(), file));
    std::string bytes;
    struct stat info {};
    if (error_ == 0 && fstat(file, &info) == 0) {
      bytes.resize(static_cast<std::size_t>(info.st_size));
      if (pread(file, bytes.data(), bytes.size(), 0) != info.st_size) keep(-EIO);
    }
    if (file >= 0) close(file);
    if (error_ != 0) return fail_errno(error_, "cannot compile the system call filter");
    return bytes;
  }

 private:
  void keep(int result) {
    if (result < 0 && error_ == 0) error_ = -result;
  }

  std::unique_ptr<void, void (*)(scmp_filter_ctx)> context_;
  int error_ = 0;
};

}  // namespace

Result<std::string> seccomp_program(const Json& policy) {
  try {
    Filter filter;
    const auto families = policy.at("socket_families").get<std::map<std::string, int>>();
    std::set<int> numbers;
    for (const auto& [name, number] : families) numbers.insert(number);
    if (numbers.empty()) return fail(Code::config, "the seccomp policy allows no socket family");
    filter.allow_families("socket", numbers);
    filter.allow_families("socketpair", numbers);
    for (const auto& [name, number] : policy.at("denied_ioctls").items()) {
      filter.deny("ioctl", EPERM,
                  {SCMP_A1(SCMP_CMP_MASKED_EQ, low_half, number.get<scmp_datum_t>())});
    }
    for (const auto& name : policy.at("denied_calls")) filter.deny(name, EPERM);
    for (const auto& name : policy.at("missing_calls")) filter.deny(name, ENOSYS);
    filter.deny_files_with(S_ISUID);
    if (!policy.value("set_gid_files", true)) filter.deny_files_with(S_ISGID);
    filter.deny("openat2", ENOSYS);  // its mode lies in memory; programs then use openat
    // Its flags lie in memory, where no filter sees them; libraries then use clone.
    filter.deny("clone3", ENOSYS);
    // Whoever owns a cgroup namespace can mount the groups, and end or freeze what is in them.
    filter.deny_namespace(CLONE_NEWCGROUP);
    const auto& calls = policy.at("namespace_calls");
    if (!policy.value("nested_namespaces", false)) {
      for (const auto& name : calls) filter.deny(name, EPERM);
      filter.deny_namespace(CLONE_NEWUSER);
    }
    return filter.program();
  } catch (const Json::exception&) {
    return fail(Code::config, "policies/seccomp.json does not have the expected form",
                "Install Sandtray again, or set SANDTRAY_SHARE to the folder of its data files.");
  }
}

}  // namespace sandtray::platform
