// SPDX-License-Identifier: MIT
#include "platform/wide.h"

#include <windows.h>

#include <algorithm>
#include <vector>

namespace sandtray::platform {
namespace {

constexpr std::wstring_view impossible = L"\\\\?\\?";
constexpr std::wstring_view long_form = L"\\\\?\\";
constexpr std::wstring_view long_share = L"\\\\?\\UNC\\";

bool has_drive(std::wstring_view path) {
  return path.size() >= 2 && path[1] == L':' &&
         ((path[0] >= L'A' && path[0] <= L'Z') || (path[0] >= L'a' && path[0] <= L'z'));
}

// Relative to the drive or to the present folder.
std::wstring make_absolute(const std::wstring& path) {
  std::wstring full(GetFullPathNameW(path.c_str(), 0, nullptr, nullptr), L'\0');
  full.resize(
      GetFullPathNameW(path.c_str(), static_cast<DWORD>(full.size()), full.data(), nullptr));
  return full;
}

// Without the names "." and ".."; nothing leads above the root.
std::wstring without_dots(std::wstring_view names) {
  std::vector<std::wstring_view> kept;
  for (std::size_t start = 0; start <= names.size();) {
    const auto end = std::min(names.find(L'\\', start), names.size());
    const auto name = names.substr(start, end - start);
    if (name == L"..") {
      if (!kept.empty()) kept.pop_back();
    } else if (!name.empty() && name != L".") {
      kept.push_back(name);
    }
    start = end + 1;
  }
  std::wstring result;
  for (const auto& name : kept) result.append(result.empty() ? L"" : L"\\").append(name);
  return result;
}

}  // namespace

std::wstring to_wide(std::string_view text) {
  const auto size = static_cast<int>(text.size());
  const int needed =
      MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, text.data(), size, nullptr, 0);
  std::wstring wide(static_cast<std::size_t>(std::max(needed, 0)), L'\0');
  MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, text.data(), size, wide.data(), needed);
  return wide;
}

std::string to_utf8(std::wstring_view text) {
  const auto size = static_cast<int>(text.size());
  const int needed =
      WideCharToMultiByte(CP_UTF8, 0, text.data(), size, nullptr, 0, nullptr, nullptr);
  std::string narrow(static_cast<std::size_t>(std::max(needed, 0)), '\0');
  WideCharToMultiByte(CP_UTF8, 0, text.data(), size, narrow.data(), needed, nullptr, nullptr);
  return narrow;
}

std::wstring native_path(std::string_view path) {
  auto wide = to_wide(path);
  if (wide.empty() || wide.find(L'\0') != std::wstring::npos) return std::wstring(impossible);
  std::replace(wide.begin(), wide.end(), L'/', L'\\');
  if (wide.starts_with(long_form)) wide = to_wide(portable_path(wide));
  std::replace(wide.begin(), wide.end(), L'/', L'\\');
  const bool share = wide.starts_with(L"\\\\");
  if (!share && !(has_drive(wide) && wide.size() > 2 && wide[2] == L'\\')) {
    wide = make_absolute(wide);
    if (!has_drive(wide)) return std::wstring(impossible);
  }
  const auto names = without_dots(std::wstring_view(wide).substr(2));
  if (names.find(L':') != std::wstring::npos) return std::wstring(impossible);
  return share ? std::wstring(long_share) + names
               : std::wstring(long_form) + wide.substr(0, 2) + L"\\" + names;
}

std::wstring plain_path(std::string_view path) {
  const auto native = native_path(path);
  if (native.starts_with(long_share)) return L"\\\\" + native.substr(long_share.size());
  return native == impossible ? native : native.substr(long_form.size());
}

std::string portable_path(std::wstring_view path) {
  std::wstring plain;
  if (path.starts_with(long_share)) {
    plain = L"\\\\" + std::wstring(path.substr(long_share.size()));
  } else {
    plain = path.starts_with(long_form) ? path.substr(long_form.size()) : path;
  }
  std::replace(plain.begin(), plain.end(), L'\\', L'/');
  return to_utf8(plain);
}

}  // namespace sandtray::platform
