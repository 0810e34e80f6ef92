// SPDX-License-Identifier: MIT
#include <atomic>
#include <cerrno>

#include "platform/file.h"
#include "platform/nt.h"
#include "platform/security.h"
#include "platform/wide.h"

namespace sandtray::platform {
namespace {

// A virus scanner or an indexer opens what is new, and lets go of it soon.
constexpr int attempts = 20;
constexpr DWORD pause_ms = 10;

bool is_busy(DWORD error) {
  return error == ERROR_SHARING_VIOLATION || error == ERROR_LOCK_VIOLATION ||
         error == ERROR_ACCESS_DENIED;
}

bool replace_in_one_step(HANDLE file, const std::wstring& target) {
  return rename_open(file, nullptr, target);
}

// Some file systems (FAT, network shares) replace nothing that is open; they let it be moved. What
// is in the way gets a name of its own and goes away with its last reader.
bool replace_in_two_steps(HANDLE file, const std::wstring& target) {
  if (rename_open(file, nullptr, target)) return true;
  const DWORD error = GetLastError();
  static std::atomic<unsigned> number = 0;
  const auto aside =
      target + L".old." + std::to_wstring(GetCurrentProcessId()) + L"." + std::to_wstring(++number);
  const auto old = open_at(nullptr, target,
                           {.access = DELETE | FILE_WRITE_ATTRIBUTES, .kind = OpenAt::Kind::file});
  const bool moved = old && rename_open(old.get(), nullptr, aside);
  const bool done = moved && rename_open(file, nullptr, target);
  if (done) delete_open(old.get());
  if (moved && !done) rename_open(old.get(), nullptr, target);
  SetLastError(error);
  return done;
}

bool patiently(bool (*replace)(HANDLE, const std::wstring&), HANDLE file,
               const std::wstring& target) {
  for (int attempt = 1;; ++attempt) {
    if (replace(file, target)) return true;
    if (attempt == attempts || !is_busy(GetLastError())) return false;
    Sleep(pause_ms);
  }
}

bool write_all(HANDLE file, std::string_view content) {
  while (!content.empty()) {
    DWORD n = 0;
    const auto size = static_cast<DWORD>(std::min<std::size_t>(content.size(), 1u << 30));
    if (!WriteFile(file, content.data(), size, &n, nullptr)) return false;
    content.remove_prefix(n);
  }
  return true;
}

Result<> remove_at(HANDLE parent, const std::wstring& name, const std::string& shown) {
  constexpr ACCESS_MASK access = DELETE | FILE_LIST_DIRECTORY | FILE_WRITE_ATTRIBUTES;
  const auto file = open_at(parent, name, {.access = access});
  if (!file) {
    const int error = last_errno();
    return error == ENOENT ? Result<>{} : fail_errno(error, "cannot remove " + shown);
  }
  const auto attributes = attributes_of(file.get());
  const bool folder = attributes != INVALID_FILE_ATTRIBUTES &&
                      (attributes & FILE_ATTRIBUTE_DIRECTORY) != 0 && !is_link(file.get());
  if (folder) {
    for (const auto& entry : list_at(file.get())) {
      SANDTRAY_TRY(remove_at(file.get(), entry.name, shown + "/" + to_utf8(entry.name)));
    }
  }
  if (!delete_open(file.get())) return fail_errno(last_errno(), "cannot remove " + shown);
  return {};
}

// One that was not there; to be written and, if need be, deleted.
Result<NativeHandle> new_file(const std::wstring& path, const std::string& shown, unsigned mode) {
  Descriptor descriptor;
  // For others to read it, the folder's own list has to let them.
  if ((mode & 077) == 0) {
    auto made = private_descriptor(Private::file);
    if (!made) return Failure(made.error());
    descriptor = std::move(*made);
  }
  auto file = open_at(nullptr, path,
                      {.access = GENERIC_WRITE | DELETE,
                       .make = true,
                       .exclusive = true,
                       .kind = OpenAt::Kind::file},
                      descriptor.get());
  if (!file) return fail_errno(last_errno(), "cannot write " + shown);
  return file;
}

}  // namespace

Result<> write_file(const std::string& path, std::string_view content, unsigned mode) {
  const auto target = native_path(path);
  const auto temporary = target + L".new." + std::to_wstring(GetCurrentProcessId());
  (void)remove_at(nullptr, temporary, path);  // of a process with our number that was killed
  const auto file = new_file(temporary, path, mode);
  if (!file) return Failure(file.error());
  if (!write_all(file->get(), content) || !patiently(replace_in_one_step, file->get(), target)) {
    const int error = last_errno();
    delete_open(file->get());
    return fail_errno(error, "cannot write " + path);
  }
  return {};
}

Result<> make_file(const std::string& path, std::string_view content, unsigned mode) {
  const auto file = new_file(native_path(path), path, mode);
  if (!file) return Failure(file.error());
  if (!write_all(file->get(), content)) {
    const int error = last_errno();
    delete_open(file->get());
    return fail_errno(error, "cannot write " + path);
  }
  return {};
}

Result<> rename_path(const std::string& from, const std::string& to) {
  const auto file = open_at(nullptr, native_path(from), {.access = DELETE});
  if (!file || !patiently(replace_in_two_steps, file.get(), native_path(to))) {
    return fail_errno(last_errno(), "cannot rename " + from);
  }
  return {};
}

Result<> remove_tree(const std::string& path) {
  if (path.empty()) return {};  // what the system takes for one that cannot be
  return remove_at(nullptr, native_path(path), path);
}

}  // namespace sandtray::platform
