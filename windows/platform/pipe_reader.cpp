// SPDX-License-Identifier: MIT
#include "platform/pipe_reader.h"

#include <algorithm>
#include <condition_variable>
#include <cstring>
#include <mutex>
#include <thread>

namespace sandtray::platform {

// Shared with the thread, which may outlive the object: nothing wakes it from its read.
struct PipeReader::Ahead {
  std::mutex mutex;
  std::condition_variable taken;
  std::string bytes;
  bool over = false;
  NativeHandle event{CreateEventW(nullptr, TRUE, FALSE, nullptr)};  // there are bytes, or the end

  void run(HANDLE pipe) {
    std::string piece;
    while (true) {
      piece.resize(64 << 10);
      DWORD count = 0;
      const bool good =
          ReadFile(pipe, piece.data(), static_cast<DWORD>(piece.size()), &count, nullptr);
      std::unique_lock lock(mutex);
      over = !good || count == 0;  // as every runtime has it
      bytes.assign(piece, 0, count);
      SetEvent(event.get());
      if (over) return;
      taken.wait(lock, [&] { return bytes.empty(); });
    }
  }
};

HANDLE PipeReader::readable() {
  if (!ahead_) {
    ahead_ = std::make_shared<Ahead>();
    std::thread([ahead = ahead_, pipe = native()] { ahead->run(pipe); }).detach();
  }
  return ahead_->event.get();
}

Io PipeReader::read(char* buffer, std::size_t size) {
  if (!ahead_) return Object::read(buffer, size);
  const std::lock_guard lock(ahead_->mutex);
  auto& bytes = ahead_->bytes;
  if (bytes.empty()) return {ahead_->over ? IoState::closed : IoState::would_block};
  const auto count = std::min(size, bytes.size());
  std::memcpy(buffer, bytes.data(), count);
  bytes.erase(0, count);
  if (bytes.empty()) {
    if (!ahead_->over) ResetEvent(ahead_->event.get());
    ahead_->taken.notify_one();
  }
  return {IoState::ok, count};
}

}  // namespace sandtray::platform
