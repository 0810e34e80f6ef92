// SPDX-License-Identifier: MIT
// Templates within a JSON value, of data files: what is put in cannot change its structure.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/json.h"

namespace sandtray::sandbox {

// Strings and keys, by base/text.h's expand_template.
Json expand_json(const Json& json, const std::vector<std::pair<std::string, std::string>>& values);

}  // namespace sandtray::sandbox
