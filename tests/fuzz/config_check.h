// SPDX-License-Identifier: MIT
// What must hold for every text that stands where a configuration file is read.
//
// An input is one byte that chooses the reader (settings, an agent, a method), and the file's text.
#pragma once

#include <string>
#include <string_view>

namespace sandtray::config {

// What does not hold; empty if all does.
std::string check_config(std::string_view input);

}  // namespace sandtray::config
