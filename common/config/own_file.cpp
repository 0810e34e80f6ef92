// SPDX-License-Identifier: MIT
#include "config/own_file.h"

#include "base/json_place.h"
#include "base/text.h"
#include "config/schema.h"
#include "platform/ownership.h"

namespace sandtray::config {
namespace {

constexpr std::uint64_t most_bytes = 1 << 20;

}  // namespace

Result<Json> read_own_file(const std::string& path) {
  const auto text = platform::read_file(path, most_bytes);
  if (!text) return Failure(text.error());
  if (!platform::only_owner_may_change(path)) {
    return fail(Code::refused,
                display_text(path) + " can be changed by others, so it is not believed",
                "`" + platform::keep_others_out_command(path) +
                    "` keeps them out; look into it first, and see whose it is.");
  }
  return parse_json(*text, path);
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

Result<platform::FileLock> lock_own_folder(const platform::Paths& paths, const std::string& kind) {
  SANDTRAY_TRY(platform::make_private_folder(paths.config));
  SANDTRAY_TRY(platform::make_private_folder(paths.config + "/" + kind));
  return platform::FileLock::acquire(paths.config + "/" + kind + "/.lock", /*wait=*/true);
}

}  // namespace sandtray::config
