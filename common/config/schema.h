// SPDX-License-Identifier: MIT
// Checks a value against a JSON schema (2020-12) of ours. It knows the keywords that our schemas
// use (type, enum, const, properties, required, additionalProperties, patternProperties, items,
// minItems, minimum, maximum, minLength, maxLength, pattern, anyOf, $ref to #/$defs) and refuses a
// schema with any other, so that no rule is silently skipped.
#pragma once

#include <string>

#include "base/json.h"

namespace sandtray::config {

// The error names the origin, the place in the value (a JSON pointer) and the reason.
Result<> check_schema(const Json& value, const Json& schema, const std::string& origin);

}  // namespace sandtray::config
