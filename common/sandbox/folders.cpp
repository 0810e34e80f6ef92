// SPDX-License-Identifier: MIT
#include "sandbox/folders.h"

#include <algorithm>

#include "base/text.h"

namespace sandtray::sandbox {

bool is_or_is_below(const std::string& path, const std::string& folder) {
  if (folder == "/") return true;
  return path.starts_with(folder) && (path.size() == folder.size() || path[folder.size()] == '/');
}

Result<> check_given_folder(const std::string& what, const std::string& path, bool writable,
                            const HostFacts& facts, const BwrapPolicy& policy) {
  const auto refuse = [&](const std::string& reason) {
    return fail(Code::refused, what + " cannot be " + display_text(path) + ": " + reason,
                "Give the agent the folder of one project.");
  };
  for (const auto& folder : policy.never_shown) {
    if (is_or_is_below(path, folder)) return refuse("it belongs to the system");
  }
  for (const auto& folder : policy.never_whole) {
    if (path == folder) return refuse("it belongs to the system");
  }
  if (path == facts.home) return refuse("it is your whole home folder");
  if (is_or_is_below(facts.home, path)) return refuse("your home folder lies in it");
  for (const auto& own : facts.private_folders) {
    if (is_or_is_below(path, own) && (path != facts.worktree || path == own)) {
      return refuse("it is one of Sandtray's own folders");
    }
    if (is_or_is_below(own, path)) return refuse("Sandtray keeps its own files in it");
  }
  // Where a name below the home is, and where it leads; `below`: all that lies in it counts too.
  const auto meets = [&](const std::string& name, bool below) {
    const auto meets_place = [&](const std::string& place) {
      return is_or_is_below(place, path) || (below && is_or_is_below(path, place));
    };
    const auto links = facts.home_links.find(name);
    return meets_place(facts.home + "/" + name) ||
           (links != facts.home_links.end() &&
            std::any_of(links->second.begin(), links->second.end(), meets_place));
  };
  for (const auto& name : policy.private_in_home) {
    if (meets(name, false)) return refuse("it holds your secrets and settings: ~/" + name);
  }
  if (!writable) return {};
  for (const auto& file : facts.settings) {
    if (is_or_is_below(file, path) || is_or_is_below(path, file)) {
      return refuse("it holds Sandtray's settings, which would be the agent's then: " +
                    display_text(file));
    }
  }
  for (const auto& own : facts.installation) {
    if (is_or_is_below(own, path) || is_or_is_below(path, own)) {
      return fail(Code::refused,
                  what + " cannot be " + display_text(path) +
                      ": this Sandtray is installed there, and an agent could change what confines "
                      "the next one: " +
                      display_text(own),
                  "Install Sandtray elsewhere, and run that one. From a checkout: `cmake --install "
                  "build/release --prefix ~/.local`.");
    }
  }
  for (const auto& folder : policy.never_written) {
    if (is_or_is_below(path, folder)) return refuse("it belongs to the system");
  }
  for (const auto& name : policy.never_written_in_home) {
    if (meets(name, true)) {
      return refuse("what lies there holds your secrets or runs as you: ~/" + name);
    }
  }
  return {};
}

Result<> check_steady(const std::string& what, const std::string& path,
                      const std::string& planted) {
  if (planted.empty()) return {};
  return fail(Code::refused,
              what + " cannot be " + display_text(path) + ": the symbolic link " +
                  display_text(planted) +
                  " leads there, which an agent or another user may have made",
              "Name the folder itself: `realpath` shows it.");
}

}  // namespace sandtray::sandbox
