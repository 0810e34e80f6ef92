// SPDX-License-Identifier: MIT
// Reads one value from the text of a git configuration file, as git would, but for includes.
#pragma once

#include <string>
#include <string_view>

namespace sandtray::session {

// The last value of section.key ("user", "name"), both in lower case; empty when there is none.
// Sections with a subsection do not count.
std::string git_config_value(std::string_view text, std::string_view section, std::string_view key);

}  // namespace sandtray::session
