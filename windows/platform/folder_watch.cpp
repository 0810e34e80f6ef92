// SPDX-License-Identifier: MIT
#include "platform/folder_watch.h"

#include "platform/folder_changes.h"

namespace sandtray::platform {
namespace {

constexpr DWORD what = FILE_NOTIFY_CHANGE_FILE_NAME | FILE_NOTIFY_CHANGE_DIR_NAME |
                       FILE_NOTIFY_CHANGE_SIZE | FILE_NOTIFY_CHANGE_LAST_WRITE;

class Watch final : public FolderWatch {
 public:
  Result<> add(const std::string& folder) override { return changes_->add(folder); }
  Handle handle() const override { return handle_.get(); }
  void drain() override { (void)changes_->take(); }

 private:
  std::shared_ptr<FolderChanges> changes_ = std::make_shared<FolderChanges>(what);
  OwnedHandle handle_{add_object(changes_)};
};

}  // namespace

Result<std::unique_ptr<FolderWatch>> FolderWatch::create() {
  return std::make_unique<Watch>();
}

}  // namespace sandtray::platform
