// SPDX-License-Identifier: MIT
// One request per folder for what changes in it; all of them share one event.
#include "platform/folder_watch.h"

#include <array>
#include <map>

#include "platform/native.h"
#include "platform/wide.h"

namespace sandtray::platform {
namespace {

constexpr DWORD what = FILE_NOTIFY_CHANGE_FILE_NAME | FILE_NOTIFY_CHANGE_DIR_NAME |
                       FILE_NOTIFY_CHANGE_SIZE | FILE_NOTIFY_CHANGE_LAST_WRITE;

// The system writes into `state` and `changes` while it is pending.
struct Folder {
  NativeHandle handle;
  OVERLAPPED state{};
  bool pending = false;
  alignas(DWORD) std::array<char, 1024> changes{};  // too many for it: that is a change, too

  void ask(HANDLE event) {
    state = {};
    state.hEvent = event;
    pending = ReadDirectoryChangesW(handle.get(), changes.data(), changes.size(), FALSE, what,
                                    nullptr, &state, nullptr);
  }
  bool has_news() const { return pending && HasOverlappedIoCompleted(&state); }
  ~Folder() {
    if (!pending) return;
    CancelIoEx(handle.get(), &state);
    DWORD nothing = 0;
    GetOverlappedResult(handle.get(), &state, &nothing, TRUE);
  }
};

class Changes final : public Object {
 public:
  Changes() : Object(NativeHandle(CreateEventW(nullptr, TRUE, FALSE, nullptr))) {}

  HANDLE readable() override { return native(); }

  Result<> add(const std::string& path) {
    if (const auto known = folders_.find(path); known != folders_.end() && known->second->pending) {
      return {};
    }
    auto folder = std::make_unique<Folder>();
    folder->handle = NativeHandle(
        CreateFileW(native_path(path).c_str(), FILE_LIST_DIRECTORY,
                    FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr, OPEN_EXISTING,
                    FILE_FLAG_BACKUP_SEMANTICS | FILE_FLAG_OVERLAPPED, nullptr));
    if (!folder->handle) return fail_errno(last_errno(), "cannot watch " + path);
    folder->ask(native());
    if (!folder->pending) return fail_errno(last_errno(), "cannot watch " + path);
    folders_[path] = std::move(folder);
    wake_for_news();
    return {};
  }

  void drain() {
    ResetEvent(native());
    for (auto it = folders_.begin(); it != folders_.end();) {
      auto& folder = *it->second;
      if (folder.has_news()) folder.ask(native());
      it = folder.pending ? std::next(it) : folders_.erase(it);
    }
    wake_for_news();
  }

 private:
  // A new request resets the event, and with it the word of the others.
  void wake_for_news() {
    for (const auto& [path, folder] : folders_) {
      if (folder->has_news()) SetEvent(native());
    }
  }

  std::map<std::string, std::unique_ptr<Folder>> folders_;
};

class Watch final : public FolderWatch {
 public:
  Result<> add(const std::string& folder) override { return changes_->add(folder); }
  Handle handle() const override { return handle_.get(); }
  void drain() override { changes_->drain(); }

 private:
  std::shared_ptr<Changes> changes_ = std::make_shared<Changes>();
  OwnedHandle handle_{add_object(changes_)};
};

}  // namespace

Result<std::unique_ptr<FolderWatch>> FolderWatch::create() {
  return std::make_unique<Watch>();
}

}  // namespace sandtray::platform
