// SPDX-License-Identifier: MIT
// Checks a value against a JSON schema (2020-12) of ours. It knows the keywords that our schemas
// use (type, enum, const, properties, required, additionalProperties, patternProperties, items,
// minItems, minimum, maximum, minLength, maxLength, pattern, anyOf, $ref to #/$defs) and refuses a
// schema with any other, so that no rule is silently skipped.
#pragma once

#include <string>
#include <string_view>

#include "base/json.h"

namespace sandtray::config {

// The error names the origin, the place in the value (a JSON pointer) and the reason; and the line
// of the place, if the text that the value was read from is given.
Result<> check_schema(const Json& value, const Json& schema, const std::string& origin,
                      std::string_view text = {});

}  // namespace sandtray::config
