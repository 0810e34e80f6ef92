// SPDX-License-Identifier: MIT
#include "platform/folder_changes.h"

#include <array>
#include <cstddef>
#include <cstring>
#include <iterator>

#include "platform/wide.h"

namespace sandtray::platform {

// The system writes into `state` and `changes` while it is pending.
struct FolderChanges::Request {
  NativeHandle handle;
  OVERLAPPED state{};
  bool pending = false;
  alignas(DWORD) std::array<char, 8192> changes{};

  void ask(HANDLE event, DWORD what) {
    state = {};
    state.hEvent = event;
    pending = ReadDirectoryChangesW(handle.get(), changes.data(), changes.size(), FALSE, what,
                                    nullptr, &state, nullptr);
  }
  bool has_news() const { return pending && HasOverlappedIoCompleted(&state); }

  // FILE_NOTIFY_INFORMATION, one after the other; none of them when they were too many.
  void read(News& news) {
    DWORD size = 0;
    if (!GetOverlappedResult(handle.get(), &state, &size, FALSE) || size == 0) {
      news.lost = true;
      return;
    }
    constexpr auto head = offsetof(FILE_NOTIFY_INFORMATION, FileName);
    for (std::size_t at = 0; at + head <= size;) {
      FILE_NOTIFY_INFORMATION info;
      std::memcpy(&info, changes.data() + at, head);
      std::wstring name(info.FileNameLength / sizeof(wchar_t), L'\0');
      std::memcpy(name.data(), changes.data() + at + head, name.size() * sizeof(wchar_t));
      news.names.push_back(to_utf8(name));
      if (info.NextEntryOffset == 0) return;
      at += info.NextEntryOffset;
    }
  }

  Request() = default;
  Request(const Request&) = delete;
  Request& operator=(const Request&) = delete;
  ~Request() {
    if (!pending) return;
    CancelIoEx(handle.get(), &state);
    DWORD nothing = 0;
    GetOverlappedResult(handle.get(), &state, &nothing, TRUE);
  }
};

FolderChanges::FolderChanges(DWORD what)
    : Object(NativeHandle(CreateEventW(nullptr, TRUE, FALSE, nullptr))), what_(what) {}

FolderChanges::~FolderChanges() = default;

Result<> FolderChanges::add(const std::string& folder) {
  if (const auto known = requests_.find(folder);
      known != requests_.end() && known->second->pending) {
    return {};
  }
  auto request = std::make_unique<Request>();
  request->handle = NativeHandle(
      CreateFileW(native_path(folder).c_str(), FILE_LIST_DIRECTORY,
                  FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr, OPEN_EXISTING,
                  FILE_FLAG_BACKUP_SEMANTICS | FILE_FLAG_OVERLAPPED, nullptr));
  if (!request->handle) return fail_errno(last_errno(), "cannot watch " + folder);
  request->ask(native(), what_);
  if (!request->pending) return fail_errno(last_errno(), "cannot watch " + folder);
  requests_[folder] = std::move(request);
  wake_for_news();
  return {};
}

std::vector<FolderChanges::News> FolderChanges::take() {
  std::vector<News> all;
  ResetEvent(native());
  for (auto it = requests_.begin(); it != requests_.end();) {
    auto& request = *it->second;
    if (request.has_news()) {
      auto& news = all.emplace_back();
      news.folder = it->first;
      request.read(news);
      request.ask(native(), what_);
    }
    it = request.pending ? std::next(it) : requests_.erase(it);
  }
  wake_for_news();
  return all;
}

// A new request resets the event, and with it the word of the others.
void FolderChanges::wake_for_news() {
  for (const auto& [folder, request] : requests_) {
    if (request->has_news()) SetEvent(native());
  }
}

}  // namespace sandtray::platform
