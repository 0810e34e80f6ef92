// SPDX-License-Identifier: MIT
#include "platform/held_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "base/path.h"
#include "base/text.h"
#include "platform/posix/plain_folder.h"

namespace sandtray::platform {
namespace {

constexpr int attempts = 16;

// Whether the name still means the open file.
bool is_same(int handle, int folder, const char* name) {
  struct stat open_file {
  }, named{};
  return fstat(handle, &open_file) == 0 &&
         fstatat(folder, name, &named, AT_SYMLINK_NOFOLLOW) == 0 &&
         open_file.st_dev == named.st_dev && open_file.st_ino == named.st_ino;
}

bool holds(int handle, const std::string& content) {
  std::string found(content.size() + 1, '\0');
  const auto length = pread(handle, found.data(), found.size(), 0);
  return length == static_cast<ssize_t>(content.size()) &&
         found.compare(0, content.size(), content) == 0;
}

// An errno, or 0: it is there, made by us or by somebody else.
int make(int parent, const char* name, const std::string& content, bool folder) {
  if (folder) return mkdirat(parent, name, 0755) == 0 || errno == EEXIST ? 0 : errno;
  const OwnedHandle file(
      openat(parent, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0644));
  if (!file) return errno == EEXIST ? 0 : errno;
  const auto written = write(file.get(), content.data(), content.size());
  const int error = written == static_cast<ssize_t>(content.size()) ? 0 : written < 0 ? errno : EIO;
  if (error != 0) unlinkat(parent, name, 0);
  return error;
}

}  // namespace

Result<HeldFile> HeldFile::hold(const std::string& path, const std::string& content, bool folder) {
  auto parent = open_plain_folder(parent_of(path));
  if (!parent) {
    auto error = parent.error();
    error.message = "cannot make " + display_text(path) + ": " + error.message;
    return Failure(error);
  }
  HeldFile held;
  held.path_ = path;
  held.content_ = content;
  held.folder_ = folder;
  held.parent_ = std::move(*parent);
  const auto name = name_of(path);
  const int from = held.parent_.get();
  // The last holder may remove it between our steps.
  for (int attempt = 0; attempt < attempts; ++attempt) {
    if (const int error = make(from, name.c_str(), content, folder); error != 0) {
      return fail_errno(error, "cannot make " + path);
    }
    OwnedHandle file(
        openat(from, name.c_str(),
               O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | (folder ? O_DIRECTORY : 0)));
    if (!file && errno == ENOENT) continue;
    if (!file || (!folder && !holds(file.get(), content))) return held;
    if (flock(file.get(), LOCK_SH | LOCK_NB) == 0 && is_same(file.get(), from, name.c_str())) {
      held.handle_ = std::move(file);
      return held;
    }
  }
  return held;
}

bool HeldFile::remove_if_last() {
  const auto name = name_of(path_);
  const int from = parent_.get();
  if (!handle_ || flock(handle_.get(), LOCK_EX | LOCK_NB) != 0 ||
      !is_same(handle_.get(), from, name.c_str())) {
    return false;
  }
  if (folder_) return unlinkat(from, name.c_str(), AT_REMOVEDIR) == 0;
  return holds(handle_.get(), content_) && unlinkat(from, name.c_str(), 0) == 0;
}

}  // namespace sandtray::platform
