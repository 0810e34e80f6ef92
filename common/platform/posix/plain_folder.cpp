// SPDX-License-Identifier: MIT
#include "platform/posix/plain_folder.h"

#include <fcntl.h>

#include <cerrno>

#include "base/text.h"

namespace sandtray::platform {
namespace {

#ifdef O_PATH
constexpr int passing = O_PATH;
#else
constexpr int passing = O_SEARCH;
#endif

}  // namespace

Failure leads_through_a_link(const std::string& path) {
  return fail(Code::refused, display_text(path) + " leads through a symbolic link",
              "Somebody has put it there just now: an agent of another session?");
}

Result<OwnedHandle> open_plain_folder(const std::string& path) {
  OwnedHandle folder(open("/", passing | O_DIRECTORY | O_CLOEXEC));
  for (const auto& part : split(path, '/')) {
    if (!folder) break;
    if (part.empty()) continue;
    folder = OwnedHandle(
        openat(folder.get(), part.c_str(), passing | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  }
  if (folder) return folder;
  if (errno == ELOOP || errno == ENOTDIR || errno == EMLINK) return leads_through_a_link(path);
  return fail_errno(errno, "cannot look at " + display_text(path));
}

}  // namespace sandtray::platform
