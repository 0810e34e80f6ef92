// SPDX-License-Identifier: MIT
#include "base/json.h"

#include <algorithm>

namespace sandtray {
namespace {

std::string position_of(std::string_view text, std::size_t byte) {
  auto before = text.substr(0, std::min(byte == 0 ? 0 : byte - 1, text.size()));
  auto line = std::count(before.begin(), before.end(), '\n') + 1;
  auto line_start = before.rfind('\n');
  auto column = before.size() - (line_start == std::string_view::npos ? 0 : line_start + 1) + 1;
  return std::to_string(line) + ":" + std::to_string(column);
}

// Deeper than anything that people write, and far from where those who walk the value recursively,
// its destructor first, run out of stack.
constexpr int max_depth = 500;
struct TooDeep {};

bool watch_depth(int depth, Json::parse_event_t, Json&) {
  if (depth > max_depth) throw TooDeep();
  return true;
}

}  // namespace

Result<Json> parse_json(std::string_view text, const std::string& origin) {
  try {
    return Json::parse(text, watch_depth, true, /*ignore_comments=*/true);
  } catch (const TooDeep&) {
    return fail(Code::config, origin + ": more than " + std::to_string(max_depth) +
                                  " lists and objects stand in one another");
  } catch (const Json::parse_error& error) {
    return fail(Code::config, origin + ":" + position_of(text, error.byte) + ": not valid JSON",
                "Correct that line; comments are allowed, trailing commas are not.");
  } catch (const Json::exception&) {
    return fail(Code::config, origin + ": not valid JSON: a number in it is too large");
  }
}

Json error_to_json(const Error& error) {
  return {{"code", static_cast<int>(error.code)}, {"message", error.message}, {"hint", error.hint}};
}

std::string dump_json(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string dump_json_pretty(const Json& value) {
  return value.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace sandtray
