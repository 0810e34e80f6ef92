// SPDX-License-Identifier: MIT
#include "platform/identity.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>

#include "base/path.h"
#include "base/text.h"
#include "platform/posix/plain_folder.h"

namespace sandtray::platform {

Result<FileIdentity> identify(const std::string& path) {
  const auto folder = open_plain_folder(parent_of(path));
  if (!folder) return Failure(folder.error());
  const auto name = name_of(path);
  struct stat info {};
  if (fstatat(folder->get(), name.empty() ? "." : name.c_str(), &info, AT_SYMLINK_NOFOLLOW) != 0) {
    return fail_errno(errno, "cannot look at " + display_text(path));
  }
  if (S_ISLNK(info.st_mode)) return leads_through_a_link(path);
  return FileIdentity{static_cast<std::uint64_t>(info.st_dev),
                      static_cast<std::uint64_t>(info.st_ino)};
}

}  // namespace sandtray::platform
