// SPDX-License-Identifier: MIT
#include "platform/ownership.h"

#include "platform/native.h"
#include "platform/security.h"
#include "platform/wide.h"

namespace sandtray::platform {
namespace {

bool is_private_at(const std::string& path) {
  const NativeHandle file(CreateFileW(native_path(path).c_str(), READ_CONTROL,
                                      FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
                                      nullptr, OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS, nullptr));
  return file && is_private(file.get());
}

}  // namespace

bool only_owner_may_change(const std::string& path) {
  return is_private_at(path) && is_private_at(path.substr(0, path.rfind('/')));
}

bool others_may_replace(const std::string& path) {
  return !is_private_at(path.substr(0, path.rfind('/')));
}

std::string keep_others_out_command(const std::string& path) {
  const auto folder = path.substr(0, path.rfind('/'));
  return "icacls \"" + folder +
         "\" /inheritance:r /grant:r \"%USERNAME%:(OI)(CI)F\" \"SYSTEM:(OI)(CI)F\" /T";
}

}  // namespace sandtray::platform
