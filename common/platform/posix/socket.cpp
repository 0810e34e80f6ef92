// SPDX-License-Identifier: MIT
#include "platform/socket.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "platform/posix/wait_events.h"

namespace sandtray::platform {
namespace {

Result<OwnedHandle> make_socket() {
  OwnedHandle made(socket(AF_UNIX, SOCK_STREAM, 0));
  if (!made) return fail_errno(errno, "cannot make a socket");
  fcntl(made.get(), F_SETFD, FD_CLOEXEC);
  return made;
}

// The caller has checked the length.
sockaddr_un address_of(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, path.data(), path.size());
  return address;
}

int bind_privately(Handle handle, const sockaddr_un& address) {
  const mode_t mask = umask(0177);
  const int result = bind(handle, reinterpret_cast<const sockaddr*>(&address), sizeof address);
  const int error = errno;
  umask(mask);
  return result == 0 ? 0 : error;
}

int connect_to(Handle handle, const sockaddr_un& address) {
  int result = 0;
  do {
    result = connect(handle, reinterpret_cast<const sockaddr*>(&address), sizeof address);
  } while (result != 0 && errno == EINTR);
  return result == 0 ? 0 : errno;
}

bool somebody_listens(const sockaddr_un& address) {
  auto probe = make_socket();
  if (!probe || !set_blocking(probe->get(), false)) return true;
  const int error = connect_to(probe->get(), address);
  return error != ECONNREFUSED && error != ENOENT;
}

// Kept for the moment when the process has no descriptor left: without one a waiting client could
// be neither taken nor turned away, and the listener would stay readable for ever.
OwnedHandle& spare() {
  static OwnedHandle handle;
  return handle;
}

void keep_spare() {
  if (!spare()) spare() = OwnedHandle(open("/dev/null", O_RDONLY | O_CLOEXEC));
}

// True if there may be more to accept.
bool turn_away_one(Handle listener) {
  if (!spare()) return false;
  spare().reset();
  const bool was_there = static_cast<bool>(OwnedHandle(accept(listener, nullptr, nullptr)));
  keep_spare();
  return was_there;
}

// False when the deadline has passed.
bool wait_for(Handle handle, short events, Clock::time_point deadline) {
  while (true) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
    if (left <= 0) return false;
    pollfd waiting{handle, events, 0};
    const int n = wait_events(&waiting, 1, left > 60'000 ? 60'000 : static_cast<int>(left));
    if (n > 0) return true;
    if (n < 0 && errno != EINTR) return true;  // the following call tells what is wrong
  }
}

}  // namespace

std::string socket_address(const std::string& path) {
  return path;
}

std::size_t socket_path_limit() {
  return sizeof(sockaddr_un::sun_path) - 1;
}

Result<> check_socket_path(const std::string& path) {
  // On Linux that would be a name that anybody may connect to (unix(7), abstract).
  if (path.empty()) return fail(Code::internal, "a socket has no path");
  if (path.size() <= socket_path_limit()) return {};
  return fail(Code::unavailable,
              "the socket path " + path + " is too long: " + std::to_string(path.size()) +
                  " bytes, the limit is " + std::to_string(socket_path_limit()),
              "set XDG_RUNTIME_DIR to a folder with a shorter path");
}

Result<OwnedHandle> listen_socket(const std::string& path) {
  SANDTRAY_TRY(check_socket_path(path));
  auto made = make_socket();
  if (!made) return made;
  const auto address = address_of(path);
  int error = bind_privately(made->get(), address);
  if (error == EADDRINUSE) {
    if (somebody_listens(address)) {
      return fail(Code::unavailable, "another process listens on " + path);
    }
    unlink(path.c_str());
    error = bind_privately(made->get(), address);
  }
  if (error == 0 && listen(made->get(), 64) != 0) error = errno;
  if (error != 0) return fail_errno(error, "cannot listen on " + path);
  SANDTRAY_TRY(set_blocking(made->get(), false));
  keep_spare();
  return made;
}

OwnedHandle accept_socket(Handle listener) {
  while (true) {
    OwnedHandle client(accept(listener, nullptr, nullptr));
    if (!client) {
      if (errno == EINTR || errno == ECONNABORTED) continue;
      if ((errno == EMFILE || errno == ENFILE) && turn_away_one(listener)) continue;
      return {};
    }
    fcntl(client.get(), F_SETFD, FD_CLOEXEC);
    if (peer_is_same_user(client.get()) && set_blocking(client.get(), false)) return client;
  }
}

Result<OwnedHandle> connect_socket(const std::string& path, std::chrono::milliseconds patience) {
  SANDTRAY_TRY(check_socket_path(path));
  auto made = make_socket();
  if (!made) return made;
  // A full queue of waiting clients cannot be polled for; the kernel's own limit can be set.
  const auto us = std::chrono::microseconds(patience).count();
  const timeval limit{static_cast<time_t>(us / 1'000'000),
                      static_cast<suseconds_t>(us > 0 ? us % 1'000'000 : 1)};
  setsockopt(made->get(), SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
  const int error = connect_to(made->get(), address_of(path));
  if (error == ENOENT || error == ECONNREFUSED) {
    return fail(Code::not_found, "nobody listens on " + path);
  }
  if (error == EAGAIN || error == EWOULDBLOCK || error == ETIMEDOUT) {
    return fail(Code::unavailable, "the process that listens on " + path + " does not respond");
  }
  if (error != 0) return fail_errno(error, "cannot connect to " + path);
  if (!peer_is_same_user(made->get())) {
    return fail(Code::refused, "another user's process listens on " + path);
  }
  SANDTRAY_TRY(set_blocking(made->get(), false));
  return made;
}

Result<> send_all(Handle socket, std::string_view bytes, Clock::time_point deadline) {
  while (!bytes.empty()) {
    const Io io = write_some(socket, bytes);
    if (io.state == IoState::ok) {
      bytes.remove_prefix(io.bytes);
    } else if (io.state != IoState::would_block) {
      return fail_errno(io.error, "cannot send");
    } else if (!wait_for(socket, POLLOUT, deadline)) {
      return fail(Code::unavailable, "the other side does not read");
    }
  }
  return {};
}

Io receive_some(Handle socket, char* buffer, std::size_t size, Clock::time_point deadline) {
  while (true) {
    const Io io = read_some(socket, buffer, size);
    if (io.state != IoState::would_block || !wait_readable(socket, deadline)) return io;
  }
}

bool wait_readable(Handle handle, Clock::time_point deadline) {
  return wait_for(handle, POLLIN, deadline);
}

}  // namespace sandtray::platform
