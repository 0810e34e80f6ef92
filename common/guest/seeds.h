// SPDX-License-Identifier: MIT
// What the agent's home must hold before its first start there, so that it does not ask what the
// session has answered: the variable SANDTRAY_SEEDS, a JSON array of {"path", "content"}. Only keys
// that are missing are added. By who owns the home and sees no more than the agent: other sessions
// share it, and could have put a link to somebody's file there.
#pragma once

namespace sandtray::guest {

constexpr auto seeds_variable = "SANDTRAY_SEEDS";

// False if `text` is of another form. What is in the home and holds no JSON object is left to the
// agent; what cannot be written, or is no file, likewise, and standard error says so.
bool apply_seeds(const char* text);

}  // namespace sandtray::guest
