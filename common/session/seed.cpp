// SPDX-License-Identifier: MIT
#include "session/seed.h"

#include "base/add_missing.h"
#include "platform/beneath.h"

namespace sandtray::session {
namespace {

constexpr std::size_t largest_seed = 16 << 20;

Result<> apply_seed(const std::string& home, const sandbox::HomeSeed& seed) {
  if (!seed.path.starts_with(home + "/")) {
    return fail(Code::refused, seed.path + " is not in the agent's private home");
  }
  const auto relative = seed.path.substr(home.size() + 1);
  Json content = Json::object();
  const auto text = platform::read_beneath(home, relative, largest_seed);
  if (!text && text.error().code != Code::not_found) return Failure(text.error());
  if (text) {
    const auto present = parse_json(*text, relative);
    // The agent's own file, but not one that we could add to: the agent will deal with it.
    if (!present || !present->is_object()) return {};
    content = *present;
  }
  if (!add_missing(content, seed.content)) return {};
  return platform::write_beneath(home, relative, dump_json_pretty(content));
}

}  // namespace

Result<> apply_seeds(const std::string& home, const std::vector<sandbox::HomeSeed>& seeds) {
  for (const auto& seed : seeds) SANDTRAY_TRY(apply_seed(home, seed));
  return {};
}

}  // namespace sandtray::session
