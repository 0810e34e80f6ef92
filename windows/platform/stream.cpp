// SPDX-License-Identifier: MIT
#include "platform/stream.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace sandtray::platform {
namespace {

constexpr std::size_t buffer_size = 64 << 10;
constexpr DWORD last_patience_ms = 1000;

Io failure(DWORD error) {
  const int number = errno_of(error);
  if (number == EPIPE || error == ERROR_HANDLE_EOF || error == ERROR_OPERATION_ABORTED) {
    return {IoState::closed, 0, EPIPE};
  }
  return {IoState::failed, 0, number};
}

DWORD until(std::chrono::steady_clock::time_point deadline) {
  const auto left =
      std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now())
          .count();
  return static_cast<DWORD>(std::clamp<long long>(left, 0, 1 << 30));
}

}  // namespace

Stream::Stream(NativeHandle native) : Object(std::move(native)) {
  for (auto* transfer : {&in_, &out_}) {
    transfer->event = NativeHandle(CreateEventW(nullptr, TRUE, FALSE, nullptr));
  }
}

Stream::~Stream() {
  finish(out_, last_patience_ms);
  for (auto* transfer : {&in_, &out_}) {
    if (!transfer->pending) continue;
    CancelIoEx(native(), &transfer->state);
    DWORD done = 0;  // the system may write into our buffer until this returns
    GetOverlappedResult(native(), &transfer->state, &done, TRUE);
  }
}

void Stream::begin_read() {
  if (in_.pending || in_.used < in_.size || in_.error != 0) return;
  if (in_.buffer.empty()) in_.buffer.resize(buffer_size);
  in_.used = in_.size = 0;
  in_.state = {};
  in_.state.hEvent = in_.event.get();
  in_.pending = true;
  if (!ReadFile(native(), in_.buffer.data(), buffer_size, nullptr, &in_.state) &&
      GetLastError() != ERROR_IO_PENDING) {
    in_.pending = false;
    in_.error = GetLastError();
  }
}

bool Stream::finish(Transfer& transfer, DWORD patience) {
  if (!transfer.pending) return true;
  if (WaitForSingleObject(transfer.event.get(), patience) != WAIT_OBJECT_0) return false;
  DWORD done = 0;
  transfer.pending = false;
  if (!GetOverlappedResult(native(), &transfer.state, &done, FALSE)) {
    transfer.error = GetLastError();
  }
  transfer.size = done;
  return true;
}

Io Stream::read(char* buffer, std::size_t size) {
  while (true) {
    begin_read();
    if (!finish(in_, blocking_ ? INFINITE : 0)) return {IoState::would_block};
    if (in_.used < in_.size) break;
    if (in_.error != 0) return failure(in_.error);
  }
  const auto count = std::min(size, in_.size - in_.used);
  std::memcpy(buffer, in_.buffer.data() + in_.used, count);
  in_.used += count;
  return {IoState::ok, count};
}

Io Stream::write(std::string_view bytes) {
  if (bytes.empty()) return {IoState::ok, 0};
  if (!finish(out_, blocking_ ? INFINITE : 0)) return {IoState::would_block};
  if (out_.error != 0) return failure(out_.error);
  // Ours until the system has taken it; the caller's bytes may go away at once.
  const auto count = std::min(bytes.size(), buffer_size);
  out_.buffer.assign(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(count));
  out_.state = {};
  out_.state.hEvent = out_.event.get();
  out_.pending = true;
  if (!WriteFile(native(), out_.buffer.data(), static_cast<DWORD>(count), nullptr, &out_.state) &&
      GetLastError() != ERROR_IO_PENDING) {
    out_.pending = false;
    return failure(GetLastError());
  }
  finish(out_, blocking_ ? INFINITE : 0);
  if (!out_.pending && out_.error != 0) return failure(out_.error);
  return {IoState::ok, count};
}

HANDLE Stream::readable() {
  begin_read();
  return in_.pending ? in_.event.get() : nullptr;
}

HANDLE Stream::writable() {
  return out_.pending ? out_.event.get() : nullptr;
}

Result<> Stream::set_blocking(bool blocking) {
  blocking_ = blocking;
  return {};
}

bool Stream::wait_readable(std::chrono::steady_clock::time_point deadline) {
  begin_read();
  return finish(in_, until(deadline));
}

bool Stream::wait_writable(std::chrono::steady_clock::time_point deadline) {
  return finish(out_, until(deadline));
}

}  // namespace sandtray::platform
