// SPDX-License-Identifier: MIT
// A local socket is a named pipe here. Its name is made of the path's hash and the user's own
// number, so two users never meet; only this user may open it, and both sides check who the other
// is, because a name can be taken by anybody first.
#include "platform/socket.h"

#include <windows.h>

#include <bcrypt.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "platform/security.h"
#include "platform/stream.h"
#include "platform/wide.h"

namespace sandtray::platform {
namespace {

constexpr DWORD buffer_size = 64 << 10;

constexpr std::string_view address_prefix = "//./pipe/sandtray-";

// Paths that name the same file give the same name; the hash keeps any length and any character.
// An address is a name already.
std::wstring pipe_name(const std::string& path) {
  if (path.starts_with(address_prefix)) {
    auto name = to_wide(path);
    std::replace(name.begin(), name.end(), L'/', L'\\');
    return name;
  }
  auto native = native_path(path);
  LCMapStringEx(LOCALE_NAME_INVARIANT, LCMAP_LOWERCASE, native.data(),
                static_cast<int>(native.size()), native.data(), static_cast<int>(native.size()),
                nullptr, nullptr, 0);
  std::array<unsigned char, 32> digest{};
  BCRYPT_ALG_HANDLE algorithm = nullptr;
  if (BCryptOpenAlgorithmProvider(&algorithm, BCRYPT_SHA256_ALGORITHM, nullptr, 0) < 0) return L"";
  const auto status =
      BCryptHash(algorithm, nullptr, 0, reinterpret_cast<PUCHAR>(native.data()),
                 static_cast<ULONG>(native.size() * sizeof(wchar_t)), digest.data(), digest.size());
  BCryptCloseAlgorithmProvider(algorithm, 0);
  if (status < 0) return L"";
  std::wstring name = L"\\\\.\\pipe\\sandtray-" + to_wide(user_sid()) + L"-";
  for (const auto byte : digest) {
    name += L"0123456789abcdef"[byte >> 4];
    name += L"0123456789abcdef"[byte & 15];
  }
  return name;
}

// Waits for one client after the other; each gets an instance of the pipe of its own.
class Listener final : public Object {
 public:
  Listener(NativeHandle first, std::wstring name, Descriptor descriptor)
      : Object({}),
        name_(std::move(name)),
        descriptor_(std::move(descriptor)),
        event_(CreateEventW(nullptr, TRUE, FALSE, nullptr)) {
    await(std::move(first));
  }
  ~Listener() override { stop(); }

  HANDLE readable() override {
    if (!instance_) await(make_instance(name_, descriptor_, 0));
    return event_.get();
  }

  static NativeHandle make_instance(const std::wstring& name, const Descriptor& list, DWORD first) {
    SECURITY_ATTRIBUTES attributes{sizeof(SECURITY_ATTRIBUTES), list.get(), FALSE};
    return NativeHandle(
        CreateNamedPipeW(name.c_str(), PIPE_ACCESS_DUPLEX | FILE_FLAG_OVERLAPPED | first,
                         PIPE_TYPE_BYTE | PIPE_READMODE_BYTE | PIPE_REJECT_REMOTE_CLIENTS,
                         PIPE_UNLIMITED_INSTANCES, buffer_size, buffer_size, 0, &attributes));
  }

  // Empty when none waits.
  NativeHandle accept() {
    while (WaitForSingleObject(readable(), 0) == WAIT_OBJECT_0) {
      DWORD nothing = 0;
      const bool good = !pending_ || GetOverlappedResult(instance_.get(), &state_, &nothing, FALSE);
      pending_ = false;
      NativeHandle client = std::move(instance_);
      instance_ = {};
      ResetEvent(event_.get());
      await(make_instance(name_, descriptor_, 0));
      if (good) return client;
    }
    return {};
  }

 private:
  void await(NativeHandle instance) {
    instance_ = std::move(instance);
    if (!instance_) return;
    state_ = {};
    state_.hEvent = event_.get();
    pending_ = !ConnectNamedPipe(instance_.get(), &state_) && GetLastError() == ERROR_IO_PENDING;
    // Somebody was quicker than the call, or has come and gone.
    if (!pending_) SetEvent(event_.get());
  }
  void stop() {
    if (!pending_) return;
    CancelIoEx(instance_.get(), &state_);
    DWORD nothing = 0;
    GetOverlappedResult(instance_.get(), &state_, &nothing, TRUE);
  }

