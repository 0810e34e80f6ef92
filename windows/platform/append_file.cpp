// SPDX-License-Identifier: MIT
#include "platform/append_file.h"

#include <algorithm>
#include <cerrno>

#include "platform/nt.h"
#include "platform/reserve.h"
#include "platform/security.h"
#include "platform/wide.h"

namespace sandtray::platform {

Result<AppendFile> AppendFile::create(const std::string& path) {
  const auto descriptor = private_descriptor(Private::file);
  if (!descriptor) return Failure(descriptor.error());
  OpenAt how{.access = GENERIC_READ | GENERIC_WRITE, .make = true};
  how.kind = OpenAt::Kind::file;
  auto file = open_at(nullptr, native_path(path), how, descriptor->get());
  if (!file) return fail_errno(last_errno(), "cannot write " + path);
  if (is_link(file.get())) return fail(Code::refused, path + " is a link");
  if (!SetEndOfFile(file.get())) return fail_errno(last_errno(), "cannot write " + path);
  AppendFile made;
  made.file_.reset(add_handle(std::move(file)));
  return made;
}

Io AppendFile::append(std::string_view bytes) {
  Io result{IoState::ok};
  const HANDLE file = native_of(file_.get());
  while (!bytes.empty()) {
    OVERLAPPED end{};
    end.Offset = end.OffsetHigh = 0xFFFFFFFF;  // the end, wherever that is now
    DWORD n = 0;
    const auto size = static_cast<DWORD>(std::min<std::size_t>(bytes.size(), 1u << 30));
    if (!WriteFile(file, bytes.data(), size, &n, &end)) {
      result.state = IoState::failed;
      result.error = last_errno();
      break;
    }
    result.bytes += n;
    bytes.remove_prefix(n);
  }
  size_ += result.bytes;
  return result;
}

std::size_t AppendFile::read(std::uint64_t offset, char* buffer, std::size_t size) const {
  std::size_t done = 0;
  while (done < size) {
    OVERLAPPED at{};
    at.Offset = static_cast<DWORD>((offset + done) & 0xFFFFFFFF);
    at.OffsetHigh = static_cast<DWORD>((offset + done) >> 32);
    DWORD n = 0;
    const auto wanted = static_cast<DWORD>(std::min<std::size_t>(size - done, 1u << 30));
    if (!ReadFile(native_of(file_.get()), buffer + done, wanted, &n, &at) || n == 0) break;
    done += n;
  }
  return done;
}

void AppendFile::end_reserve() {
  reserve_space(file_.get(), size_, 0);
}

void AppendFile::reserve(std::uint64_t bytes) {
  reserve_space(file_.get(), size_, bytes);
}

}  // namespace sandtray::platform
