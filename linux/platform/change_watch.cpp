// SPDX-License-Identifier: MIT
// inotify(7).
#include "platform/change_watch.h"

#include <sys/inotify.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace sandtray::platform {
namespace {

class Inotify final : public ChangeWatch {
 public:
  Inotify(OwnedHandle handle, int folder) : handle_(std::move(handle)), folder_(folder) {}

  // The kernel tells when the last descriptor that may write is closed.
  Result<int> follow_writer(const std::string& file) override {
    const int number = inotify_add_watch(handle_.get(), file.c_str(), IN_CLOSE_WRITE);
    if (number < 0) return fail_errno(errno, "cannot watch " + file);
    return number;
  }
  void unfollow(int number) override { inotify_rm_watch(handle_.get(), number); }
  Handle handle() const override { return handle_.get(); }

  Changes read() override {
    Changes changes;
    alignas(inotify_event) char buffer[8192];
    while (true) {
      const auto io = read_some(handle_.get(), buffer, sizeof buffer);
      if (io.state != IoState::ok) return changes;
      for (std::size_t at = 0; at < io.bytes;) {
        inotify_event event;
        std::memcpy(&event, buffer + at, sizeof event);
        const std::string name = event.len > 0 ? buffer + at + sizeof event : "";
        at += sizeof event + event.len;
        if ((event.mask & IN_Q_OVERFLOW) != 0) {
          changes.lost = true;
        } else if (event.wd != folder_) {
          ((event.mask & IN_IGNORED) != 0 ? changes.gone : changes.released).push_back(event.wd);
        } else if (!name.empty() && name[0] != '.') {
          changes.names.push_back(name);
        }
      }
    }
  }

 private:
  OwnedHandle handle_;
  int folder_;
};

}  // namespace

Result<std::unique_ptr<ChangeWatch>> ChangeWatch::create(const std::string& folder) {
  OwnedHandle handle(inotify_init1(IN_NONBLOCK | IN_CLOEXEC));
  const int number = inotify_add_watch(handle.get(), folder.c_str(),
                                       IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE | IN_ONLYDIR);
  if (number < 0) {
    return fail_errno(errno, "cannot watch " + folder,
                      "Raise the limit: sysctl fs.inotify.max_user_instances=512");
  }
  return std::make_unique<Inotify>(std::move(handle), number);
}

}  // namespace sandtray::platform
