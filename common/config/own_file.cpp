// SPDX-License-Identifier: MIT
#include "config/own_file.h"

#include <cctype>

#include "base/json_place.h"
#include "base/text.h"
#include "config/format.h"
#include "config/last_good.h"
#include "config/schema.h"
#include "platform/ownership.h"

namespace sandtray::config {
namespace {

constexpr std::uint64_t most_bytes = 1 << 20;

// Percent-encoded, but for what a path in a URL may hold (RFC 3986).
std::string url_path(const std::string& path) {
  constexpr std::string_view kept = "-._~/:";
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string url;
  for (const unsigned char byte : path) {
    const auto letter = static_cast<char>(byte);
    if ((byte < 128 && std::isalnum(byte) != 0) || kept.find(letter) != kept.npos) {
      url += letter;
    } else {
      url += {'%', digits[byte >> 4], digits[byte & 15]};
    }
  }
  return url;
}

std::string schema_file(std::string_view kind) {
  return "/schemas/" + std::string(kind) + ".schema.json";
}

// As a file URL (RFC 8089). Where the program is now: a reference of ours may be older than that.
std::string schema_url(const platform::Paths& paths, std::string_view kind) {
  const auto path = paths.share + schema_file(kind);
  return "file://" + std::string(path.starts_with('/') ? "" : "/") + url_path(path);
}

}  // namespace

Result<OwnFile> read_own_file(const std::string& path, std::string_view kind) {
  auto text = platform::read_file(path, most_bytes);
  if (!text) return Failure(text.error());
  if (!platform::only_owner_may_change(path)) {
    return fail(Code::refused,
                display_text(path) + " can be changed by others, so it is not believed",
                "`" + platform::keep_others_out_command(path) +
                    "` keeps them out; look into it first, and see whose it is.");
  }
  auto json = parse_json(*text, path);
  if (!json) return Failure(json.error());
  SANDTRAY_TRY(to_present_form(*json, format_steps(kind), path));
  return OwnFile{path, std::move(*text), std::move(*json)};
}

Result<> check_own_file(const Json& value, const Json& schema, const std::string& path) {
  if (check_schema(value, schema, path)) return {};
  // Rare, and the same again: who only wants a good value does not pay for the lines.
  const auto text = platform::read_file(path, most_bytes).value_or("");
  return check_schema(value, schema, path, text);
}

Failure wrong_in_own_file(const std::string& path, const std::string& place,
                          const std::string& reason, const std::string& hint) {
  const int line = line_of(platform::read_file(path, most_bytes).value_or(""), place);
  return fail(Code::config,
              path + (line == 0 ? "" : ":" + std::to_string(line)) + ": " + place + " " + reason,
              hint);
}

Result<> check_rewrite(const std::string& path, const std::string& hint) {
  const auto text = platform::read_file(path, most_bytes);
  if (!text || Json::accept(*text)) return {};
  return fail(Code::refused, path + " holds comments, which a rewrite would lose", hint);
}

Json said_in(Json json) {
  if (json.is_object()) {
    json.erase("$schema");
    json.erase("version");
  }
  return json;
}

std::string own_file_text(const platform::Paths& paths, std::string_view kind, const Json& json) {
  auto whole = json;
  // One of the person's own stays.
  auto& schema = whole["$schema"];
  if (!schema.is_string() || schema.get<std::string>().ends_with(schema_file(kind))) {
    schema = schema_url(paths, kind);
  }
  whole["version"] = format_version(format_steps(kind));
  return dump_json_pretty(whole);
}

Result<> write_own_file(const platform::Paths& paths, const std::string& path,
                        std::string_view kind, const Json& json) {
  auto text = own_file_text(paths, kind, json);
  // Who keeps it elsewhere, behind a link, does not want a copy in its place.
  SANDTRAY_TRY(platform::write_file(platform::real_path(path).value_or(path), text));
  keep_good(paths, {path, std::move(text), json});
  return {};
}

Result<platform::FileLock> lock_own_folder(const platform::Paths& paths, const std::string& kind) {
  SANDTRAY_TRY(platform::make_private_folder(paths.config));
  SANDTRAY_TRY(platform::make_private_folder(paths.config + "/" + kind));
  return platform::FileLock::acquire(paths.config + "/" + kind + "/.lock", /*wait=*/true);
}

}  // namespace sandtray::config
