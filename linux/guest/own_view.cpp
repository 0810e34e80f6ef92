// SPDX-License-Identifier: MIT
#include "guest/own_view.h"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <string>

namespace sandtray::guest {
namespace {

constexpr unsigned long harmless = MS_NOSUID | MS_NODEV;

bool make_folders(const std::string& path) {
  for (auto at = path.find('/', 1); at != std::string::npos; at = path.find('/', at + 1)) {
    if (mkdir(path.substr(0, at).c_str(), 0755) != 0 && errno != EEXIST) return false;
  }
  return mkdir(path.c_str(), 0755) == 0 || errno == EEXIST;
}

}  // namespace

bool show_own_processes() {
  return mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
         mount("proc", "/proc", "proc", harmless | MS_NOEXEC, nullptr) == 0;
}

bool show_own_memory() {
  const auto is_shown = [](const char* at, const char* kind, const char* options) {
    return mount("sandtray", at, kind, harmless, options) == 0 || errno == ENOENT;
  };
  return is_shown("/dev/shm", "tmpfs", "size=50%,mode=1777") &&
         is_shown("/dev/mqueue", "mqueue", nullptr);
}

int open_folder(const char* path) {
  open_how how{};
  how.flags = O_PATH | O_DIRECTORY | O_CLOEXEC;
  how.resolve = RESOLVE_NO_SYMLINKS;
  return static_cast<int>(syscall(SYS_openat2, AT_FDCWD, path, &how, sizeof how));
}

bool hide_folders(const std::vector<const char*>& hidden, const std::vector<ShownFolder>& shown) {
  if (hidden.empty()) return true;
  // Their own paths lead elsewhere once the folders above them are hidden.
  std::vector<std::string> sources;
  for (const auto& each : shown) {
    const int folder = open_folder(each.path);
    if (folder < 0) return false;
    sources.push_back("/proc/self/fd/" + std::to_string(folder));
  }
  for (const auto* path : hidden) {
    if (mount("sandtray", path, "tmpfs", harmless, "size=64k,mode=0755") != 0) return false;
  }
  for (std::size_t i = 0; i < shown.size(); ++i) {
    if (!make_folders(shown[i].at)) return false;
    if (mount(sources[i].c_str(), shown[i].at, nullptr, MS_BIND | MS_REC, nullptr) != 0)
      return false;
  }
  for (const auto* path : hidden) {
    constexpr auto read_only = MS_BIND | MS_REMOUNT | MS_RDONLY | harmless;
    if (mount(nullptr, path, nullptr, read_only, nullptr) != 0) return false;
  }
  return true;
}

}  // namespace sandtray::guest
