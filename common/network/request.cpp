// SPDX-License-Identifier: MIT
#include "network/request.h"

#include <functional>
#include <limits>
#include <map>

#include "base/json.h"
#include "base/path.h"
#include "base/text.h"

namespace sandtray::network {
namespace {

constexpr std::uint64_t longest_timeout_s = 3600;

Result<> take_text(const Json& value, std::string& out) {
  if (!value.is_string()) return fail(Code::usage, "is no text");
  out = value.get<std::string>();
  return out.find('\0') == std::string::npos ? Result<>() : fail(Code::usage, "is no text");
}

Result<> take_number(const Json& value, std::uint64_t most, std::uint64_t& out) {
  if (!value.is_number_unsigned() || value.get<std::uint64_t>() > most ||
      value.get<std::uint64_t>() == 0) {
    return fail(Code::usage, "is no number from 1 to " + std::to_string(most));
  }
  out = value.get<std::uint64_t>();
  return {};
}

Result<> take_seconds(const Json& value, std::chrono::seconds& out) {
  std::uint64_t seconds = 0;
  SANDTRAY_TRY(take_number(value, longest_timeout_s, seconds));
  out = std::chrono::seconds(seconds);
  return {};
}

Result<> take_sources(const Json& value, std::vector<std::string>& out) {
  if (!value.is_array() || value.empty()) return fail(Code::usage, "is no list of texts");
  for (const auto& one : value) SANDTRAY_TRY(take_text(one, out.emplace_back()));
  return {};
}

Result<> take_digest(const Json& value, Digest& out) {
  std::string text;
  SANDTRAY_TRY(take_text(value, text));
  auto digest = parse_digest(text);
  if (!digest) return Failure(digest.error());
  out = std::move(*digest);
  return {};
}

Result<> take_mode(const Json& value, unsigned& out) {
  if (value != "0600" && value != "0644") return fail(Code::usage, "is neither 0600 nor 0644");
  out = value == "0600" ? 0600 : 0644;
  return {};
}

Result<> take_flag(const Json& value, bool& out) {
  if (!value.is_boolean()) return fail(Code::usage, "is neither true nor false");
  out = value.get<bool>();
  return {};
}

Result<> take_limit(const Json& value, std::optional<std::uint64_t>& out) {
  return take_number(value, std::numeric_limits<std::int64_t>::max(), out.emplace());
}

}  // namespace

Result<ProgramRequest> parse_request(std::string_view text) {
  const auto json = parse_json(text, "the request");
  // Not what the parser says, which may repeat a piece of it.
  if (!json || !json->is_object()) return fail(Code::usage, "the request is no JSON object");
  ProgramRequest request;
  auto& fetch = request.fetch;
  const std::map<std::string, std::function<Result<>(const Json&)>> known = {
      {"sources", [&](const Json& value) { return take_sources(value, fetch.sources); }},
      {"digest", [&](const Json& value) { return take_digest(value, fetch.digest); }},
      {"target", [&](const Json& value) { return take_text(value, fetch.target); }},
      {"mode", [&](const Json& value) { return take_mode(value, fetch.mode); }},
      {"unpack", [&](const Json& value) { return take_text(value, request.unpack); }},
      {"proxy", [&](const Json& value) { return take_text(value, fetch.proxy); }},
      {"allow_http", [&](const Json& value) { return take_flag(value, fetch.allow_http); }},
      {"max_bytes", [&](const Json& value) { return take_limit(value, fetch.max_bytes); }},
      {"ca_file", [&](const Json& value) { return take_text(value, fetch.ca_file); }},
      {"connect_timeout_s",
       [&](const Json& value) { return take_seconds(value, fetch.connect_timeout); }},
      {"stall_timeout_s",
       [&](const Json& value) { return take_seconds(value, fetch.stall_timeout); }}};
  for (const auto& [name, value] : json->items()) {
    const auto take = known.find(name);
    if (take == known.end()) {
      return fail(Code::usage, "the request has \"" + display_text(name) + "\", which is unknown");
    }
    if (const auto taken = take->second(value); !taken) {
      return fail(Code::usage, "\"" + name + "\" in the request " + taken.error().message,
                  taken.error().hint);
    }
  }
  for (const auto* const name : {"sources", "digest", "target"}) {
    if (!json->contains(name)) {
      return fail(Code::usage, std::string("the request lacks \"") + name + "\"");
    }
  }
  if (json->contains("unpack") && (!is_absolute(request.unpack) || request.unpack.ends_with('/'))) {
    return fail(Code::usage, "\"unpack\" in the request is no absolute path of a folder");
  }
  return request;
}

}  // namespace sandtray::network
