// SPDX-License-Identifier: MIT
#include "platform/append_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>

#include "platform/reserve.h"

namespace sandtray::platform {

Result<AppendFile> AppendFile::create(const std::string& path) {
  AppendFile made;
  constexpr int flags = O_RDWR | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC | O_NOFOLLOW;
  made.file_.reset(open(path.c_str(), flags, 0600));
  if (!made.file_) return fail_errno(errno, "cannot write " + path);
  return made;
}

Io AppendFile::append(std::string_view bytes) {
  Io result{IoState::ok};
  while (!bytes.empty()) {
    const auto n = write(file_.get(), bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) {
      result.state = IoState::failed;
      result.error = errno;
      break;
    }
    result.bytes += static_cast<std::size_t>(n);
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  size_ += result.bytes;
  return result;
}

std::size_t AppendFile::read(std::uint64_t offset, char* buffer, std::size_t size) const {
  std::size_t done = 0;
  while (done < size) {
    const auto n =
        pread(file_.get(), buffer + done, size - done, static_cast<off_t>(offset + done));
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) break;
    done += static_cast<std::size_t>(n);
  }
  return done;
}

void AppendFile::end_reserve() {
  (void)!ftruncate(file_.get(), static_cast<off_t>(size_));
}

void AppendFile::reserve(std::uint64_t bytes) {
  reserve_space(file_.get(), size_, bytes);
}

}  // namespace sandtray::platform
