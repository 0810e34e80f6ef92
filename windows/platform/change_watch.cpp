// SPDX-License-Identifier: MIT
// The file that a lock's holders have open goes away with the last of them (file_lock.h), so their
// end is a change in the folder of those files.
#include "platform/change_watch.h"

#include <map>

#include "base/path.h"
#include "platform/file_lock.h"
#include "platform/folder_changes.h"

namespace sandtray::platform {
namespace {

class Watch final : public ChangeWatch {
 public:
  explicit Watch(std::string folder) : folder_(std::move(folder)) {}

  Result<> start() { return changes_->add(folder_); }

  Result<int> follow_writer(const std::string& file) override {
    auto held = held_file(file);
    if (!held) return Failure(held.error());
    SANDTRAY_TRY(changes_->add(parent_of(*held)));
    followed_[++last_number_] = std::move(*held);
    return last_number_;
  }
  void unfollow(int number) override { followed_.erase(number); }
  Handle handle() const override { return handle_.get(); }

  Changes read() override {
    Changes changes;
    for (auto& news : changes_->take()) {
      for (const auto& [number, held] : followed_) {
        if (concerns(news, held)) changes.released.push_back(number);
      }
      if (news.folder != folder_) continue;
      changes.lost |= news.lost;
      std::erase_if(news.names, [](const auto& name) { return name.starts_with('.'); });
      changes.names = std::move(news.names);
    }
    return changes;
  }

 private:
  static bool concerns(const FolderChanges::News& news, const std::string& held) {
    if (parent_of(held) != news.folder) return false;
    for (const auto& name : news.names) {
      if (held == news.folder + "/" + name) return true;
    }
    return news.lost;
  }

  const std::string folder_;
  std::shared_ptr<FolderChanges> changes_ =
      std::make_shared<FolderChanges>(FILE_NOTIFY_CHANGE_FILE_NAME | FILE_NOTIFY_CHANGE_DIR_NAME);
  OwnedHandle handle_{add_object(changes_)};
  std::map<int, std::string> followed_;
  int last_number_ = 0;
};

}  // namespace

Result<std::unique_ptr<ChangeWatch>> ChangeWatch::create(const std::string& folder) {
  auto made = std::make_unique<Watch>(folder);
  SANDTRAY_TRY(made->start());
  return made;
}

}  // namespace sandtray::platform
