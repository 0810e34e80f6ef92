// SPDX-License-Identifier: MIT
// One request per folder for what changes in it; all of them share one event, which is signalled
// when take() has something to tell.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "platform/native.h"

namespace sandtray::platform {

class FolderChanges final : public Object {
 public:
  struct News {
    std::string folder;
    bool lost = false;               // too many, or the folder has gone
    std::vector<std::string> names;  // those that came or went, or were written
  };

  // `what`: FILE_NOTIFY_CHANGE_...
  explicit FolderChanges(DWORD what);
  ~FolderChanges() override;

  HANDLE readable() override { return native(); }
  // A folder that is watched already stays watched.
  Result<> add(const std::string& folder);
  // What has happened since, and watches on. A folder that has gone is forgotten.
  std::vector<News> take();

 private:
  struct Request;
  void wake_for_news();

  const DWORD what_;
  std::map<std::string, std::unique_ptr<Request>> requests_;
};

}  // namespace sandtray::platform
