// SPDX-License-Identifier: MIT
#include "platform/held_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace sandtray::platform {
namespace {

constexpr int attempts = 16;

// Whether the path still names the open file.
bool is_same(int handle, const std::string& path) {
  struct stat open_file {
  }, named{};
  return fstat(handle, &open_file) == 0 && lstat(path.c_str(), &named) == 0 &&
         open_file.st_dev == named.st_dev && open_file.st_ino == named.st_ino;
}

bool holds(int handle, const std::string& content) {
  std::string found(content.size() + 1, '\0');
  const auto length = pread(handle, found.data(), found.size(), 0);
  return length == static_cast<ssize_t>(content.size()) &&
         found.compare(0, content.size(), content) == 0;
}

// An errno, or 0: it is there, made by us or by somebody else.
int make(const std::string& path, const std::string& content, bool folder) {
  if (folder) return mkdir(path.c_str(), 0755) == 0 || errno == EEXIST ? 0 : errno;
  const int handle = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0644);
  if (handle < 0) return errno == EEXIST ? 0 : errno;
  const auto written = write(handle, content.data(), content.size());
  const int error = written == static_cast<ssize_t>(content.size()) ? 0 : written < 0 ? errno : EIO;
  if (error != 0) unlink(path.c_str());
  close(handle);
  return error;
}

}  // namespace

Result<HeldFile> HeldFile::hold(const std::string& path, const std::string& content, bool folder) {
  HeldFile held;
  held.path_ = path;
  held.content_ = content;
  held.folder_ = folder;
  // The last holder may remove it between our steps.
  for (int attempt = 0; attempt < attempts; ++attempt) {
    if (const int error = make(path, content, folder); error != 0) {
      return fail_errno(error, "cannot make " + path);
    }
    const int handle = open(
        path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | (folder ? O_DIRECTORY : 0));
    if (handle < 0 && errno == ENOENT) continue;
    if (handle < 0) return held;
    const bool ours = folder || holds(handle, content);
    if (ours && flock(handle, LOCK_SH | LOCK_NB) == 0 && is_same(handle, path)) {
      held.handle_ = handle;
      return held;
    }
    close(handle);
    if (!ours) return held;
  }
  return held;
}

HeldFile::HeldFile(HeldFile&& other) noexcept
    : path_(std::move(other.path_)),
      content_(std::move(other.content_)),
      folder_(other.folder_),
      handle_(std::exchange(other.handle_, -1)) {}

HeldFile& HeldFile::operator=(HeldFile&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(content_, other.content_);
  std::swap(folder_, other.folder_);
  std::swap(handle_, other.handle_);
  return *this;
}

HeldFile::~HeldFile() {
  if (handle_ >= 0) close(handle_);
}

bool HeldFile::remove_if_last() {
  if (handle_ < 0 || flock(handle_, LOCK_EX | LOCK_NB) != 0 || !is_same(handle_, path_)) {
    return false;
  }
  if (folder_) return rmdir(path_.c_str()) == 0;
  return holds(handle_, content_) && unlink(path_.c_str()) == 0;
}

}  // namespace sandtray::platform
