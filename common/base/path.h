// SPDX-License-Identifier: MIT
// Parts of paths as text. No file is looked at; separators are slashes.
#pragma once

#include <string>

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

}  // namespace sandtray
