// SPDX-License-Identifier: MIT
// Wall-clock time as files and events carry it: milliseconds since 1970-01-01 UTC, written as RFC
// 3339.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sandtray {

std::int64_t now_ms();
// "2026-01-02T03:04:05.678Z"
std::string format_time(std::int64_t ms);
// -1 if it is not of that form.
std::int64_t parse_time(std::string_view text);

}  // namespace sandtray
