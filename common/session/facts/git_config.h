// SPDX-License-Identifier: MIT
// Reads the text of one git configuration file, as git would, but for what it includes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sandtray::session {

// The last value of section.key ("user", "name"), both in lower case; empty when there is none.
// Sections with a subsection do not count.
std::string git_config_value(std::string_view text, std::string_view section, std::string_view key);
// The paths of all includes, conditional ones too, as written.
std::vector<std::string> git_config_includes(std::string_view text);

}  // namespace sandtray::session
