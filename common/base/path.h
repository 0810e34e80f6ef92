// SPDX-License-Identifier: MIT
// Parts of paths as text. No file is looked at; separators are slashes.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace sandtray {

// "/a", and what Windows calls "C:/a" or "//server/a".
inline bool is_absolute(const std::string& path) {
  const bool drive = path.size() > 2 && path[1] == ':' && path[2] == '/' &&
                     ((path[0] | 0x20) >= 'a' && (path[0] | 0x20) <= 'z');
  return drive || (!path.empty() && path[0] == '/');
}

// Of an absolute path: "/a/b" is in "/a", "/a" is in "/". A path without a slash is in "/", too.
inline std::string parent_of(const std::string& path) {
  const auto slash = path.rfind('/');
  return slash == 0 || slash == std::string::npos ? "/" : path.substr(0, slash);
}

// The last component; all of it where there is no slash.
inline std::string name_of(const std::string& path) {
  return path.substr(path.rfind('/') + 1);
}

// True if on every system this names something in a folder and leads nowhere else. Windows takes
// backslashes for slashes and "a:b" for a stream or a drive, and drops a dot or blank at the end.
inline bool is_plain_name(std::string_view name) {
  constexpr std::string_view leading_away = "/\\:";
  if (name.empty() || name.front() == '.' || name.back() == '.' || name.back() == ' ') return false;
  return std::none_of(name.begin(), name.end(), [&](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7f || leading_away.find(c) != std::string_view::npos;
  });
}

}  // namespace sandtray
