// SPDX-License-Identifier: MIT
// What must hold for every text that stands where a file is read: one of the person's (settings, an
// agent, a method, a workspace), or one that an agent may have written (fuzz/foreign_check.h).
//
// An input is one byte that chooses the reader, and the file's text.
#pragma once

#include <string>
#include <string_view>

namespace sandtray::config {

// What does not hold; empty if all does. `folder`: a private one that is there, for files.
std::string check_config(std::string_view input, const std::string& folder);

}  // namespace sandtray::config
