// SPDX-License-Identifier: MIT
// Names and links as archives have them, before anything is made of them. What is taken is a path
// in the new folder on every system: no way out, nothing that two systems read differently. Pure.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace sandtray::network {

// "./a//b/" is "a/b"; the folder itself is empty. refused: an absolute path, "..", a backslash or
// colon, control characters, what is no UTF-8, a dot or blank at the end of a part, more than 255
// bytes in a part, 1024 in all or 64 parts.
Result<std::string> plain_entry_name(std::string_view name);

// Whether a symbolic link of that (plain) name stays in the folder, whatever other links of the
// kind are on its way: it may only go up at its beginning, and no further than the folder. Links
// whose names are plain and whose targets pass this can be followed by anybody.
Result<> check_link(const std::string& name, std::string_view target);

// Equal for names that a file system without case (macOS, Windows) may take for one: ASCII letters
// without case, everything beyond ASCII as it is.
std::string without_case(std::string name);

}  // namespace sandtray::network
