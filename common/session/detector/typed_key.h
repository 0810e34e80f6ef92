// SPDX-License-Identifier: MIT
// One key of what a person types, however the terminal writes it: a byte, or a control sequence of
// kitty's keyboard protocol (sw.kovidgoyal.net/kitty/keyboard-protocol) or of xterm's
// modifyOtherKeys (XTerm Control Sequences, "CSI 27 ; modifiers ; code ~"). Agents switch these on.
#pragma once

#include <cstddef>
#include <string_view>

namespace sandtray::session {

struct TypedKey {
  enum class Kind {
    key,      // pressed, or repeated
    silent,   // a key that is let go, or a modifier: no key of its own
    foreign,  // no key but something that the terminal tells: an answer, the mouse, the focus
    partial,  // its end has not come yet
  };
  Kind kind = Kind::key;
  std::size_t size = 0;  // in bytes, with the text of a partial one
  // The byte that a plain terminal sends for it (Ctrl-C: 3); -1 if it sends none or several.
  int byte = -1;
};

// The first key of a text that is not empty. Escape is one at once: only what no key alone begins
// with ("ESC [ digit") can be partial.
TypedKey first_key(std::string_view typed);

}  // namespace sandtray::session
