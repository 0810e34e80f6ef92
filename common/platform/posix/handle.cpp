// SPDX-License-Identifier: MIT
#include "platform/handle.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace sandtray::platform {
namespace {

Io failure(int error) {
  if (error == EAGAIN || error == EWOULDBLOCK) return {IoState::would_block};
  // EIO is how a pseudo-terminal says that its other side has gone.
  if (error == EPIPE || error == ECONNRESET || error == EIO) return {IoState::closed, 0, error};
  return {IoState::failed, 0, error};
}

}  // namespace

void OwnedHandle::reset(Handle handle) {
  if (handle_ >= 0) close(handle_);
  handle_ = handle;
}

Io read_some(Handle handle, char* buffer, std::size_t size) {
  while (true) {
    const auto n = read(handle, buffer, size);
    if (n > 0) return {IoState::ok, static_cast<std::size_t>(n)};
    if (n == 0) return {IoState::closed};
    if (errno != EINTR) return failure(errno);
  }
}

Io write_some(Handle handle, std::string_view bytes) {
  while (true) {
    auto n = send(handle, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (n < 0 && errno == ENOTSOCK) n = write(handle, bytes.data(), bytes.size());
    if (n >= 0) return {IoState::ok, static_cast<std::size_t>(n)};
    if (errno != EINTR) return failure(errno);
  }
}

void occupy_standard_handles() {
  for (const int number : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (fcntl(number, F_GETFD) >= 0) continue;
    // The lowest free number is this one. Opened the wrong way round: lost output is an error.
    (void)open("/dev/null", number == STDIN_FILENO ? O_WRONLY : O_RDONLY);
  }
}

void keep_private(Handle handle) {
  fcntl(handle, F_SETFD, FD_CLOEXEC);
}

bool is_pipe(Handle handle) {
  struct stat info {};
  return fstat(handle, &info) == 0 && S_ISFIFO(info.st_mode);
}

Result<> set_blocking(Handle handle, bool blocking) {
  const int flags = fcntl(handle, F_GETFL);
  const int wanted = blocking ? flags & ~O_NONBLOCK : flags | O_NONBLOCK;
  if (flags < 0 || (flags != wanted && fcntl(handle, F_SETFL, wanted) < 0)) {
    return fail_errno(errno, "cannot change a descriptor's mode");
  }
  return {};
}

Result<std::pair<OwnedHandle, OwnedHandle>> make_pipe() {
  int ends[2];
  if (pipe(ends) != 0) return fail_errno(errno, "cannot make a pipe");
  for (const int end : ends) fcntl(end, F_SETFD, FD_CLOEXEC);
  return std::pair(OwnedHandle(ends[0]), OwnedHandle(ends[1]));
}

Result<std::pair<OwnedHandle, OwnedHandle>> make_input_pipe() {
  return make_pipe();
}

}  // namespace sandtray::platform
