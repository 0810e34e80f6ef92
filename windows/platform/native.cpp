// SPDX-License-Identifier: MIT
#include "platform/native.h"

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <cwchar>
#include <mutex>
#include <vector>

#include "platform/standard.h"

namespace sandtray::platform {
namespace {

constexpr std::size_t standard = 3;  // input, output and error have the numbers that all know

// Never destroyed: a thread may still close its handles while the program ends.
struct Table {
  std::mutex mutex;
  std::vector<std::shared_ptr<Object>> places;

  Table() {
    places.resize(standard);
    for (const auto which : {STD_INPUT_HANDLE, STD_OUTPUT_HANDLE, STD_ERROR_HANDLE}) {
      NativeHandle native(GetStdHandle(which));
      if (!native) continue;
      places[STD_INPUT_HANDLE - which] = which == STD_INPUT_HANDLE
                                             ? make_standard_input(std::move(native))
                                             : make_standard_output(std::move(native));
    }
    adopt_inherited();
  }

 private:
  void put(std::size_t place, HANDLE handle) {
    if (places.size() <= place) places.resize(place + 1);
    NativeHandle native(handle);
    if (native) places[place] = std::make_shared<Object>(std::move(native));
  }

  // "7:1234 8:1240 ": what spawn() of our parent has named for us.
  void adopt_inherited() {
    wchar_t text[4096];
    const auto length = GetEnvironmentVariableW(handles_variable, text, 4096);
    SetEnvironmentVariableW(handles_variable, nullptr);
    if (length == 0 || length >= 4096) return;
    const wchar_t* at = text;
    while (*at != L'\0') {
      wchar_t* end = nullptr;
      const auto place = std::wcstoul(at, &end, 10);
      if (end == at || *end != L':' || place < standard || place > 1000) return;
      at = end + 1;
      const auto value = std::wcstoull(at, &end, 10);
      if (end == at || *end != L' ') return;
      at = end + 1;
      put(place, reinterpret_cast<HANDLE>(static_cast<std::uintptr_t>(value)));
      if (places[place]) SetHandleInformation(places[place]->native(), HANDLE_FLAG_INHERIT, 0);
    }
  }
};
Table& table() {
  static auto* const made = new Table;
  return *made;
}

DWORD limited(std::size_t size) {
  return static_cast<DWORD>(std::min<std::size_t>(size, 1u << 30));
}

Io failure() {
  const DWORD error = GetLastError();
  if (error == ERROR_HANDLE_EOF) return {IoState::closed};
  if (error == ERROR_BROKEN_PIPE || error == ERROR_NO_DATA || error == ERROR_PIPE_NOT_CONNECTED) {
    return {IoState::closed, 0, EPIPE};
  }
  return {IoState::failed, 0, errno_of(error)};
}

}  // namespace

Io Object::read(char* buffer, std::size_t size) {
  DWORD done = 0;
  if (!ReadFile(native(), buffer, limited(size), &done, nullptr)) return failure();
  return done > 0 ? Io{IoState::ok, done} : Io{IoState::closed};
}

Io Object::write(std::string_view bytes) {
  DWORD done = 0;
  if (!WriteFile(native(), bytes.data(), limited(bytes.size()), &done, nullptr)) return failure();
  return {IoState::ok, done};
}

Handle add_object(std::shared_ptr<Object> object) {
  const std::lock_guard lock(table().mutex);
  auto& places = table().places;
  const auto free = std::find(places.begin() + standard, places.end(), nullptr);
  const auto place = free - places.begin();
  if (free == places.end()) {
    places.push_back(std::move(object));
  } else {
    *free = std::move(object);
  }
  return static_cast<Handle>(place);
}

Handle add_handle(NativeHandle native) {
  return native ? add_object(std::make_shared<Object>(std::move(native))) : no_handle;
}

std::shared_ptr<Object> object_of(Handle handle) {
  const std::lock_guard lock(table().mutex);
  const auto place = static_cast<std::size_t>(handle);
  return handle >= 0 && place < table().places.size() ? table().places[place] : nullptr;
}

HANDLE native_of(Handle handle) {
  const auto object = object_of(handle);
  return object ? object->native() : nullptr;
}

void OwnedHandle::reset(Handle handle) {
  std::shared_ptr<Object> closed;  // outside of the lock: closing may wait
  if (handle_ >= 0) {
    const std::lock_guard lock(table().mutex);
    const auto place = static_cast<std::size_t>(handle_);
    if (place < table().places.size()) closed = std::move(table().places[place]);
  }
  handle_ = handle;
}

Io read_some(Handle handle, char* buffer, std::size_t size) {
  const auto object = object_of(handle);
  return object ? object->read(buffer, size) : Io{IoState::failed, 0, EBADF};
}

Io write_some(Handle handle, std::string_view bytes) {
  const auto object = object_of(handle);
  return object ? object->write(bytes) : Io{IoState::failed, 0, EBADF};
}

// A handle of ours has its place in a table that begins with the standard ones.
void occupy_standard_handles() {}

// A child gets what spawn() names and nothing else; no handle of ours is inheritable.
void keep_private(Handle handle) {
  if (const HANDLE native = native_of(handle)) SetHandleInformation(native, HANDLE_FLAG_INHERIT, 0);
}

bool is_pipe(Handle handle) {
  const HANDLE native = native_of(handle);
  return native != nullptr && GetFileType(native) == FILE_TYPE_PIPE;
}

Result<> set_blocking(Handle handle, bool blocking) {
  const auto object = object_of(handle);
  if (!object) return fail_errno(EBADF, "cannot change a handle's mode");
  return object->set_blocking(blocking);
}

int errno_of(DWORD error) {
  switch (error) {
    case ERROR_FILE_NOT_FOUND:
    case ERROR_PATH_NOT_FOUND:
    case ERROR_INVALID_DRIVE:
    case ERROR_BAD_NETPATH:
    case ERROR_BAD_NET_NAME:
      return ENOENT;
    case ERROR_ACCESS_DENIED:
    case ERROR_SHARING_VIOLATION:
    case ERROR_LOCK_VIOLATION:
    case ERROR_PRIVILEGE_NOT_HELD:
      return EACCES;
    case ERROR_WRITE_PROTECT:
      return EROFS;
    case ERROR_FILE_EXISTS:
    case ERROR_ALREADY_EXISTS:
      return EEXIST;
    case ERROR_DIRECTORY:
      return ENOTDIR;
    case ERROR_DIR_NOT_EMPTY:
      return ENOTEMPTY;
    case ERROR_DISK_FULL:
    case ERROR_HANDLE_DISK_FULL:
      return ENOSPC;
    case ERROR_TOO_MANY_OPEN_FILES:
    case ERROR_NO_SYSTEM_RESOURCES:
      return EMFILE;
    case ERROR_NOT_ENOUGH_MEMORY:
    case ERROR_OUTOFMEMORY:
    case ERROR_COMMITMENT_LIMIT:
      return ENOMEM;
    case ERROR_INVALID_HANDLE:
      return EBADF;
    case ERROR_INVALID_NAME:
    case ERROR_INVALID_PARAMETER:
    case ERROR_BAD_PATHNAME:
      return EINVAL;
    case ERROR_FILENAME_EXCED_RANGE:
    case ERROR_BUFFER_OVERFLOW:
      return ENAMETOOLONG;
    case ERROR_BROKEN_PIPE:
    case ERROR_NO_DATA:
    case ERROR_PIPE_NOT_CONNECTED:
      return EPIPE;
    case ERROR_PIPE_BUSY:
    case ERROR_BUSY:
      return EBUSY;
    case ERROR_NOT_SAME_DEVICE:
      return EXDEV;
    case ERROR_BAD_EXE_FORMAT:
      return ENOEXEC;
    case ERROR_NOT_SUPPORTED:
    case ERROR_CALL_NOT_IMPLEMENTED:
    case ERROR_INVALID_FUNCTION:
      return ENOSYS;
    default:
      return EIO;
  }
}

}  // namespace sandtray::platform
