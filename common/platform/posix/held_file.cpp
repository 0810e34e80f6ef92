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
#include "platform/file.h"
#include "platform/hard_links.h"
#include "platform/posix/plain_folder.h"

namespace sandtray::platform {
namespace {

constexpr int attempts = 16;
constexpr mode_t mark = S_ISVTX;  // of a folder of ours
constexpr mode_t all_bits = 07777;

// Whether the name still means the open file.
bool is_same(int handle, int folder, const char* name) {
  struct stat open_file {
  }, named{};
  return fstat(handle, &open_file) == 0 &&
         fstatat(folder, name, &named, AT_SYMLINK_NOFOLLOW) == 0 &&
         open_file.st_dev == named.st_dev && open_file.st_ino == named.st_ino;
}

bool is_marked(const struct stat& info) {
  return S_ISDIR(info.st_mode) && (info.st_mode & mark) != 0;
}

bool holds(int handle, const std::string& content, bool folder) {
  if (folder) {
    struct stat info {};
    return fstat(handle, &info) == 0 && is_marked(info);
  }
  std::string found(content.size() + 1, '\0');
  const auto length = pread(handle, found.data(), found.size(), 0);
  return length == static_cast<ssize_t>(content.size()) &&
         found.compare(0, content.size(), content) == 0;
}

// Linux marks it in the same step; macOS takes the bit only afterwards.
int make_folder(int parent, const char* name) {
  if (mkdirat(parent, name, 0755 | mark) != 0) return errno == EEXIST ? 0 : errno;
  struct stat made {};
  if (fstatat(parent, name, &made, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(made.st_mode) &&
      !is_marked(made)) {
    // On a disk without such bits nobody can tell it from the person's own.
    [[maybe_unused]] const int refused =
        fchmodat(parent, name, (made.st_mode & all_bits) | mark, 0);
  }
  return 0;
}

// An errno, or 0: it is there, made by us or by somebody else.
int make(int parent, const char* name, const std::string& content, bool folder) {
  if (folder) return make_folder(parent, name);
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
    if (!file || !holds(file.get(), content, folder)) return held;
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
  if (!holds(handle_.get(), content_, folder_)) return false;
  if (unlinkat(from, name.c_str(), folder_ ? AT_REMOVEDIR : 0) == 0) return true;
  struct stat info {};
  if (folder_ && errno != ENOENT && fstat(handle_.get(), &info) == 0) {
    (void)fchmod(handle_.get(), info.st_mode & all_bits & ~mark);
  }
  return false;
}

bool HeldFile::is_there(const std::string& path, const std::string& content, bool folder) {
  struct stat info {};
  if (folder) return lstat(path.c_str(), &info) == 0 && is_marked(info);
  if (kind_of(path) != PathKind::file || has_other_names(path)) return false;
  const auto found = read_file(path, content.size());  // more than that is an error
  return found && *found == content;
}

}  // namespace sandtray::platform
