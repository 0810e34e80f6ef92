// SPDX-License-Identifier: MIT
// What must hold for every input of the detector, the terminal filter and the plain-text reduction.
//
// An input is one byte that chooses the agent, one that seeds the cuts, then steps separated by
// 0x1E. A step is its kind ('o' output, 'h' hook, 'i' input), the time since the step before in 20
// ms, and its bytes.
#pragma once

#include <string>
#include <string_view>

namespace sandtray::session {

// What does not hold; empty if all does.
std::string check_detector(std::string_view input);

}  // namespace sandtray::session
