// SPDX-License-Identifier: MIT
#include "platform/new_folder.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "base/path.h"
#include "base/text.h"
#include "platform/file.h"

namespace sandtray::platform {
namespace {

constexpr int opening = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;

std::string hidden(const std::string& path) {
  const auto above = parent_of(path);
  return (above == "/" ? "" : above) + "/." + name_of(path) + ".sandtray-new";
}

Failure cannot_make(int error, const std::string& shown) {
  return fail_errno(error, "cannot make " + display_text(shown));
}

bool is_folder_at(Handle folder, const std::string& path) {
  struct stat open_folder {
  }, named{};
  return fstat(folder, &open_folder) == 0 && lstat(path.c_str(), &named) == 0 &&
         open_folder.st_dev == named.st_dev && open_folder.st_ino == named.st_ino;
}

// The mode that was asked for, whatever this process' mask is.
Result<> set_mode(Handle handle, mode_t mode, const std::string& shown) {
  return fchmod(handle, mode) == 0 ? Result<>() : cannot_make(errno, shown);
}

// All that is in it is on the disk before the name is.
int sync_all(Handle folder) {
#ifdef __linux__
  return syncfs(folder) == 0 ? 0 : errno;
#else
  sync();
  return fsync(folder) == 0 ? 0 : errno;
#endif
}

}  // namespace

Result<NewFolder> NewFolder::begin(const std::string& path) {
  if (kind_of(path) != PathKind::missing) {
    return fail(Code::refused, display_text(path) + " is there already",
                "Remove it if it is not needed.");
  }
  const auto beside = hidden(path);
  if (mkdir(beside.c_str(), 0700) != 0 && errno != EEXIST) return cannot_make(errno, path);
  OwnedHandle folder(open(beside.c_str(), opening));
  struct stat info {};
  if (!folder || fstat(folder.get(), &info) != 0) {
    if (errno != ELOOP && errno != ENOTDIR) return cannot_make(errno, path);
    return fail(Code::refused, display_text(beside) + " is no folder of Sandtray",
                "Look at it, and remove it if it is not needed.");
  }
  if (info.st_uid != geteuid()) {
    return fail(Code::refused, display_text(beside) + " is another user's",
                "Look at it, and have it removed.");
  }
  if (flock(folder.get(), LOCK_EX | LOCK_NB) != 0 || !is_folder_at(folder.get(), beside)) {
    return fail(Code::unavailable, "another process makes " + display_text(path) + " now",
                "Wait for it and try again.");
  }
  NewFolder made(path, std::move(folder));
  for (const auto& name : list_folder(beside)) SANDTRAY_TRY(remove_tree(beside + "/" + name));
  return made;
}

NewFolder::~NewFolder() {
  if (folder_ && is_folder_at(folder_.get(), hidden(path_))) (void)remove_tree(hidden(path_));
}

Result<std::pair<OwnedHandle, std::string>> NewFolder::above(const std::string& relative) const {
  OwnedHandle folder(openat(folder_.get(), ".", opening));
  auto parts = split(relative, '/');
  const auto last = parts.back();
  parts.pop_back();
  for (const auto& part : parts) {
    if (folder) folder = OwnedHandle(openat(folder.get(), part.c_str(), opening));
  }
  if (!folder) return cannot_make(errno, relative);
  return std::pair(std::move(folder), last);
}

Result<> NewFolder::make_folder(const std::string& relative) {
  const auto place = above(relative);
  if (!place) return Failure(place.error());
  const auto& [folder, name] = *place;
  if (mkdirat(folder.get(), name.c_str(), 0700) != 0) return cannot_make(errno, relative);
  const OwnedHandle made(openat(folder.get(), name.c_str(), opening));
  return made ? set_mode(made.get(), 0755, relative) : cannot_make(errno, relative);
}

Result<OwnedHandle> NewFolder::make_file(const std::string& relative, bool is_program) {
  const auto place = above(relative);
  if (!place) return Failure(place.error());
  const auto& [folder, name] = *place;
  OwnedHandle file(openat(folder.get(), name.c_str(),
                          O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (!file) return cannot_make(errno, relative);
  SANDTRAY_TRY(set_mode(file.get(), is_program ? 0755 : 0644, relative));
  return file;
}

Result<> NewFolder::make_link(const std::string& relative, const std::string& target) {
  const auto place = above(relative);
  if (!place) return Failure(place.error());
  const auto& [folder, name] = *place;
  return symlinkat(target.c_str(), folder.get(), name.c_str()) == 0 ? Result<>()
                                                                    : cannot_make(errno, relative);
}

Result<> NewFolder::make_hard_link(const std::string& relative, const std::string& existing) {
  const auto from = above(existing);
  if (!from) return Failure(from.error());
  const auto place = above(relative);
  if (!place) return Failure(place.error());
  // Without AT_SYMLINK_FOLLOW: of the very thing that is there.
  const int done =
      linkat(from->first.get(), from->second.c_str(), place->first.get(), place->second.c_str(), 0);
  return done == 0 ? Result<>() : cannot_make(errno, relative);
}

Result<> NewFolder::publish() {
  SANDTRAY_TRY(set_mode(folder_.get(), 0755, path_));
  if (const int error = sync_all(folder_.get()); error != 0) return cannot_make(error, path_);
  if (!is_folder_at(folder_.get(), hidden(path_)) || kind_of(path_) != PathKind::missing) {
    return fail(Code::refused, display_text(path_) + " has been made by somebody else just now");
  }
  SANDTRAY_TRY(rename_path(hidden(path_), path_));
  const OwnedHandle beside(open(parent_of(path_).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (beside) (void)fsync(beside.get());
  folder_.reset();
  return {};
}

}  // namespace sandtray::platform
