// SPDX-License-Identifier: MIT
// A pipe whose reading end is a stream of ours and whose writing end any program can take: Windows'
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

}  // namespace

Result<std::pair<OwnedHandle, OwnedHandle>> make_pipe() {
  static std::atomic<unsigned> count = 0;
  const auto descriptor = private_descriptor(Private::pipe);
  if (!descriptor) return Failure(descriptor.error());
  SECURITY_ATTRIBUTES attributes{sizeof(SECURITY_ATTRIBUTES), descriptor->get(), FALSE};
  const auto name = L"\\\\.\\pipe\\sandtray-" + std::to_wstring(GetCurrentProcessId()) + L"-" +
                    std::to_wstring(++count);
  NativeHandle reading(CreateNamedPipeW(
      name.c_str(), PIPE_ACCESS_INBOUND | FILE_FLAG_OVERLAPPED | FILE_FLAG_FIRST_PIPE_INSTANCE,
      PIPE_TYPE_BYTE | PIPE_READMODE_BYTE | PIPE_REJECT_REMOTE_CLIENTS, 1, buffer_size, buffer_size,
      0, &attributes));
  if (!reading) return fail_errno(last_errno(), "cannot make a pipe");
  NativeHandle writing(CreateFileW(name.c_str(), GENERIC_WRITE | FILE_READ_ATTRIBUTES, 0, nullptr,
                                   OPEN_EXISTING, 0, nullptr));
  if (!writing) return fail_errno(last_errno(), "cannot make a pipe");
  // Nobody else can have connected: there was one place, and it is taken by our own process.
  ULONG client = 0;
  if (!GetNamedPipeClientProcessId(reading.get(), &client) || client != GetCurrentProcessId()) {
    return fail(Code::refused, "another process has connected to our pipe");
  }
  return std::pair(OwnedHandle(add_object(std::make_shared<Stream>(std::move(reading)))),
                   OwnedHandle(add_object(std::make_shared<WritingEnd>(std::move(writing)))));
}

}  // namespace sandtray::platform
