// SPDX-License-Identifier: MIT
#include "session/mount_list.h"

#include "platform/file.h"
#include "platform/identity.h"

namespace sandtray::session {

Result<> write_mount_list(const sandbox::Plan& plan, const std::string& files_folder) {
  if (plan.report_descriptor == 0) return {};
  std::string list;
  for (const auto& mount : plan.shown) {
    const auto is = platform::identify(mount.source);
    if (!is) return Failure(is.error());
    list += std::to_string(is->device) + " " + std::to_string(is->inode) + " " + mount.path + '\0';
  }
  return platform::write_file(files_folder + "/" + sandbox::mounts_file, list);
}

}  // namespace sandtray::session
