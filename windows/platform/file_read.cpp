// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cerrno>

#include "platform/file.h"
#include "platform/nt.h"
#include "platform/wide.h"

namespace sandtray::platform {
namespace {

constexpr DWORD share_all = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;

NativeHandle open_for_reading(const std::string& path) {
  return NativeHandle(CreateFileW(native_path(path).c_str(), GENERIC_READ, share_all, nullptr,
                                  OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS, nullptr));
}

// Its size, once it is known to be a regular file.
Result<std::uint64_t> size_of(const NativeHandle& file, const std::string& path) {
  if (!file) {
    const int error = last_errno();
    auto failure = fail_errno(error, "cannot read " + path);
    if (error == ENOENT) failure.value().code = Code::not_found;
    return failure;
  }
  const auto attributes = attributes_of(file.get());
  if (GetFileType(file.get()) != FILE_TYPE_DISK || attributes == INVALID_FILE_ATTRIBUTES ||
      (attributes & FILE_ATTRIBUTE_DIRECTORY) != 0) {
    return fail(Code::config, path + " is not a regular file");
  }
  LARGE_INTEGER size{};
  if (!GetFileSizeEx(file.get(), &size)) return fail_errno(last_errno(), "cannot read " + path);
  return static_cast<std::uint64_t>(size.QuadPart);
}

Result<std::string> read_at(const NativeHandle& file, const std::string& path, std::uint64_t from,
                            std::uint64_t size) {
  std::string content(static_cast<std::size_t>(size), '\0');
  std::size_t done = 0;
  while (done < content.size()) {
    OVERLAPPED at{};
    at.Offset = static_cast<DWORD>((from + done) & 0xFFFFFFFF);
    at.OffsetHigh = static_cast<DWORD>((from + done) >> 32);
    DWORD n = 0;
    const auto wanted = static_cast<DWORD>(std::min<std::size_t>(content.size() - done, 1u << 30));
    if (!ReadFile(file.get(), content.data() + done, wanted, &n, &at)) {
      if (GetLastError() == ERROR_HANDLE_EOF) break;
      return fail_errno(last_errno(), "cannot read " + path);
    }
    if (n == 0) break;
    done += n;
  }
  content.resize(done);
  return content;
}

}  // namespace

Result<std::string> read_file(const std::string& path, std::uint64_t limit) {
  const auto file = open_for_reading(path);
  const auto size = size_of(file, path);
  if (!size) return Failure(size.error());
  if (*size > limit) return fail(Code::config, path + " is too large to be read");
  return read_at(file, path, 0, *size);
}

Result<std::string> read_head(const std::string& path, std::uint64_t bytes) {
  const auto file = open_for_reading(path);
  const auto size = size_of(file, path);
  if (!size) return Failure(size.error());
  return read_at(file, path, 0, std::min(bytes, *size));
}

Result<std::string> read_tail(const std::string& path, std::uint64_t bytes) {
  const auto file = open_for_reading(path);
  const auto size = size_of(file, path);
  if (!size) return Failure(size.error());
  const auto from = *size > bytes ? *size - bytes : 0;
  return read_at(file, path, from, *size - from);
}

Result<OwnedHandle> open_readable(const std::string& path) {
  auto file = open_for_reading(path);
  const auto size = size_of(file, path);
  if (!size) return Failure(size.error());
  return OwnedHandle(add_handle(std::move(file)));
}

OwnedHandle open_to_read(const std::string& path) {
  auto file = open_at(nullptr, native_path(path), {.access = GENERIC_READ});
  if (!file || is_link(file.get()) || !size_of(file, path)) return {};
  return OwnedHandle(add_handle(std::move(file)));
}

std::uint64_t size_of(Handle file) {
  LARGE_INTEGER size{};
  const HANDLE native = native_of(file);
  const bool known = native != nullptr && GetFileSizeEx(native, &size) != 0;
  return known ? static_cast<std::uint64_t>(size.QuadPart) : 0;
}

bool is_file_at(Handle file, const std::string& path) {
  const auto named = open_at(nullptr, native_path(path), {.access = 0});
  return named && native_of(file) != nullptr && is_same_file(native_of(file), named.get());
}

}  // namespace sandtray::platform
