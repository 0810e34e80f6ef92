// SPDX-License-Identifier: MIT
// A folder cannot be renamed while a file in it is open, so the file at the lock's path only names
// the one that is held open, elsewhere. That one is opened such that nobody else can open it for
// writing: this belongs to the open file, so a child that inherits it keeps it, and it ends with
// the last of them. Who waits does so on two ranges of bytes beyond its end, because a range
// belongs to one process: the first to the one that took the lock, the second to the one that
// adopted it.
#include "platform/file_lock.h"

#include <windows.h>

#include <bcrypt.h>

#include <array>
#include <cerrno>

#include "platform/file.h"
#include "platform/nt.h"
#include "platform/paths.h"
#include "platform/wide.h"

namespace sandtray::platform {
namespace {

constexpr DWORD taken = 0, adopted = 1;
constexpr DWORD beyond = 0x40000000;  // upper half of the ranges' offset
constexpr int attempts = 50;
constexpr DWORD pause_ms = 10;

std::string random_name() {
  std::array<unsigned char, 16> bytes{};
  if (BCryptGenRandom(nullptr, bytes.data(), bytes.size(), BCRYPT_USE_SYSTEM_PREFERRED_RNG) < 0) {
    return "";
  }
  std::string name;
  for (const auto byte : bytes) {
    name += "0123456789abcdef"[byte >> 4];
    name += "0123456789abcdef"[byte & 15];
  }
  return name;
}

// The file that is held open. With `make`, gives the lock its name if it has none.
Result<std::wstring> native_held_file(const std::string& path, bool make) {
  const auto named = held_file(path);
  if (named) return native_path(*named);
  if (!make || named.error().code != Code::not_found) return Failure(named.error());
  const auto paths = find_paths();
  if (!paths) return Failure(paths.error());
  const auto folder = paths->runtime + "/locks";
  SANDTRAY_TRY(make_private_folder(folder));
  const auto name = random_name();
  if (name.empty()) return fail(Code::internal, "the system has no random numbers");
  const auto fresh = path + "." + name;
  SANDTRAY_TRY(write_file(fresh, folder + "/" + name));
  // Does not replace: whoever comes second takes the name that is there.
  if (!MoveFileExW(native_path(fresh).c_str(), native_path(path).c_str(), 0)) {
    const int error = last_errno();
    (void)remove_tree(fresh);
    if (!exists(path)) return fail_errno(error, "cannot open the lock " + path);
  }
  return native_held_file(path, /*make=*/false);
}

NativeHandle open_held(const std::wstring& file) {
  SECURITY_ATTRIBUTES attributes{sizeof(SECURITY_ATTRIBUTES), nullptr, FALSE};
  return NativeHandle(CreateFileW(file.c_str(), GENERIC_READ | GENERIC_WRITE | DELETE,
                                  FILE_SHARE_READ | FILE_SHARE_DELETE, &attributes, OPEN_ALWAYS,
                                  FILE_FLAG_DELETE_ON_CLOSE, nullptr));
}

enum class State { free, held };

// Asks without writing, so that those who ask do not disturb each other.
State state_of(const std::wstring& file) {
  const NativeHandle probe(CreateFileW(file.c_str(), GENERIC_READ,
                                       FILE_SHARE_READ | FILE_SHARE_DELETE, nullptr, OPEN_EXISTING,
                                       0, nullptr));
  return !probe && GetLastError() == ERROR_SHARING_VIOLATION ? State::held : State::free;
}

bool lock_range(HANDLE file, DWORD which, DWORD flags) {
  OVERLAPPED at{};
  at.Offset = which;
  at.OffsetHigh = beyond;
  return LockFileEx(file, flags, 0, 1, 0, &at);
}

void pass_range(HANDLE file, DWORD which) {
  if (!lock_range(file, which, 0)) return;
  OVERLAPPED at{};
  at.Offset = which;
  at.OffsetHigh = beyond;
  UnlockFileEx(file, 0, 1, 0, &at);
}

// Sleeps until neither process that may hold it does; what is true then is for the caller to ask.
void wait_for_holders(const std::wstring& file) {
  const NativeHandle waiting(CreateFileW(file.c_str(), GENERIC_READ,
                                         FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
                                         nullptr, OPEN_EXISTING, 0, nullptr));
  if (!waiting) return;
  pass_range(waiting.get(), taken);
  pass_range(waiting.get(), adopted);
}

}  // namespace

Result<std::string> held_file(const std::string& lock) {
  return read_file(lock, 1024);
}

Result<FileLock> FileLock::acquire(const std::string& path, bool wait) {
  const auto file = native_held_file(path, /*make=*/true);
  if (!file) return Failure(file.error());
  for (int attempt = 0;;) {
    NativeHandle held = open_held(*file);
    if (held) {
      lock_range(held.get(), taken, LOCKFILE_EXCLUSIVE_LOCK);
      return FileLock(add_handle(std::move(held)));
    }
    const DWORD error = GetLastError();
    if (error == ERROR_SHARING_VIOLATION && !wait) {
      return fail(Code::unavailable, path + " is locked by another process");
    }
    if (error == ERROR_SHARING_VIOLATION && state_of(*file) == State::held) {
      wait_for_holders(*file);
      // Held all the same: somebody is between inheriting and adopting it.
      if (state_of(*file) == State::held) Sleep(pause_ms);
    } else if ((error == ERROR_ACCESS_DENIED || error == ERROR_SHARING_VIOLATION) &&
               ++attempt < attempts) {
      Sleep(pause_ms);  // somebody looks at it, or it is going away
    } else {
      return fail_errno(errno_of(error), "cannot open the lock " + path);
    }
  }
}

FileLock FileLock::adopt(int handle) {
  if (const HANDLE held = native_of(handle)) lock_range(held, adopted, LOCKFILE_EXCLUSIVE_LOCK);
  return FileLock(handle);
}

FileLock::FileLock(FileLock&& other) noexcept : handle_(std::exchange(other.handle_, no_handle)) {}

FileLock& FileLock::operator=(FileLock&& other) noexcept {
  std::swap(handle_, other.handle_);
  return *this;
}

FileLock::~FileLock() {
  OwnedHandle{handle_}.reset();
}

bool is_locked(const std::string& path) {
  const auto file = native_held_file(path, /*make=*/false);
  return file && state_of(*file) == State::held;
}

Result<> wait_until_unlocked(const std::string& path) {
  const auto file = native_held_file(path, /*make=*/false);
  if (!file) {
    return file.error().code == Code::not_found ? Result<>{} : Result<>(Failure(file.error()));
  }
  while (state_of(*file) == State::held) {
    wait_for_holders(*file);
    if (state_of(*file) == State::held) Sleep(pause_ms);
  }
  return {};
}

}  // namespace sandtray::platform
