// SPDX-License-Identifier: MIT
// The one place that includes the JSON library. Text that enters from a file may hold comments;
// text that leaves replaces invalid UTF-8, so writing never throws.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "base/result.h"

namespace sandtray {

using Json = nlohmann::json;

// `origin` names the source in the error ("config.json"); the error carries line and column.
Result<Json> parse_json(std::string_view text, const std::string& origin);

// {"code", "message", "hint"}: for another program of ours.
Json error_to_json(const Error& error);

// One line without a line feed.
std::string dump_json(const Json& value);
// Indented by two, with a final line feed.
std::string dump_json_pretty(const Json& value);

}  // namespace sandtray
