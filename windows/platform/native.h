// SPDX-License-Identifier: MIT
// The system's own handles and errors behind our Handle and errno numbers. A Handle is the number
// of a place in one table of this process; the table owns the system's handle.
#pragma once

#include <windows.h>

#include <memory>
#include <string>

#include "platform/handle.h"

namespace sandtray::platform {

// Closes one of the system's handles at its end.
struct HandleCloser {
  using pointer = HANDLE;
  void operator()(HANDLE handle) const {
    if (handle != nullptr && handle != INVALID_HANDLE_VALUE) CloseHandle(handle);
  }
};
// Empty (false) for both of the system's ways to say that there is none.
class NativeHandle {
 public:
  NativeHandle() = default;
  explicit NativeHandle(HANDLE handle)
      : handle_(handle == INVALID_HANDLE_VALUE ? nullptr : handle) {}
  HANDLE get() const { return handle_.get(); }
  HANDLE release() { return handle_.release(); }
  void reset() { handle_.reset(); }
  explicit operator bool() const { return handle_.get() != nullptr; }

 private:
  std::unique_ptr<void, HandleCloser> handle_;
};

// What stands behind a Handle and how it is read and written. One thread at a time uses it.
class Object {
 public:
  explicit Object(NativeHandle native) : native_(std::move(native)) {}
  Object(const Object&) = delete;
  Object& operator=(const Object&) = delete;
  virtual ~Object() = default;

  HANDLE native() const { return native_.get(); }
  virtual Io read(char* buffer, std::size_t size);
  virtual Io write(std::string_view bytes);
  // What the system signals once read() or write() would not wait; nullptr: it would not now.
  // Valid until the next call. Asking may start reading ahead.
  virtual HANDLE readable() { return nullptr; }
  virtual HANDLE writable() { return nullptr; }
  // Whether read() and write() wait. A file never makes anybody wait.
  virtual Result<> set_blocking(bool) { return {}; }

 private:
  NativeHandle native_;
};

// Tells a child of ours which handles it got and by which numbers we call them; Windows has numbers
// of its own.
constexpr auto handles_variable = L"SANDTRAY_HANDLES";

Handle add_object(std::shared_ptr<Object> object);
// A plain file; no_handle for an empty one.
Handle add_handle(NativeHandle native);
// Empty when there is no such handle.
std::shared_ptr<Object> object_of(Handle handle);
// nullptr when there is no such handle.
HANDLE native_of(Handle handle);

// The errno number that says most nearly what the system's number says.
int errno_of(DWORD error);
inline int last_errno() {
  return errno_of(GetLastError());
}

}  // namespace sandtray::platform
