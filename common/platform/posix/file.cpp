// SPDX-License-Identifier: MIT
#include "platform/file.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <utility>

namespace sandtray::platform {
namespace {

struct Descriptor {
  int value;
  explicit Descriptor(int fd) : value(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (value >= 0) close(value);
  }
};

Result<std::string> read_at(int fd, const std::string& path, off_t from, std::size_t size) {
  std::string content(size, '\0');
  std::size_t done = 0;
  while (done < size) {
    const auto n = pread(fd, content.data() + done, size - done, from + static_cast<off_t>(done));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return fail_errno(errno, "cannot read " + path);
    if (n == 0) break;
    done += static_cast<std::size_t>(n);
  }
  content.resize(done);
  return content;
}

Result<struct stat> regular_file(int fd, const std::string& path) {
  struct stat info {};
  if (fd < 0 || fstat(fd, &info) != 0) {
    const int error = errno;
    auto failure = fail_errno(error, "cannot read " + path);
    if (error == ENOENT) failure.value().code = Code::not_found;
    return failure;
  }
  if (!S_ISREG(info.st_mode)) return fail(Code::config, path + " is not a regular file");
  return info;
}

Result<> remove_at(int parent, const std::string& name, const std::string& shown) {
  if (unlinkat(parent, name.c_str(), 0) == 0 || errno == ENOENT) return {};
  if (errno != EISDIR && errno != EPERM) return fail_errno(errno, "cannot remove " + shown);
  Descriptor folder(openat(parent, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (folder.value < 0) return fail_errno(errno, "cannot remove " + shown);
  DIR* entries = fdopendir(dup(folder.value));
  if (entries == nullptr) return fail_errno(errno, "cannot list " + shown);
  Result<> result;
  while (const dirent* entry = readdir(entries)) {
    const std::string child = entry->d_name;
    if (child == "." || child == "..") continue;
    result = remove_at(folder.value, child, shown + "/" + child);
    if (!result) break;
  }
  closedir(entries);
  if (result && unlinkat(parent, name.c_str(), AT_REMOVEDIR) != 0 && errno != ENOENT) {
    return fail_errno(errno, "cannot remove " + shown);
  }
  return result;
}

// 0, or the errno of what failed; then nothing that it has made stays.
int write_new(const std::string& path, int how, std::string_view content, unsigned mode) {
  const Descriptor fd(open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW | how,
                           static_cast<mode_t>(mode)));
  if (fd.value < 0) return errno;
  int error = 0;
  while (error == 0 && !content.empty()) {
    const auto n = write(fd.value, content.data(), content.size());
    if (n >= 0) content.remove_prefix(static_cast<std::size_t>(n));
    if (n < 0 && errno != EINTR) error = errno;
  }
  if (error == 0 && fchmod(fd.value, static_cast<mode_t>(mode)) != 0) error = errno;
  if (error != 0) unlink(path.c_str());
  return error;
}

}  // namespace

Result<std::string> read_file(const std::string& path, std::uint64_t limit) {
  Descriptor fd(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  auto info = regular_file(fd.value, path);
  if (!info) return Failure(info.error());
  const auto size = static_cast<std::uint64_t>(info->st_size);
  if (size > limit) return fail(Code::config, path + " is too large to be read");
  return read_at(fd.value, path, 0, static_cast<std::size_t>(size));
}

Result<std::string> read_head(const std::string& path, std::uint64_t bytes) {
  Descriptor fd(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  auto info = regular_file(fd.value, path);
  if (!info) return Failure(info.error());
  const auto size = std::min(bytes, static_cast<std::uint64_t>(info->st_size));
  return read_at(fd.value, path, 0, static_cast<std::size_t>(size));
}

Result<OwnedHandle> open_readable(const std::string& path) {
  OwnedHandle file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  const auto info = regular_file(file.get(), path);
  if (!info) return Failure(info.error());
  SANDTRAY_TRY(set_blocking(file.get(), true));
  return file;
}

Result<std::string> read_tail(const std::string& path, std::uint64_t bytes) {
  Descriptor fd(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  auto info = regular_file(fd.value, path);
  if (!info) return Failure(info.error());
  const auto size = static_cast<std::uint64_t>(info->st_size);
  const auto from = size > bytes ? size - bytes : 0;
  return read_at(fd.value, path, static_cast<off_t>(from), static_cast<std::size_t>(size - from));
}

Result<> write_file(const std::string& path, std::string_view content, unsigned mode) {
  const auto temporary = path + ".new." + std::to_string(getpid());
  int error = write_new(temporary, O_TRUNC, content, mode);
  if (error == 0 && rename(temporary.c_str(), path.c_str()) != 0) {
    error = errno;
    unlink(temporary.c_str());
  }
  return error == 0 ? Result<>{} : fail_errno(error, "cannot write " + path);
}

Result<> make_file(const std::string& path, std::string_view content, unsigned mode) {
  const int error = write_new(path, O_EXCL, content, mode);
  return error == 0 ? Result<>{} : fail_errno(error, "cannot write " + path);
}

Result<> rename_path(const std::string& from, const std::string& to) {
  if (rename(from.c_str(), to.c_str()) != 0) return fail_errno(errno, "cannot rename " + from);
  return {};
}

Result<> remove_tree(const std::string& path) {
  return remove_at(AT_FDCWD, path, path);
}

OwnedHandle open_to_read(const std::string& path) {
  OwnedHandle file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW));
  struct stat info {};
  if (file && (fstat(file.get(), &info) != 0 || !S_ISREG(info.st_mode))) file.reset();
  return file;
}

std::uint64_t size_of(Handle file) {
  struct stat info {};
  const bool is_file = fstat(file, &info) == 0 && S_ISREG(info.st_mode);
  return is_file ? static_cast<std::uint64_t>(info.st_size) : 0;
}

bool is_file_at(Handle file, const std::string& path) {
  struct stat open_file {};
  struct stat named {};
  return fstat(file, &open_file) == 0 && lstat(path.c_str(), &named) == 0 &&
         open_file.st_dev == named.st_dev && open_file.st_ino == named.st_ino;
}

PathKind kind_of(const std::string& path) {
  struct stat info {};
  if (lstat(path.c_str(), &info) != 0) return PathKind::missing;
  switch (info.st_mode & S_IFMT) {
    case S_IFREG:
      return PathKind::file;
    case S_IFDIR:
      return PathKind::folder;
    case S_IFLNK:
      return PathKind::link;
    default:
      return PathKind::other;
  }
}

std::string read_link(const std::string& path) {
  char target[PATH_MAX];
  const auto length = readlink(path.c_str(), target, sizeof target);
  return length > 0 ? std::string(target, static_cast<std::size_t>(length)) : std::string();
}

Ids own_ids() {
  return {std::to_string(geteuid()), std::to_string(getegid())};
}

bool is_root() {
  return geteuid() == 0;
}

bool may_write_unprivileged(const std::string& path) {
  struct stat info {};
  if (access(path.c_str(), W_OK) != 0 || stat(path.c_str(), &info) != 0) return false;
  if (geteuid() != 0) return true;
  // access() says yes to root for everything that is not on a read-only file system.
  if (info.st_uid == 0) return (info.st_mode & S_IWUSR) != 0;
  if (info.st_gid == getegid()) return (info.st_mode & S_IWGRP) != 0;
  return (info.st_mode & S_IWOTH) != 0;
}

bool exists(const std::string& path) {
  return access(path.c_str(), F_OK) == 0;
}

bool is_folder(const std::string& path) {
  struct stat info {};
  return stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
}

std::vector<std::string> list_folder(const std::string& path) {
  std::vector<std::string> names;
  DIR* entries = opendir(path.c_str());
  if (entries == nullptr) return names;
  while (const dirent* entry = readdir(entries)) {
    const std::string name = entry->d_name;
    if (name != "." && name != "..") names.push_back(name);
  }
  closedir(entries);
  std::sort(names.begin(), names.end());
  return names;
}

Result<std::string> real_path(const std::string& path) {
  char resolved[PATH_MAX];
  if (realpath(path.c_str(), resolved) == nullptr) {
    const int error = errno;
    auto failure = fail_errno(error, "cannot find " + path);
    failure.value().code = Code::not_found;
    return failure;
  }
  return std::string(resolved);
}

std::string short_path(const std::string& path) {
  return path;
}

Result<FileLock> FileLock::acquire(const std::string& path, bool wait) {
  Descriptor fd(open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (fd.value < 0) return fail_errno(errno, "cannot open the lock " + path);
  while (flock(fd.value, LOCK_EX | (wait ? 0 : LOCK_NB)) != 0) {
    if (errno == EINTR) continue;
    if (errno == EWOULDBLOCK)
      return fail(Code::unavailable, path + " is locked by another process");
    return fail_errno(errno, "cannot lock " + path);
  }
  return FileLock(std::exchange(fd.value, -1));
}

FileLock FileLock::adopt(int handle) {
  return FileLock(handle);
}

FileLock::FileLock(FileLock&& other) noexcept : handle_(std::exchange(other.handle_, -1)) {}

FileLock& FileLock::operator=(FileLock&& other) noexcept {
  std::swap(handle_, other.handle_);
  return *this;
}

FileLock::~FileLock() {
  if (handle_ >= 0) close(handle_);
}

bool is_locked(const std::string& path) {
  Descriptor fd(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  if (fd.value < 0) return false;
  return flock(fd.value, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
}

Result<> wait_until_unlocked(const std::string& path) {
  Descriptor fd(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  if (fd.value < 0) return errno == ENOENT ? Result<>{} : fail_errno(errno, "cannot open " + path);
  while (flock(fd.value, LOCK_SH) != 0) {
    if (errno != EINTR) return fail_errno(errno, "cannot wait for the lock " + path);
  }
  return {};
}

}  // namespace sandtray::platform
