// SPDX-License-Identifier: MIT
#include "fuzz/foreign_check.h"

#include "base/text.h"
#include "sandbox/claims.h"
#include "session/facts/git_config.h"

namespace sandtray {

std::string check_claims(std::string_view input) {
  if (input.empty()) return {};
  const auto& names = sandbox::claiming_names();
  const auto& name = names[static_cast<unsigned char>(input[0]) % names.size()];
  const std::string text(input.substr(1));
  const auto said = sandbox::claims_of({{name, text, ""}}, /*confines=*/true);
  if (said.size() > 1) return "one file has several sentences";
  for (const auto& sentence : said) {
    if (sentence.find(name) == std::string::npos) return "the file is not named: " + sentence;
    if (display_text(sentence, 10000) != sentence) return "it is not safe to show: " + sentence;
  }
  // What cannot be looked at is told with its reason, which may hold a name of the agent's.
  for (const auto& sentence : sandbox::claims_of({{name, "", text}}, /*confines=*/true)) {
    if (display_text(sentence, 10000) != sentence)
      return "a problem is not safe to show: " + sentence;
  }
  return {};
}

std::string check_git_config(std::string_view text) {
  std::size_t bytes = 0;
  for (const auto& path : session::git_config_includes(text)) {
    if (path.empty()) return "an include without a path";
    bytes += path.size();
  }
  bytes += session::git_config_value(text, "core", "worktree").size();
  return bytes <= 2 * text.size() ? "" : "there is more in it than was written";
}

}  // namespace sandtray
