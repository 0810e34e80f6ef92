// SPDX-License-Identifier: MIT
#include "platform/paths.h"

#include <windows.h>

#include <knownfolders.h>
#include <shlobj.h>

#include <cerrno>

#include "platform/nt.h"
#include "platform/program_path.h"
#include "platform/security.h"
#include "platform/wide.h"

namespace sandtray::platform {
namespace {

// Only an absolute one counts.
std::string folder_from(const wchar_t* variable) {
  std::wstring value(GetEnvironmentVariableW(variable, nullptr, 0), L'\0');
  value.resize(GetEnvironmentVariableW(variable, value.data(), static_cast<DWORD>(value.size())));
  auto path = portable_path(value);
  while (path.size() > 3 && path.back() == '/') path.pop_back();
  return (path.size() > 2 && path[1] == ':' && path[2] == '/') || path.starts_with("//") ? path
                                                                                         : "";
}

// What the variable says, else what the system says.
std::string folder_from(const wchar_t* variable, const KNOWNFOLDERID& known) {
  auto path = folder_from(variable);
  wchar_t* found = nullptr;
  if (path.empty() && SHGetKnownFolderPath(known, KF_FLAG_DONT_VERIFY, nullptr, &found) == S_OK) {
    path = portable_path(found);
  }
  CoTaskMemFree(found);
  return path;
}

Result<> make_folder(const std::string& path, SECURITY_ATTRIBUTES& attributes) {
  const auto native = native_path(path);
  if (CreateDirectoryW(native.c_str(), &attributes) || GetLastError() == ERROR_ALREADY_EXISTS) {
    return {};
  }
  const auto slash = path.rfind('/');
  if (GetLastError() == ERROR_PATH_NOT_FOUND && slash != std::string::npos && slash > 2) {
    SANDTRAY_TRY(make_folder(path.substr(0, slash), attributes));
    if (CreateDirectoryW(native.c_str(), &attributes) || GetLastError() == ERROR_ALREADY_EXISTS) {
      return {};
    }
  }
  return fail_errno(last_errno(), "cannot make the folder " + path,
                    "Check who may write there and whether the disk is full.");
}

}  // namespace

Result<Paths> find_paths() {
  Paths paths;
  paths.home = folder_from(L"USERPROFILE", FOLDERID_Profile);
  const auto roaming = folder_from(L"APPDATA", FOLDERID_RoamingAppData);
  const auto local = folder_from(L"LOCALAPPDATA", FOLDERID_LocalAppData);
  if (paths.home.empty() || roaming.empty() || local.empty()) {
    return fail(Code::config, "the user's profile has no folder",
                "Set USERPROFILE, APPDATA and LOCALAPPDATA to absolute paths and try again.");
  }
  paths.config = roaming + "/sandtray";
  paths.data = local + "/sandtray/data";
  paths.state = local + "/sandtray/state";
  paths.runtime = local + "/sandtray/run";
  const auto program = program_path();
  paths.bin = program.substr(0, program.rfind('/'));
  paths.share = folder_from(L"SANDTRAY_SHARE");
  if (paths.share.empty()) {
    paths.share = paths.bin.substr(0, paths.bin.rfind('/')) + "/share/sandtray";
  }
  return paths;
}

Result<> make_private_folder(const std::string& path) {
  const auto descriptor = private_descriptor(Private::folder);
  if (!descriptor) return Failure(descriptor.error());
  SECURITY_ATTRIBUTES attributes{sizeof(SECURITY_ATTRIBUTES), descriptor->get(), FALSE};
  SANDTRAY_TRY(make_folder(path, attributes));
  const NativeHandle folder(CreateFileW(native_path(path).c_str(), READ_CONTROL,
                                        FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE,
                                        nullptr, OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS,
                                        nullptr));
  if (!folder) return fail_errno(last_errno(), "cannot look at " + path);
  const auto kind = attributes_of(folder.get());
  if (kind == INVALID_FILE_ATTRIBUTES || (kind & FILE_ATTRIBUTE_DIRECTORY) == 0) {
    return fail_errno(ENOTDIR, "cannot use " + path);
  }
  if (!is_private(folder.get())) {
    return fail(Code::refused, path + " can be changed by other users",
                "Make it yours alone: Properties > Security, or icacls with /inheritance:r.");
  }
  return {};
}

}  // namespace sandtray::platform
