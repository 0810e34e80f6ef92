// SPDX-License-Identifier: MIT
// Between our UTF-8 and the UTF-16 of Windows, for text and for paths. Our paths have forward
// slashes; the system gets its own long form, in which no name is a device and no limit of 260
// applies.
#pragma once

#include <string>
#include <string_view>

namespace sandtray::platform {

// Empty when it is not valid UTF-8 (or is empty).
std::wstring to_wide(std::string_view text);
// A lone surrogate becomes the replacement character.
std::string to_utf8(std::wstring_view text);

// Absolute, "." and ".." resolved. What cannot be a path (invalid UTF-8, NUL, the colon of another
// data stream) becomes a name that no file can have, so that every use of it fails.
std::wstring native_path(std::string_view path);
// The same without the long form's prefix, for the few calls that refuse it.
std::wstring plain_path(std::string_view path);
// "C:/Users/ada", whatever form the system has given.
std::string portable_path(std::wstring_view path);

}  // namespace sandtray::platform
