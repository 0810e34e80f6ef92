// SPDX-License-Identifier: MIT
// kqueue(2) with EVFILT_VNODE. A folder's own event tells what was made, renamed or removed in it;
// what is written into a file is told by the file alone, so every file in the folder is watched
// too.
#include "platform/folder_watch.h"

#include <fcntl.h>
#include <sys/event.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <ctime>
#include <map>
#include <utility>

#include "platform/file.h"

namespace sandtray::platform {
namespace {

class VnodeWatch : public FolderWatch {
 public:
  explicit VnodeWatch(OwnedHandle queue) : queue_(std::move(queue)) {}

  Result<> add(const std::string& folder) override {
    if (folders_.contains(folder)) return {};
    OwnedHandle opened(open(folder.c_str(), O_EVTONLY | O_DIRECTORY | O_CLOEXEC));
    if (!opened || !watch(opened.get())) {
      const int error = errno;
      return fail_errno(error, "cannot watch " + folder,
                        error == EMFILE ? "Raise the number of open files with ulimit -n." : "");
    }
    const Handle handle = opened.get();
    folders_.emplace(folder, std::move(opened));
    watched_.emplace(handle, folder);
    look_for_files(folder);
    return {};
  }

  Handle handle() const override { return queue_.get(); }

  void drain() override {
    constexpr timespec now{};
    struct kevent event {};
    while (kevent(queue_.get(), nullptr, 0, &event, 1, &now) == 1) {
      const auto handle = static_cast<Handle>(event.ident);
      const bool gone = (event.fflags & (NOTE_DELETE | NOTE_RENAME | NOTE_REVOKE)) != 0;
      if (const auto file = files_.find(handle); file != files_.end()) {
        if (gone) forget_file(handle);
      } else if (const auto found = watched_.find(handle); found != watched_.end()) {
        const auto folder = found->second;
        if (gone) {
          watched_.erase(found);
          folders_.erase(folder);
        } else {
          look_for_files(folder);
        }
      }
    }
  }

 private:
  struct File {
    OwnedHandle handle;
    std::string path;
  };

  bool watch(Handle handle) {
    struct kevent wanted {};
    EV_SET(&wanted, static_cast<uintptr_t>(handle), EVFILT_VNODE, EV_ADD | EV_CLEAR,
           NOTE_WRITE | NOTE_EXTEND | NOTE_DELETE | NOTE_RENAME | NOTE_REVOKE, 0, nullptr);
    return kevent(queue_.get(), &wanted, 1, nullptr, 0, nullptr) == 0;
  }

  // A file that was replaced has a name that is known and is another file.
  void look_for_files(const std::string& folder) {
    for (const auto& name : list_folder(folder)) {
      const auto path = folder + "/" + name;
      const auto known = paths_.find(path);
      if (known != paths_.end() && is_file_at(known->second, path)) continue;
      if (known != paths_.end()) forget_file(known->second);
      if (kind_of(path) != PathKind::file) continue;
      OwnedHandle opened(open(path.c_str(), O_EVTONLY | O_NOFOLLOW | O_CLOEXEC));
      if (!opened || !watch(opened.get())) continue;
      const Handle handle = opened.get();
      paths_.emplace(path, handle);
      files_.emplace(handle, File{std::move(opened), path});
    }
  }

  void forget_file(Handle handle) {
    const auto file = files_.find(handle);
    if (file == files_.end()) return;
    paths_.erase(file->second.path);
    files_.erase(file);  // closing it ends its events
  }

  OwnedHandle queue_;
  std::map<std::string, OwnedHandle> folders_;
  std::map<Handle, std::string> watched_;  // of folders
  std::map<Handle, File> files_;
  std::map<std::string, Handle> paths_;  // of files
};

}  // namespace

Result<std::unique_ptr<FolderWatch>> FolderWatch::create() {
  OwnedHandle queue(kqueue());
  if (!queue) return fail_errno(errno, "cannot watch folders");
  keep_private(queue.get());
  return std::make_unique<VnodeWatch>(std::move(queue));
}

}  // namespace sandtray::platform
