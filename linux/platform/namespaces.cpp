// SPDX-License-Identifier: MIT
#include "platform/namespaces.h"

#include <fcntl.h>
#include <sched.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>

#include "platform/process.h"

namespace sandtray::platform {
namespace {

// The number in a file of /proc/sys; -1 when there is none.
long setting(const char* path) {
  const int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return -1;
  char text[32] = {};
  const auto length = read(fd, text, sizeof text - 1);
  close(fd);
  return length > 0 ? std::strtol(text, nullptr, 10) : -1;
}

int end_at_once(void*) {
  return 0;
}

// 0, or the errno with which the kernel refuses a user namespace to a child of ours. It has our
// memory while we wait, for every launch asks.
int try_namespace() {
  alignas(16) char stack[4096];
  const pid_t child =
      clone(end_at_once, stack + sizeof stack,
            CLONE_VM | CLONE_VFORK | CLONE_NEWUSER | CLONE_NEWNS | SIGCHLD, nullptr);
  if (child < 0) return errno;
  wait_for(child);
  return 0;
}

bool try_bwrap(const std::string& bwrap) {
  SpawnOptions options;
  options.argv = {bwrap, "--unshare-user", "--ro-bind", "/", "/", "--", "/bin/true"};
  const auto pid = spawn(options);
  return pid && wait_for(*pid).code == 0;
}

}  // namespace

NamespaceAnswer probe_user_namespaces(const std::string& bwrap) {
  if (access("/proc/self/ns/user", F_OK) != 0) {
    return {"the kernel has no user namespaces", "Boot a kernel that has them (CONFIG_USER_NS)."};
  }
  if (setting("/proc/sys/user/max_user_namespaces") == 0) {
    return {"user namespaces are switched off (user.max_user_namespaces is 0)",
            "sudo sysctl -w user.max_user_namespaces=15000"};
  }
  if (geteuid() != 0 && setting("/proc/sys/kernel/unprivileged_userns_clone") == 0) {
    return {"user namespaces are for root only (kernel.unprivileged_userns_clone is 0)",
            "sudo sysctl -w kernel.unprivileged_userns_clone=1"};
  }
  if (const int error = try_namespace(); error != 0) {
    return {std::string("the kernel refuses a user namespace: ") + std::strerror(error),
            "Inside a container allow it nested user namespaces (docker run --security-opt "
            "seccomp=unconfined --security-opt apparmor=unconfined)."};
  }
  // AppArmor lets anybody make one, but only programs with a profile use it.
  if (geteuid() != 0 && !bwrap.empty() &&
      setting("/proc/sys/kernel/apparmor_restrict_unprivileged_userns") == 1 && !try_bwrap(bwrap)) {
    return {
        "AppArmor keeps user namespaces from bubblewrap "
        "(kernel.apparmor_restrict_unprivileged_userns is 1)",
        "`sandtray doctor` shows the AppArmor profile that allows it for bubblewrap alone."};
  }
  return {};
}

}  // namespace sandtray::platform
