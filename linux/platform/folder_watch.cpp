// SPDX-License-Identifier: MIT
// inotify(7).
#include "platform/folder_watch.h"

#include <sys/inotify.h>

#include <cerrno>

namespace sandtray::platform {
namespace {

class Inotify : public FolderWatch {
 public:
  explicit Inotify(OwnedHandle handle) : handle_(std::move(handle)) {}

  Result<> add(const std::string& folder) override {
    constexpr auto what = IN_CREATE | IN_MOVED_TO | IN_MODIFY | IN_ONLYDIR;
    if (inotify_add_watch(handle_.get(), folder.c_str(), what) >= 0) return {};
    return fail_errno(errno, "cannot watch " + folder,
                      errno == ENOSPC ? "Raise fs.inotify.max_user_watches with sysctl." : "");
  }
  Handle handle() const override { return handle_.get(); }
  void drain() override {
    char events[4096];
    while (read_some(handle_.get(), events, sizeof events).state == IoState::ok) {
    }
  }

 private:
  OwnedHandle handle_;
};

}  // namespace

Result<std::unique_ptr<FolderWatch>> FolderWatch::create() {
  OwnedHandle handle(inotify_init1(IN_NONBLOCK | IN_CLOEXEC));
  if (!handle) return fail_errno(errno, "cannot watch folders");
  return std::make_unique<Inotify>(std::move(handle));
}

}  // namespace sandtray::platform
