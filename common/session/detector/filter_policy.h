// SPDX-License-Identifier: MIT
// Which sequences of an agent may reach a person's terminal. Lists of what is known and harmless:
// everything else stays out. While replaying, what makes a terminal answer or notify stays out too:
// it has had its effect. So does what counts (the stacks of titles and of keyboard flags); modes
// pass, because the last of them holds.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "session/detector/escape_sequence.h"

namespace sandtray::session::filter_policy {

bool may_pass_control(char c, bool replay);
bool may_pass_escape(std::string_view intermediates, char final);
// CSI but for private modes.
bool may_pass_csi(const Csi& csi, bool replay);
// The parameters of a CSI ? h or l that may pass, joined; empty: none.
std::string passing_modes(std::string_view parameters);

// Whether an OSC passes, and as which payload.
std::optional<std::string> passing_osc(std::string_view payload, bool replay);

// A long string is decided by its beginning; nothing while too little of it is known.
std::optional<bool> may_stream(StringKind kind, std::string_view head, bool replay, bool clipboard);

}  // namespace sandtray::session::filter_policy