  const std::wstring name_;
  const Descriptor descriptor_;
  NativeHandle event_;
  NativeHandle instance_;
  OVERLAPPED state_{};
  bool pending_ = false;
};

DWORD until(Clock::time_point deadline) {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
  return left <= 0 ? 0 : left > 60'000 ? 60'000 : static_cast<DWORD>(left);
}

bool is_same_user(DWORD process) {
  const auto theirs = user_sid_of(process);
  return !theirs.empty() && theirs == user_sid();
}

bool server_is_same_user(HANDLE pipe) {
  ULONG server = 0;
  return GetNamedPipeServerProcessId(pipe, &server) && is_same_user(server);
}

bool client_is_same_user(HANDLE pipe) {
  ULONG client = 0;
  return GetNamedPipeClientProcessId(pipe, &client) && is_same_user(client);
}

// A process that may do more than this one does not let us see whose it is.
Failure foreign(const std::string& path) {
  return fail(
      Code::refused, "another user's process, or one of an administrator, listens on " + path,
      "If it is yours, use a terminal with the rights of the one that it was started from.");
}

}  // namespace

// With the slashes that no shell takes for anything else; the system takes both.
std::string socket_address(const std::string& path) {
  auto name = pipe_name(path);
  std::replace(name.begin(), name.end(), L'\\', L'/');
  return to_utf8(name);
}

// A name is a hash, so any path will do.
std::size_t socket_path_limit() {
  return 32767;
}

Result<> check_socket_path(const std::string& path) {
  if (path.empty()) return fail(Code::internal, "a socket has no path");
  if (path.size() <= socket_path_limit()) return {};
  return fail(Code::unavailable, "the socket path is longer than Windows allows");
}

Result<OwnedHandle> listen_socket(const std::string& path) {
  SANDTRAY_TRY(check_socket_path(path));
  auto descriptor = private_descriptor(Private::pipe);
  if (!descriptor) return Failure(descriptor.error());
  auto name = pipe_name(path);
  if (name.empty()) return fail(Code::internal, "the system has no hash function");
  // The flag refuses to join a pipe that is there; asking first is for systems without it.
  if (WaitNamedPipeW(name.c_str(), 1) || GetLastError() == ERROR_SEM_TIMEOUT) {
    return fail(Code::unavailable, "another process listens on " + path);
  }
  auto first = Listener::make_instance(name, *descriptor, FILE_FLAG_FIRST_PIPE_INSTANCE);
  if (!first) {
    const DWORD error = GetLastError();
    if (error == ERROR_ACCESS_DENIED || error == ERROR_PIPE_BUSY) {
      return fail(Code::unavailable, "another process listens on " + path);
    }
    return fail_errno(errno_of(error), "cannot listen on " + path);
  }
  return OwnedHandle(add_object(
      std::make_shared<Listener>(std::move(first), std::move(name), std::move(*descriptor))));
}

OwnedHandle accept_socket(Handle listener) {
  const auto object = std::dynamic_pointer_cast<Listener>(object_of(listener));
  while (object) {
    auto client = object->accept();
    if (!client) break;
    if (!client_is_same_user(client.get())) continue;
    auto stream = std::make_shared<Stream>(std::move(client));
    (void)stream->set_blocking(false);
    return OwnedHandle(add_object(std::move(stream)));
  }
  return {};
}

Result<OwnedHandle> connect_socket(const std::string& path, std::chrono::milliseconds patience) {
  SANDTRAY_TRY(check_socket_path(path));
  const auto name = pipe_name(path);
  const auto deadline = Clock::now() + patience;
  while (true) {
    // The server learns who we are and cannot act in our name.
    NativeHandle pipe(CreateFileW(
        name.c_str(), GENERIC_READ | GENERIC_WRITE, 0, nullptr, OPEN_EXISTING,
        FILE_FLAG_OVERLAPPED | SECURITY_SQOS_PRESENT | SECURITY_IDENTIFICATION, nullptr));
    if (pipe) {
      if (!server_is_same_user(pipe.get())) {
        return foreign(path);
      }
      auto stream = std::make_shared<Stream>(std::move(pipe));
      (void)stream->set_blocking(false);
      return OwnedHandle(add_object(std::move(stream)));
    }
    const DWORD error = GetLastError();
    if (error == ERROR_FILE_NOT_FOUND) return fail(Code::not_found, "nobody listens on " + path);
    if (error == ERROR_ACCESS_DENIED) {
      return foreign(path);
    }
    if (error != ERROR_PIPE_BUSY) return fail_errno(errno_of(error), "cannot connect to " + path);
    const DWORD left = until(deadline);
    if (left == 0 || (!WaitNamedPipeW(name.c_str(), left) && GetLastError() == ERROR_SEM_TIMEOUT)) {
      return fail(Code::unavailable, "the process that listens on " + path + " does not respond");
    }
  }
}

Result<> send_all(Handle socket, std::string_view bytes, Clock::time_point deadline) {
  const auto stream = std::dynamic_pointer_cast<Stream>(object_of(socket));
  if (!stream) return fail_errno(EBADF, "cannot send");
  while (!bytes.empty()) {
    const Io io = stream->write(bytes);
    if (io.state == IoState::ok) {
      bytes.remove_prefix(io.bytes);
    } else if (io.state != IoState::would_block) {
      return fail_errno(io.error, "cannot send");
    }
    // Also after the last part: it is taken when the system has it all.
    if (!stream->wait_writable(deadline)) {
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
  const auto object = object_of(handle);
  const HANDLE ready = object ? object->readable() : nullptr;
  // A file is always ready, and the following call tells what is wrong.
  while (ready != nullptr && WaitForSingleObject(ready, until(deadline)) != WAIT_OBJECT_0) {
    if (until(deadline) == 0) return false;
  }
  return true;
}

bool peer_is_same_user(Handle socket) {
  const HANDLE pipe = native_of(socket);
  DWORD flags = 0;
  if (pipe == nullptr || !GetNamedPipeInfo(pipe, &flags, nullptr, nullptr, nullptr)) return false;
  return (flags & PIPE_SERVER_END) != 0 ? client_is_same_user(pipe) : server_is_same_user(pipe);
}

}  // namespace sandtray::platform
