// SPDX-License-Identifier: MIT
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>

#include "base/text.h"
#include "platform/file.h"
#include "platform/not_executable.h"

namespace sandtray::platform {
namespace {

bool is_file(const std::string& path) {
  struct stat info {};
  return stat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode);
}

std::string find(const std::string& name, bool executable) {
  const auto fits = [executable](const std::string& path) {
    return is_file(path) && (access(path.c_str(), X_OK) == 0) == executable;
  };
  if (name.find('/') != std::string::npos) return fits(name) ? name : "";
  const char* path = std::getenv("PATH");
  for (const auto& folder : split(path != nullptr ? path : "/usr/local/bin:/usr/bin:/bin", ':')) {
    // Others are relative: a workspace must not put its own programs before the person's.
    if (folder.starts_with('/') && fits(folder + "/" + name)) return folder + "/" + name;
  }
  return "";
}

}  // namespace

std::string find_executable(const std::string& name) {
  return find(name, true);
}

std::string find_not_executable(const std::string& name) {
  return find(name, false);
}

}  // namespace sandtray::platform
