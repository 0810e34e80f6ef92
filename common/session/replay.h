// SPDX-License-Identifier: MIT
// Where a replay may start: a terminal that is fed the middle of an escape sequence or of a
// character shows garbage.
#pragma once

#include <cstddef>
#include <string_view>

namespace sandtray::session {

// How far back a replay reaches: 256 KiB after a clean start.
constexpr std::size_t replay_bytes = (256 + 64) << 10;

// The offset of the first byte at which a terminal in its ground state may begin to read. `tail`
// was cut off at an arbitrary place; its own end does not matter.
std::size_t find_clean_start(std::string_view tail);

// Whether these mode settings leave a terminal on its alternate screen.
bool uses_alternate_screen(std::string_view modes);

}  // namespace sandtray::session
