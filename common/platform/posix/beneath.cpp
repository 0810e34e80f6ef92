// SPDX-License-Identifier: MIT
#include "platform/beneath.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "base/text.h"
#include "platform/handle.h"

namespace sandtray::platform {
namespace {

Failure in_the_way(int error, const std::string& path) {
  if (error == ENOENT) return fail(Code::not_found, "there is no " + path);
  if (error == ELOOP || error == ENOTDIR || error == EMLINK) {
    return fail(Code::refused, path + " leads through a symbolic link or something odd",
                "An agent may have put it there; look at it and remove it.");
  }
  return fail_errno(error, "cannot open " + path);
}

// The folder that holds `relative`'s last component, opened one component at a time.
Result<OwnedHandle> open_parent(const std::string& root, const std::string& relative, bool make) {
  OwnedHandle folder(open(root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder) return in_the_way(errno, root);
  auto parts = split(relative, '/');
  parts.pop_back();
  for (const auto& part : parts) {
    if (part.empty() || part == "." || part == "..") {
      return fail(Code::refused, relative + " is not a plain path");
    }
    if (make && mkdirat(folder.get(), part.c_str(), 0700) != 0 && errno != EEXIST) {
      return fail_errno(errno, "cannot make a folder for " + relative);
    }
    OwnedHandle next(
        openat(folder.get(), part.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!next) return in_the_way(errno, root + "/" + relative);
    folder = std::move(next);
  }
  return folder;
}

std::string last_part(const std::string& relative) {
  return relative.substr(relative.rfind('/') + 1);
}

}  // namespace

Result<std::string> read_beneath(const std::string& root, const std::string& relative,
                                 std::size_t limit) {
  const auto shown = root + "/" + relative;
  const auto parent = open_parent(root, relative, /*make=*/false);
  if (!parent) return Failure(parent.error());
  const OwnedHandle file(openat(parent->get(), last_part(relative).c_str(),
                                O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  if (!file) return in_the_way(errno, shown);
  struct stat info {};
  if (fstat(file.get(), &info) != 0) return fail_errno(errno, "cannot look at " + shown);
  if (!S_ISREG(info.st_mode)) return in_the_way(ENOTDIR, shown);
  // A second name may belong to a file outside.
  if (info.st_nlink != 1) {
    return fail(Code::refused, shown + " has more than one name", "Look at it and remove it.");
  }
  std::string content;
  char buffer[16384];
  while (true) {
    const auto n = read(file.get(), buffer, sizeof buffer);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return fail_errno(errno, "cannot read " + shown);
    if (n == 0) return content;
    content.append(buffer, static_cast<std::size_t>(n));
    if (content.size() > limit) return fail(Code::refused, shown + " is too large to be read");
  }
}

Result<> write_beneath(const std::string& root, const std::string& relative,
                       std::string_view content) {
  const auto shown = root + "/" + relative;
  const auto parent = open_parent(root, relative, /*make=*/true);
  if (!parent) return Failure(parent.error());
  const auto name = last_part(relative);
  const auto temporary = name + ".sandtray." + std::to_string(getpid());
  unlinkat(parent->get(), temporary.c_str(), 0);
  const OwnedHandle file(openat(parent->get(), temporary.c_str(),
                                O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (!file) return in_the_way(errno, shown);
  while (!content.empty()) {
    const auto n = write(file.get(), content.data(), content.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) {
      const int error = errno;
      unlinkat(parent->get(), temporary.c_str(), 0);
      return fail_errno(error, "cannot write " + shown);
    }
    content.remove_prefix(static_cast<std::size_t>(n));
  }
  if (renameat(parent->get(), temporary.c_str(), parent->get(), name.c_str()) != 0) {
    const int error = errno;
    unlinkat(parent->get(), temporary.c_str(), 0);
    return fail_errno(error, "cannot write " + shown);
  }
  return {};
}

}  // namespace sandtray::platform
