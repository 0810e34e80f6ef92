// SPDX-License-Identifier: MIT
// Pipes with one end that is a stream of ours and one that any program can take: Windows'
// own anonymous pipes cannot be waited for.
#include <atomic>

#include "platform/security.h"
#include "platform/stream.h"

namespace sandtray::platform {
namespace {

constexpr DWORD buffer_size = 64 << 10;

// Written without waiting behind; as any program does it.
class WritingEnd final : public Object {
 public:
  using Object::Object;

  Io write(std::string_view bytes) override {
    const Io io = Object::write(bytes);
    // How a full pipe answers who does not want to wait.
    if (io.state == IoState::ok && io.bytes == 0 && !bytes.empty()) return {IoState::would_block};
    return io;
  }
  Result<> set_blocking(bool blocking) override {
    DWORD mode = blocking ? PIPE_WAIT : PIPE_NOWAIT;
    if (!SetNamedPipeHandleState(native(), &mode, nullptr, nullptr)) {
      return fail_errno(last_errno(), "cannot change a pipe's mode");
    }
    return {};
  }
};

struct Ends {
  NativeHandle ours, theirs;
};

// Our end is for overlapped work, the other for any program.
Result<Ends> make_ends(DWORD direction, DWORD access) {
  static std::atomic<unsigned> count = 0;
  const auto descriptor = private_descriptor(Private::pipe);
  if (!descriptor) return Failure(descriptor.error());
  SECURITY_ATTRIBUTES attributes{sizeof(SECURITY_ATTRIBUTES), descriptor->get(), FALSE};
  const auto name = L"\\\\.\\pipe\\sandtray-" + std::to_wstring(GetCurrentProcessId()) + L"-" +
                    std::to_wstring(++count);
  Ends ends;
  ends.ours = NativeHandle(CreateNamedPipeW(
      name.c_str(), direction | FILE_FLAG_OVERLAPPED | FILE_FLAG_FIRST_PIPE_INSTANCE,
      PIPE_TYPE_BYTE | PIPE_READMODE_BYTE | PIPE_REJECT_REMOTE_CLIENTS, 1, buffer_size, buffer_size,
      0, &attributes));
  if (!ends.ours) return fail_errno(last_errno(), "cannot make a pipe");
  ends.theirs =
      NativeHandle(CreateFileW(name.c_str(), access, 0, nullptr, OPEN_EXISTING, 0, nullptr));
  if (!ends.theirs) return fail_errno(last_errno(), "cannot make a pipe");
  // Nobody else can have connected: there was one place, and it is taken by our own process.
  ULONG client = 0;
  if (!GetNamedPipeClientProcessId(ends.ours.get(), &client) || client != GetCurrentProcessId()) {
    return fail(Code::refused, "another process has connected to our pipe");
  }
  return ends;
}

}  // namespace

Result<std::pair<OwnedHandle, OwnedHandle>> make_pipe() {
  auto ends = make_ends(PIPE_ACCESS_INBOUND, GENERIC_WRITE | FILE_READ_ATTRIBUTES);
  if (!ends) return Failure(ends.error());
  return std::pair(OwnedHandle(add_object(std::make_shared<Stream>(std::move(ends->ours)))),
                   OwnedHandle(add_object(std::make_shared<WritingEnd>(std::move(ends->theirs)))));
}

Result<std::pair<OwnedHandle, OwnedHandle>> make_input_pipe() {
  auto ends = make_ends(PIPE_ACCESS_OUTBOUND, GENERIC_READ | FILE_WRITE_ATTRIBUTES);
  if (!ends) return Failure(ends.error());
  return std::pair(OwnedHandle(add_handle(std::move(ends->theirs))),
                   OwnedHandle(add_object(std::make_shared<Stream>(std::move(ends->ours)))));
}

}  // namespace sandtray::platform
