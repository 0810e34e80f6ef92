// SPDX-License-Identifier: MIT
// Files below an open folder, one name at a time: the way to walk a tree that somebody else may be
// changing without being led out of it. A link is opened as the link that it is, never followed.
#pragma once

#include <windows.h>

#include <string>
#include <vector>

#include "platform/native.h"

namespace sandtray::platform {

struct OpenAt {
  ACCESS_MASK access = FILE_READ_DATA;
  // Created with this descriptor when it is missing; with `exclusive` it must be missing.
  bool make = false;
  bool exclusive = false;
  enum class Kind { any, file, folder } kind = Kind::any;
  ULONG sharing = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;
};

// Empty with the system's last error set. `name` is one name, or with no parent a native path.
NativeHandle open_at(HANDLE parent, const std::wstring& name, const OpenAt& how,
                     SECURITY_DESCRIPTOR* descriptor = nullptr);

struct Entry {
  std::wstring name;
  DWORD attributes;
};
// Without "." and "..". Empty with the last error set when the folder cannot be read.
std::vector<Entry> list_at(HANDLE folder);

// Of the open file itself; INVALID_FILE_ATTRIBUTES when it cannot be told.
DWORD attributes_of(HANDLE file);
// A symbolic link or a mount point, not the other kinds of reparse points (cloud files and so on).
bool is_link(HANDLE file);
// The file goes away with its last handle, read-only or not; false with the last error set.
bool delete_open(HANDLE file);
// Gives the open file (opened with DELETE) the place of `target`, a name in `folder` or, without a
// folder, a native path. What is there is replaced in one step, also while somebody reads it.
bool rename_open(HANDLE file, HANDLE folder, const std::wstring& target);
// Whether both are the same file.
bool is_same_file(HANDLE one, HANDLE other);

}  // namespace sandtray::platform
