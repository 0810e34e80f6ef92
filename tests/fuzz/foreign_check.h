// SPDX-License-Identifier: MIT
// What must hold for every text of a file that an agent may have written, and that is read to tell
// the person of it, or to guard it: what claims something in a workspace (its first byte says which
// file it is), and the configuration of a repository.
#pragma once

#include <string>
#include <string_view>

namespace sandtray {

// What does not hold; empty if all does.
std::string check_claims(std::string_view input);
std::string check_git_config(std::string_view text);

}  // namespace sandtray
