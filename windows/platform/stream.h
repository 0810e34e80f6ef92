// SPDX-License-Identifier: MIT
// One end of a pipe that is read ahead and written behind, because Windows has no readiness: the
// system fills our buffer meanwhile, and an event says when it has.
#pragma once

#include <chrono>
#include <vector>

#include "platform/native.h"

namespace sandtray::platform {

class Stream final : public Object {
 public:
  // Opened for overlapped work.
  explicit Stream(NativeHandle native);
  // What was accepted for writing has a second to get out.
  ~Stream() override;

  Io read(char* buffer, std::size_t size) override;
  Io write(std::string_view bytes) override;
  HANDLE readable() override;
  HANDLE writable() override;
  Result<> set_blocking(bool blocking) override;

  // False when the deadline has passed before there is something to read, or the end.
  bool wait_readable(std::chrono::steady_clock::time_point deadline);
  bool wait_writable(std::chrono::steady_clock::time_point deadline);

 private:
  struct Transfer {
    std::vector<char> buffer;
    std::size_t used = 0;  // of the read ahead: how many bytes were handed out
    std::size_t size = 0;  // how many there are
    NativeHandle event;
    OVERLAPPED state{};
    bool pending = false;
    DWORD error = 0;
  };
  void begin_read();
  // Whether the transfer is over; waits so many milliseconds for that.
  bool finish(Transfer& transfer, DWORD patience);

  Transfer in_, out_;
  bool blocking_ = true;
};

}  // namespace sandtray::platform
