// SPDX-License-Identifier: MIT
// An open descriptor and what can be done with any of them without blocking. Whoever holds an
// OwnedHandle closes it; a plain Handle is borrowed. Every handle that this project makes is
// close-on-exec.
#pragma once

#include <cstddef>
#include <string_view>
#include <utility>

#include "base/result.h"

namespace sandtray::platform {

using Handle = int;  // a file descriptor; Windows bodies keep a table of objects behind it
constexpr Handle no_handle = -1;

class OwnedHandle {
 public:
  OwnedHandle() = default;
  explicit OwnedHandle(Handle handle) : handle_(handle) {}
  OwnedHandle(OwnedHandle&& other) noexcept : handle_(other.release()) {}
  OwnedHandle& operator=(OwnedHandle&& other) noexcept {
    reset(other.release());
    return *this;
  }
  ~OwnedHandle() { reset(); }

  Handle get() const { return handle_; }
  explicit operator bool() const { return handle_ != no_handle; }
  Handle release() { return std::exchange(handle_, no_handle); }
  void reset(Handle handle = no_handle);

 private:
  Handle handle_ = no_handle;
};

enum class IoState {
  ok,
  would_block,
  closed,  // end of file, or the reader has gone
  failed,  // see `error`
};

struct Io {
  IoState state;
  std::size_t bytes = 0;  // with ok: how many, at least one
  int error = 0;          // with failed: the system's number, for fail_errno()
};

// A terminal whose other side has gone reads as closed.
Io read_some(Handle handle, char* buffer, std::size_t size);
// Never raises SIGPIPE on a socket; for pipes see Loop::create().
Io write_some(Handle handle, std::string_view bytes);

// For the start of a program: a closed standard input, output or error becomes one that fails, so
// that no handle of ours takes its number.
void occupy_standard_handles();
// Makes a handle that somebody passed on to us close-on-exec.
void keep_private(Handle handle);
// Nothing can be read from a pipe's writing end, but a loop calls it readable once nobody reads.
bool is_pipe(Handle handle);
Result<> set_blocking(Handle handle, bool blocking);
// Both ends close-on-exec, the reading one first.
Result<std::pair<OwnedHandle, OwnedHandle>> make_pipe();
// The same for a program's input: there the writing end is the one that a loop can wait for, which
// Windows decides when it makes a pipe.
Result<std::pair<OwnedHandle, OwnedHandle>> make_input_pipe();

}  // namespace sandtray::platform
