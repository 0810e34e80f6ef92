// SPDX-License-Identifier: MIT
#include "platform/part_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "base/path.h"
#include "base/text.h"
#include "platform/file.h"

namespace sandtray::platform {
namespace {

constexpr int attempts = 16;  // another process may publish or remove it between our steps

Result<> check_target(const std::string& target) {
  const auto kind = kind_of(target);
  if (kind == PathKind::missing || kind == PathKind::file) return {};
  return fail(Code::refused, display_text(target) + " is there and is no regular file",
              "Look at it, and remove it if it is not needed.");
}

Failure not_ours(const std::string& part) {
  return fail(Code::refused, display_text(part) + " is not what Sandtray has left there",
              "Look at it, and remove it if it is not needed.");
}

Failure cannot_write(int error, const std::string& path) {
  auto failure = fail_errno(error, "cannot write " + display_text(path));
  const auto name = display_text(path);
  if (error == ENOSPC || error == EDQUOT) {
    failure.value().hint =
        "Make room on that disk and try again: " + name + " keeps what is there.";
  } else if (error == EFBIG) {
    failure.value().hint = "A limit of this system or disk on the size of files is in the way; " +
                           name + " keeps what is there.";
  }
  return failure;
}

int sync_to_disk(int file) {
#ifdef F_FULLFSYNC
  if (fcntl(file, F_FULLFSYNC) == 0) return 0;
#endif
  return fsync(file) == 0 ? 0 : errno;
}

}  // namespace

Result<PartFile> PartFile::open(const std::string& target) {
  SANDTRAY_TRY(check_target(target));
  const auto part = path_for(target);
  for (int attempt = 0; attempt < attempts; ++attempt) {
    OwnedHandle file(::open(
        part.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY, 0600));
    struct stat info {};
    if (!file || fstat(file.get(), &info) != 0) {
      if (errno == ELOOP || errno == EISDIR || errno == ENXIO || errno == EMLINK) {
        return not_ours(part);
      }
      return cannot_write(errno, part);
    }
    if (!S_ISREG(info.st_mode) || info.st_nlink > 1 || info.st_uid != geteuid()) {
      return not_ours(part);
    }
    if (flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
      if (errno != EWOULDBLOCK) return fail_errno(errno, "cannot lock " + display_text(part));
      return fail(Code::unavailable, "another process fetches " + display_text(target) + " now",
                  "Wait for it and try again: what it has fetched will not be fetched again.");
    }
    if (!is_file_at(file.get(), part)) continue;
    const auto size = size_of(file.get());
    return PartFile(target, std::move(file), size);
  }
  return fail(Code::unavailable, display_text(part) + " does not stay where it is");
}

Result<> PartFile::append(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto n = pwrite(file_.get(), bytes.data(), bytes.size(), static_cast<off_t>(size_));
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return cannot_write(errno, path_for(target_));
    size_ += static_cast<std::uint64_t>(n);
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return {};
}

Result<std::size_t> PartFile::read(std::uint64_t offset, char* buffer, std::size_t size) const {
  while (true) {
    const auto n = pread(file_.get(), buffer, size, static_cast<off_t>(offset));
    if (n >= 0) return static_cast<std::size_t>(n);
    if (errno != EINTR) return fail_errno(errno, "cannot read " + path_for(target_));
  }
}

Result<> PartFile::empty() {
  if (ftruncate(file_.get(), 0) != 0) return cannot_write(errno, path_for(target_));
  size_ = 0;
  return {};
}

Result<> PartFile::publish(unsigned mode) {
  const auto part = path_for(target_);
  if (fchmod(file_.get(), static_cast<mode_t>(mode)) != 0) return cannot_write(errno, part);
  if (const int error = sync_to_disk(file_.get()); error != 0) return cannot_write(error, part);
  SANDTRAY_TRY(check_target(target_));
  if (!is_file_at(file_.get(), part)) return not_ours(part);
  SANDTRAY_TRY(rename_path(part, target_));
  const OwnedHandle folder(::open(parent_of(target_).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder) (void)fsync(folder.get());  // the name; the content is there
  file_.reset();
  return {};
}

void PartFile::remove() {
  const auto part = path_for(target_);
  if (is_file_at(file_.get(), part)) unlink(part.c_str());
  file_.reset();
  size_ = 0;
}

}  // namespace sandtray::platform
