// SPDX-License-Identifier: MIT
// kqueue(2) with EVFILT_VNODE. A folder tells that something in it has changed, and what is found
// by comparing its names; a file tells that a lock on it was let go (NOTE_FUNLOCK), as closing the
// last descriptor of its holder does.
#include "platform/change_watch.h"

#include <fcntl.h>
#include <sys/event.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <ctime>
#include <iterator>
#include <map>
#include <utility>

#include "platform/file.h"

namespace sandtray::platform {
namespace {

OwnedHandle open_to_watch(const std::string& path) {
  return OwnedHandle(open(path.c_str(), O_EVTONLY | O_CLOEXEC));
}

class Vnodes final : public ChangeWatch {
 public:
  Vnodes(OwnedHandle queue, OwnedHandle opened, std::string folder)
      : queue_(std::move(queue)), opened_(std::move(opened)), folder_(std::move(folder)) {}

  bool start() {
    if (!watch(opened_.get(), NOTE_WRITE)) return false;
    names_ = list_folder(folder_);
    return true;
  }

  Result<int> follow_writer(const std::string& file) override {
    auto opened = open_to_watch(file);
    if (!opened || !watch(opened.get(), NOTE_FUNLOCK | NOTE_DELETE | NOTE_RENAME | NOTE_REVOKE)) {
      return fail_errno(errno, "cannot watch " + file);
    }
    const int number = opened.get();
    files_.emplace(number, std::move(opened));
    return number;
  }
  void unfollow(int number) override { files_.erase(number); }  // closing it ends its events
  Handle handle() const override { return queue_.get(); }

  Changes read() override {
    Changes changes;
    bool in_folder = false;
    constexpr timespec now{};
    struct kevent event {};
    while (kevent(queue_.get(), nullptr, 0, &event, 1, &now) == 1) {
      const auto number = static_cast<int>(event.ident);
      if (number == opened_.get()) {
        in_folder = true;
      } else if ((event.fflags & (NOTE_DELETE | NOTE_RENAME | NOTE_REVOKE)) != 0) {
        files_.erase(number);
        changes.gone.push_back(number);
      } else {
        changes.released.push_back(number);
      }
    }
    if (in_folder) changes.names = changed_names();
    return changes;
  }

 private:
  bool watch(Handle handle, unsigned what) {
    struct kevent wanted {};
    EV_SET(&wanted, static_cast<uintptr_t>(handle), EVFILT_VNODE, EV_ADD | EV_CLEAR, what, 0,
           nullptr);
    return kevent(queue_.get(), &wanted, 1, nullptr, 0, nullptr) == 0;
  }

  // Both lists are sorted.
  std::vector<std::string> changed_names() {
    auto before = std::exchange(names_, list_folder(folder_));
    std::vector<std::string> changed;
    std::set_symmetric_difference(before.begin(), before.end(), names_.begin(), names_.end(),
                                  std::back_inserter(changed));
    std::erase_if(changed, [](const std::string& name) { return name.starts_with('.'); });
    return changed;
  }

  OwnedHandle queue_, opened_;
  std::string folder_;
  std::vector<std::string> names_;
  std::map<int, OwnedHandle> files_;
};

}  // namespace

Result<std::unique_ptr<ChangeWatch>> ChangeWatch::create(const std::string& folder) {
  OwnedHandle queue(kqueue());
  auto opened = open_to_watch(folder);
  if (!queue || !opened) return fail_errno(errno, "cannot watch " + folder);
  keep_private(queue.get());
  auto made = std::make_unique<Vnodes>(std::move(queue), std::move(opened), folder);
  if (!made->start()) return fail_errno(errno, "cannot watch " + folder);
  return made;
}

}  // namespace sandtray::platform
