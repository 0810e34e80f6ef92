// SPDX-License-Identifier: MIT
#include "platform/identity.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>

#include "base/text.h"
#include "platform/handle.h"

namespace sandtray::platform {
namespace {

// Folders on the way need only be passable, not readable.
#ifdef O_PATH
constexpr int passing = O_PATH;
#else
constexpr int passing = O_SEARCH;
#endif

Failure refuse(int error, const std::string& path) {
  if (error == ELOOP || error == ENOTDIR || error == EMLINK) {
    return fail(Code::refused, display_text(path) + " leads through a symbolic link",
                "Somebody has put it there just now: an agent of another session?");
  }
  return fail_errno(error, "cannot look at " + display_text(path));
}

}  // namespace

Result<FileIdentity> identify(const std::string& path) {
  OwnedHandle folder(open("/", passing | O_DIRECTORY | O_CLOEXEC));
  if (!folder) return refuse(errno, path);
  const auto parts = split(path, '/');
  struct stat info {};
  if (fstat(folder.get(), &info) != 0) return refuse(errno, path);
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i].empty()) continue;
    if (fstatat(folder.get(), parts[i].c_str(), &info, AT_SYMLINK_NOFOLLOW) != 0) {
      return refuse(errno, path);
    }
    if (S_ISLNK(info.st_mode)) return refuse(ELOOP, path);
    if (i + 1 == parts.size()) break;
    OwnedHandle next(
        openat(folder.get(), parts[i].c_str(), passing | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!next) return refuse(errno, path);
    folder = std::move(next);
  }
  return FileIdentity{static_cast<std::uint64_t>(info.st_dev),
                      static_cast<std::uint64_t>(info.st_ino)};
}

}  // namespace sandtray::platform
