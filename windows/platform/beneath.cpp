// SPDX-License-Identifier: MIT
#include "platform/beneath.h"

#include <algorithm>
#include <cerrno>

#include "base/text.h"
#include "platform/nt.h"
#include "platform/security.h"
#include "platform/wide.h"

namespace sandtray::platform {
namespace {

Failure in_the_way(int error, const std::string& path) {
  if (error == ENOENT) return fail(Code::not_found, "there is no " + path);
  if (error == ELOOP || error == ENOTDIR || error == EISDIR) {
    return fail(Code::refused, path + " leads through a symbolic link or something odd",
                "An agent may have put it there; look at it and remove it.");
  }
  return fail_errno(error, "cannot open " + path);
}

bool is_plain(const std::string& name) {
  return !name.empty() && name != "." && name != ".." && !to_wide(name).empty();
}

bool is_folder_handle(HANDLE file) {
  const auto attributes = attributes_of(file);
  return attributes != INVALID_FILE_ATTRIBUTES && (attributes & FILE_ATTRIBUTE_DIRECTORY) != 0;
}

// The folder that holds `relative`'s last component, opened one component at a time. Nobody can
// rename or replace an open one of them: it is not shared for deletion.
Result<std::vector<NativeHandle>> open_parents(const std::string& root, const std::string& relative,
                                               bool make) {
  OpenAt how{.access = FILE_LIST_DIRECTORY | FILE_TRAVERSE};
  how.sharing = FILE_SHARE_READ | FILE_SHARE_WRITE;
  std::vector<NativeHandle> open;
  // The root itself is the caller's word; links on the way to it are the person's own.
  const auto real = native_path(root);
  open.emplace_back(CreateFileW(real.c_str(), how.access, how.sharing, nullptr, OPEN_EXISTING,
                                FILE_FLAG_BACKUP_SEMANTICS, nullptr));
  if (!open.back()) return in_the_way(last_errno(), root);
  if (!is_folder_handle(open.back().get())) return in_the_way(ENOTDIR, root);
  auto parts = split(relative, '/');
  parts.pop_back();
  Descriptor descriptor;
  if (make) {
    auto made = private_descriptor(Private::folder);
    if (!made) return Failure(made.error());
    descriptor = std::move(*made);
  }
  for (const auto& part : parts) {
    if (!is_plain(part)) return fail(Code::refused, relative + " is not a plain path");
    auto step = how;
    auto next = open_at(open.back().get(), to_wide(part), step);
    if (!next && make && last_errno() == ENOENT) {
      step.make = true;
      step.kind = OpenAt::Kind::folder;
      next = open_at(open.back().get(), to_wide(part), step, descriptor.get());
    }
    const auto shown = root + "/" + relative;
    if (!next) return in_the_way(last_errno(), shown);
    if (is_link(next.get())) return in_the_way(ELOOP, shown);
    if (!is_folder_handle(next.get())) return in_the_way(ENOTDIR, shown);
    open.push_back(std::move(next));
  }
  return open;
}

std::string last_part(const std::string& relative) {
  return relative.substr(relative.rfind('/') + 1);
}

}  // namespace

Result<std::string> read_beneath(const std::string& root, const std::string& relative,
                                 std::size_t limit) {
  const auto shown = root + "/" + relative;
  const auto parents = open_parents(root, relative, /*make=*/false);
  if (!parents) return Failure(parents.error());
  if (!is_plain(last_part(relative))) {
    return fail(Code::refused, relative + " is not a plain path");
  }
  const auto file =
      open_at(parents->back().get(), to_wide(last_part(relative)), {.access = GENERIC_READ});
  if (!file) return in_the_way(last_errno(), shown);
  if (is_link(file.get())) return in_the_way(ELOOP, shown);
  if (is_folder_handle(file.get())) return in_the_way(EISDIR, shown);
  FILE_STANDARD_INFO info{};
  if (!GetFileInformationByHandleEx(file.get(), FileStandardInfo, &info, sizeof info)) {
    return fail_errno(last_errno(), "cannot look at " + shown);
  }
  // A second name may belong to a file outside.
  if (info.NumberOfLinks != 1) {
    return fail(Code::refused, shown + " has more than one name", "Look at it and remove it.");
  }
  std::string content;
  char buffer[16384];
  while (true) {
    DWORD n = 0;
    if (!ReadFile(file.get(), buffer, sizeof buffer, &n, nullptr)) {
      return fail_errno(last_errno(), "cannot read " + shown);
    }
    if (n == 0) return content;
    content.append(buffer, n);
    if (content.size() > limit) return fail(Code::refused, shown + " is too large to be read");
  }
}

Result<> write_beneath(const std::string& root, const std::string& relative,
                       std::string_view content) {
  const auto shown = root + "/" + relative;
  const auto parents = open_parents(root, relative, /*make=*/true);
  if (!parents) return Failure(parents.error());
  const auto name = last_part(relative);
  if (!is_plain(name)) return fail(Code::refused, relative + " is not a plain path");
  const HANDLE parent = parents->back().get();
  const auto descriptor = private_descriptor(Private::file);
  if (!descriptor) return Failure(descriptor.error());
  const auto temporary = to_wide(name + ".sandtray." + std::to_string(GetCurrentProcessId()));
  if (const auto old = open_at(parent, temporary, {.access = DELETE | FILE_WRITE_ATTRIBUTES})) {
    delete_open(old.get());
  }
  OpenAt how{.access = GENERIC_WRITE | DELETE, .make = true, .exclusive = true};
  how.kind = OpenAt::Kind::file;
  const auto file = open_at(parent, temporary, how, descriptor->get());
  if (!file) return in_the_way(last_errno(), shown);
  bool good = true;
  while (good && !content.empty()) {
    DWORD n = 0;
    const auto size = static_cast<DWORD>(std::min<std::size_t>(content.size(), 1u << 30));
    good = WriteFile(file.get(), content.data(), size, &n, nullptr);
    if (good) content.remove_prefix(n);
  }
  if (!good || !rename_open(file.get(), parent, to_wide(name))) {
    const int error = last_errno();
    delete_open(file.get());
    return fail_errno(error, "cannot write " + shown);
  }
  return {};
}

}  // namespace sandtray::platform
