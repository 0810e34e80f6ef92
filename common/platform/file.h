// SPDX-License-Identifier: MIT
// Small file operations with the guarantees that the rest relies on. Paths are UTF-8.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "platform/handle.h"

namespace sandtray::platform {

// Refuses more than `limit` bytes and anything but a regular file.
Result<std::string> read_file(const std::string& path, std::uint64_t limit = 64u << 20);
// The first `bytes` of the file, or all of it.
Result<std::string> read_head(const std::string& path, std::uint64_t bytes);
// Opens a regular file for reading; close-on-exec.
Result<OwnedHandle> open_readable(const std::string& path);
// The last `bytes` of the file, or all of it.
Result<std::string> read_tail(const std::string& path, std::uint64_t bytes);
// A reader sees the old content or the new, never a mixture: temporary file, then rename. Mode as
// given.
Result<> write_file(const std::string& path, std::string_view content, unsigned mode = 0600);
// For a folder that nobody reads before it has its name: a reader could see a part. Fails where
// there is something already.
Result<> make_file(const std::string& path, std::string_view content, unsigned mode = 0600);
Result<> rename_path(const std::string& from, const std::string& to);
// Removes a file or a folder with all that is in it; does not follow symbolic links; missing is
// success, and so is no path.
Result<> remove_tree(const std::string& path);
// A regular file for read_some(); an empty handle if there is none.
OwnedHandle open_to_read(const std::string& path);
// How many bytes an open regular file has; 0 for anything else.
std::uint64_t size_of(Handle file);
// Whether the open file is the one at that path now.
bool is_file_at(Handle file, const std::string& path);
enum class PathKind { missing, file, folder, link, other };
// Of the path itself: a symbolic link is a link.
PathKind kind_of(const std::string& path);
// What a symbolic link holds; empty for anything else.
std::string read_link(const std::string& path);
bool is_root();

// As numbers; empty where users have none.
struct Ids {
  std::string user, group;
};
Ids own_ids();
// Whether this user may write there by the owner, group and mode alone, without any privilege.
bool may_write_unprivileged(const std::string& path);
bool exists(const std::string& path);
bool is_folder(const std::string& path);
// Names only, sorted, without "." and "..". A missing folder is empty.
std::vector<std::string> list_folder(const std::string& path);
// Absolute, without symbolic links, "." or "..".
Result<std::string> real_path(const std::string& path);
// The same file without blanks and special characters in its name, where the system keeps such a
// name (Windows); the path itself otherwise, or when there is no such file.
std::string short_path(const std::string& path);
// Searches PATH; a name with a slash is taken as a path. Empty when there is no such executable.
std::string find_executable(const std::string& name);

// An exclusive advisory lock on a file, held until destruction or the end of the process. The lock
// belongs to the open file, so a child that inherits `handle()` keeps it (flock(2)).
class FileLock {
 public:
  // unavailable if somebody else holds it. Makes the file (0600).
  static Result<FileLock> acquire(const std::string& path, bool wait);
  // Adopts a lock that the parent process passed on as an open file.
  static FileLock adopt(int handle);
  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&& other) noexcept;
  ~FileLock();
  int handle() const { return handle_; }

 private:
  explicit FileLock(int handle) : handle_(handle) {}
  int handle_;
};

// Whether somebody holds the lock now.
bool is_locked(const std::string& path);
// Returns once nobody holds it. Several may wait, and none of them makes it look held.
Result<> wait_until_unlocked(const std::string& path);

}  // namespace sandtray::platform
