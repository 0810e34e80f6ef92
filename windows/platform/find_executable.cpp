// SPDX-License-Identifier: MIT
#include <windows.h>

#include "base/text.h"
#include "platform/file.h"
#include "platform/wide.h"

namespace sandtray::platform {
namespace {

// What spawn() can start, in the order in which the system tries them.
constexpr const char* endings[] = {".com", ".exe", ".bat", ".cmd"};

bool ends_in(const std::string& name, const std::string& ending) {
  return name.size() > ending.size() &&
         CompareStringOrdinal(to_wide(name.substr(name.size() - ending.size())).c_str(), -1,
                              to_wide(ending).c_str(), -1, TRUE) == CSTR_EQUAL;
}

bool is_file(const std::string& path) {
  const auto attributes = GetFileAttributesW(native_path(path).c_str());
  return attributes != INVALID_FILE_ATTRIBUTES && (attributes & FILE_ATTRIBUTE_DIRECTORY) == 0;
}

// As it is if it ends in one of them, otherwise with the first that exists.
std::string complete(const std::string& path) {
  for (const auto* ending : endings) {
    if (ends_in(path, ending)) return is_file(path) ? path : "";
  }
  for (const auto* ending : endings) {
    if (is_file(path + ending)) return path + ending;
  }
  return "";
}

// To some shell each other character says something.
bool needs_another_name(const std::string& path) {
  constexpr std::string_view harmless =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:~";
  return path.find_first_not_of(harmless) != std::string::npos;
}

bool is_absolute(const std::string& path) {
  return path.size() >= 3 && ((path[1] == ':' && path[2] == '/') || path.starts_with("//"));
}

}  // namespace

std::string short_path(const std::string& path) {
  if (!needs_another_name(path)) return path;
  std::wstring name(32768, L'\0');
  const auto length =
      GetShortPathNameW(native_path(path).c_str(), name.data(), static_cast<DWORD>(name.size()));
  if (length == 0 || length >= name.size()) return path;
  name.resize(length);
  return portable_path(name);
}

// Unlike the system's own search this never looks into the present folder: a workspace must not put
// its own programs before the person's.
std::string find_executable(const std::string& name) {
  if (name.find_first_of("/\\:") != std::string::npos) return complete(name);
  std::wstring path(GetEnvironmentVariableW(L"PATH", nullptr, 0), L'\0');
  path.resize(GetEnvironmentVariableW(L"PATH", path.data(), static_cast<DWORD>(path.size())));
  for (auto folder : split(portable_path(path), ';')) {
    // Some installers quote their entry.
    if (folder.size() > 1 && folder.front() == '"' && folder.back() == '"') {
      folder = folder.substr(1, folder.size() - 2);
    }
    while (folder.size() > 3 && folder.back() == '/') folder.pop_back();
    if (name.empty() || !is_absolute(folder)) continue;
    const auto found = complete(folder.ends_with('/') ? folder + name : folder + "/" + name);
    if (!found.empty()) return found;
  }
  return "";
}

}  // namespace sandtray::platform
