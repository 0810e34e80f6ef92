// SPDX-License-Identifier: MIT
// The person's own configuration: what it says can widen a sandbox, so nobody else may have a hand
// in it.
#pragma once

#include "base/json.h"

namespace sandtray::config {

// not_found if it is missing; refused if somebody else may change it.
Result<Json> read_own_file(const std::string& path);
// Checks what has just been read there; the error names the line.
Result<> check_own_file(const Json& value, const Json& schema, const std::string& path);

}  // namespace sandtray::config
