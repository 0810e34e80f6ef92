// SPDX-License-Identifier: MIT
// Holders of a file share a lock on a byte beyond its end, so that everybody may use the file
// itself. A folder has no bytes: its holders keep it open without letting anybody delete it.
#include "platform/held_file.h"

#include <cerrno>
#include <utility>

#include "platform/file.h"
#include "platform/hard_links.h"
#include "platform/nt.h"
#include "platform/wide.h"

namespace sandtray::platform {
namespace {

constexpr int attempts = 16;

bool holds(HANDLE file, const std::string& content) {
  std::string found(content.size() + 1, '\0');
  OVERLAPPED start{};
  DWORD length = 0;
  if (!ReadFile(file, found.data(), static_cast<DWORD>(found.size()), &length, &start) &&
      GetLastError() != ERROR_HANDLE_EOF) {
    return false;
  }
  return length == content.size() && found.compare(0, length, content) == 0;
}

// An errno, or 0: it is there, made by us or by somebody else.
int make(const std::wstring& path, const std::string& content, bool folder) {
  OpenAt how{.access = GENERIC_WRITE | DELETE, .make = true, .exclusive = true};
  how.kind = folder ? OpenAt::Kind::folder : OpenAt::Kind::file;
  if (folder) how.access = FILE_LIST_DIRECTORY;
  const auto file = open_at(nullptr, path, how);
  if (!file) return last_errno() == EEXIST ? 0 : last_errno();
  if (folder || content.empty()) return 0;
  DWORD written = 0;
  const auto size = static_cast<DWORD>(content.size());
  if (WriteFile(file.get(), content.data(), size, &written, nullptr) && written == size) return 0;
  const int error = last_errno();
  delete_open(file.get());
  return error;
}

bool is_wanted(HANDLE file, const std::string& content, bool folder) {
  const auto attributes = attributes_of(file);
  if (attributes == INVALID_FILE_ATTRIBUTES || is_link(file)) return false;
  if (((attributes & FILE_ATTRIBUTE_DIRECTORY) != 0) != folder) return false;
  return folder || holds(file, content);
}

bool lock(HANDLE file, DWORD flags) {
  OVERLAPPED beyond{};
  beyond.OffsetHigh = 0x40000000;
  return LockFileEx(file, flags | LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, &beyond);
}

void unlock(HANDLE file) {
  OVERLAPPED beyond{};
  beyond.OffsetHigh = 0x40000000;
  UnlockFileEx(file, 0, 1, 0, &beyond);
}

NativeHandle open_held(const std::wstring& path, bool folder) {
  OpenAt how{.access = GENERIC_READ};
  if (folder) {
    how.access = FILE_LIST_DIRECTORY;
    how.sharing = FILE_SHARE_READ | FILE_SHARE_WRITE;
  }
  return open_at(nullptr, path, how);
}

bool is_at(HANDLE file, const std::wstring& path) {
  const auto named = open_at(nullptr, path, {.access = 0});
  return named && is_same_file(file, named.get());
}

}  // namespace

Result<HeldFile> HeldFile::hold(const std::string& path, const std::string& content, bool folder) {
  HeldFile held;
  held.path_ = path;
  held.content_ = content;
  held.folder_ = folder;
  const auto native = native_path(path);
  // The last holder may remove it between our steps.
  for (int attempt = 0; attempt < attempts; ++attempt) {
    if (const int error = make(native, content, folder); error != 0) {
      return fail_errno(error, "cannot make " + path);
    }
    auto file = open_held(native, folder);
    if (!file && last_errno() == ENOENT) continue;
    if (!file || !is_wanted(file.get(), content, folder)) return held;
    if (folder || (lock(file.get(), 0) && is_at(file.get(), native))) {
      held.handle_ = OwnedHandle(add_handle(std::move(file)));
      return held;
    }
  }
  return held;
}

bool HeldFile::is_there(const std::string& path, const std::string& content, bool folder) {
  if (folder || kind_of(path) != PathKind::file || has_other_names(path)) return false;
  const auto found = read_file(path, content.size());  // more than that is an error
  return found && *found == content;
}

bool HeldFile::remove_if_last() {
  const HANDLE file = native_of(handle_.get());
  if (file == nullptr) return false;
  const auto native = native_path(path_);
  if (folder_) {
    handle_.reset();
    {
      const auto last = open_at(nullptr, native, {.access = FILE_LIST_DIRECTORY | DELETE});
      if (last && is_wanted(last.get(), content_, folder_) && list_at(last.get()).empty() &&
          delete_open(last.get())) {
        return true;
      }
    }
    handle_ = OwnedHandle(add_handle(open_held(native, folder_)));
    return false;
  }
  // The lock is not raised in one step; whoever takes it in between is a holder, and stays one.
  unlock(file);
  if (lock(file, LOCKFILE_EXCLUSIVE_LOCK)) {
    // The right to delete only now: with it, most programs could not open the file beside us.
    const auto last = open_at(nullptr, native, {.access = DELETE | FILE_WRITE_ATTRIBUTES});
    if (last && is_same_file(file, last.get()) && holds(file, content_) &&
        delete_open(last.get())) {
      handle_.reset();
      return true;
    }
    unlock(file);
  }
  lock(file, 0);
  return false;
}

}  // namespace sandtray::platform
