// SPDX-License-Identifier: MIT
#include <windows.h>
#include <winioctl.h>

#include <algorithm>
#include <cerrno>
#include <vector>

#include "platform/file.h"
#include "platform/nt.h"
#include "platform/security.h"
#include "platform/wide.h"

namespace sandtray::platform {
namespace {

constexpr DWORD share_all = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;

// Where links lead to, as stat() would.
NativeHandle open_target(const std::string& path, DWORD access) {
  return NativeHandle(CreateFileW(native_path(path).c_str(), access, share_all, nullptr,
                                  OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS, nullptr));
}

bool is_folder_handle(HANDLE file) {
  const auto attributes = attributes_of(file);
  return attributes != INVALID_FILE_ATTRIBUTES && (attributes & FILE_ATTRIBUTE_DIRECTORY) != 0;
}

// What FSCTL_GET_REPARSE_POINT answers; the compiler's headers leave it to the kernel's.
struct LinkData {
  ULONG tag;
  USHORT size, unused;
  USHORT target_offset, target_bytes, shown_offset, shown_bytes;
};

}  // namespace

PathKind kind_of(const std::string& path) {
  const auto file = open_at(nullptr, native_path(path), {.access = 0});
  if (!file) {
    // Somebody may keep it to himself, and it is there all the same.
    return GetFileAttributesW(native_path(path).c_str()) == INVALID_FILE_ATTRIBUTES
               ? PathKind::missing
               : PathKind::other;
  }
  if (is_link(file.get())) return PathKind::link;
  if (is_folder_handle(file.get())) return PathKind::folder;
  return GetFileType(file.get()) == FILE_TYPE_DISK ? PathKind::file : PathKind::other;
}

std::string read_link(const std::string& path) {
  const auto file = open_at(nullptr, native_path(path), {.access = 0});
  if (!file || !is_link(file.get())) return "";
  alignas(LinkData) char buffer[MAXIMUM_REPARSE_DATA_BUFFER_SIZE];
  DWORD size = 0;
  if (!DeviceIoControl(file.get(), FSCTL_GET_REPARSE_POINT, nullptr, 0, buffer, sizeof buffer,
                       &size, nullptr)) {
    return "";
  }
  const auto* data = reinterpret_cast<const LinkData*>(buffer);
  // A symbolic link has a word of flags before its names.
  const auto names = sizeof(LinkData) + (data->tag == IO_REPARSE_TAG_SYMLINK ? sizeof(ULONG) : 0);
  const auto start = names + data->shown_offset;
  if (start + data->shown_bytes > size) return "";
  return portable_path(
      {reinterpret_cast<const wchar_t*>(buffer + start), data->shown_bytes / sizeof(wchar_t)});
}

Ids own_ids() {
  return {};
}

bool is_root() {
  HANDLE opened = nullptr;
  if (!OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY, &opened)) return false;
  const NativeHandle token(opened);
  TOKEN_ELEVATION elevation{};
  DWORD size = 0;
  return GetTokenInformation(opened, TokenElevation, &elevation, sizeof elevation, &size) &&
         elevation.TokenIsElevated != 0;
}

bool may_write_unprivileged(const std::string& path) {
  const bool read_only = !is_folder(path) && (GetFileAttributesW(native_path(path).c_str()) &
                                              FILE_ATTRIBUTE_READONLY) != 0;
  // For a folder the same bit means adding a file. Only privileges that were switched on count.
  return !read_only && static_cast<bool>(open_target(path, FILE_WRITE_DATA));
}

bool exists(const std::string& path) {
  return static_cast<bool>(open_target(path, 0));
}

bool is_folder(const std::string& path) {
  const auto file = open_target(path, 0);
  return file && is_folder_handle(file.get());
}

std::vector<std::string> list_folder(const std::string& path) {
  std::vector<std::string> names;
  const auto folder = open_target(path, FILE_LIST_DIRECTORY);
  if (!folder || !is_folder_handle(folder.get())) return names;
  for (const auto& entry : list_at(folder.get())) names.push_back(to_utf8(entry.name));
  std::sort(names.begin(), names.end());
  return names;
}

Result<std::string> real_path(const std::string& path) {
  const auto file = open_target(path, 0);
  std::wstring found(32768, L'\0');
  const auto length = file ? GetFinalPathNameByHandleW(file.get(), found.data(),
                                                       static_cast<DWORD>(found.size()), 0)
                           : 0;
  if (length == 0 || length >= found.size()) {
    auto failure = fail_errno(last_errno(), "cannot find " + path);
    failure.value().code = Code::not_found;
    return failure;
  }
  found.resize(length);
  return portable_path(found);
}

}  // namespace sandtray::platform
