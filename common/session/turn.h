// SPDX-License-Identifier: MIT
// What the host of a session that waits is told when it asks for its turn, and what it has to watch
// until it asks again. `sandtray --admit ID` prints it as one line of JSON.
#pragma once

#include <string>
#include <vector>

#include "base/json.h"

namespace sandtray::session {

struct Turn {
  bool come = false;    // plan.json is there: start
  std::string after{};  // the socket of the one that waits right before it; or, for the
                        // next in the line:
  std::vector<std::string> running{};  // the sockets of those of which one has to end
  std::string trouble{};               // for the person: why nobody can be let in
};

Json turn_to_json(const Turn& turn);
Result<Turn> turn_from_json(const Json& json);

}  // namespace sandtray::session
