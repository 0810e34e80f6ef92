// SPDX-License-Identifier: MIT
#include "platform/paths.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>

#include "platform/posix/runtime_folder.h"
#include "platform/program_path.h"
#include "platform/socket.h"

namespace sandtray::platform {
namespace {

// The XDG specification: a relative path is invalid and is ignored.
std::string folder_from(const char* variable, const std::string& fallback) {
  const char* value = std::getenv(variable);
  return value != nullptr && value[0] == '/' ? value : fallback;
}

Result<> make_folder(const std::string& path) {
  if (mkdir(path.c_str(), 0700) == 0 || errno == EEXIST) return {};
  const auto slash = path.rfind('/');
  if (errno == ENOENT && slash != std::string::npos && slash != 0) {
    SANDTRAY_TRY(make_folder(path.substr(0, slash)));
    if (mkdir(path.c_str(), 0700) == 0 || errno == EEXIST) return {};
  }
  return fail_errno(errno, "cannot make the folder " + path,
                    "Check who may write there and whether the disk is full.");
}

}  // namespace

Result<Paths> find_paths() {
  const char* home = std::getenv("HOME");
  if (home == nullptr || home[0] != '/') {
    return fail(Code::config, "HOME is not set to an absolute path", "Set HOME and try again.");
  }
  Paths paths;
  paths.home = home;
  paths.config = folder_from("XDG_CONFIG_HOME", paths.home + "/.config") + "/sandtray";
  paths.data = folder_from("XDG_DATA_HOME", paths.home + "/.local/share") + "/sandtray";
  paths.state = folder_from("XDG_STATE_HOME", paths.home + "/.local/state") + "/sandtray";
  paths.runtime = runtime_folder(folder_from("XDG_RUNTIME_DIR", ""), paths.state, paths.home,
                                 socket_path_limit());
  const auto program = program_path();
  paths.bin = program.substr(0, program.rfind('/'));
  const auto prefix = paths.bin.substr(0, paths.bin.rfind('/'));
  paths.share = folder_from("SANDTRAY_SHARE", prefix + "/share/sandtray");
  return paths;
}

Result<> make_private_folder(const std::string& path) {
  SANDTRAY_TRY(make_folder(path));
  struct stat info {};
  if (stat(path.c_str(), &info) != 0) return fail_errno(errno, "cannot look at " + path);
  if (!S_ISDIR(info.st_mode)) return fail_errno(ENOTDIR, "cannot use " + path);
  if (info.st_uid != geteuid() || (info.st_mode & (S_IWGRP | S_IWOTH)) != 0) {
    return fail(Code::refused, path + " can be changed by other users",
                "Make it yours alone: chown \"$USER\" and chmod 700.");
  }
  return {};
}

}  // namespace sandtray::platform
