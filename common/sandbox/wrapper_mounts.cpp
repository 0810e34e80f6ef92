// SPDX-License-Identifier: MIT
#include "sandbox/wrapper_mounts.h"

#include <algorithm>

#include "base/text.h"
#include "sandbox/folders.h"
#include "sandbox/given_folders.h"

namespace sandtray::sandbox {
namespace {

constexpr auto how =
    "\"words\": {\"mount_read_only\": [...], \"mount_writable\": [...]} in the method's file, and "
    "{mounts} in its \"wrapper\"; docs/methods.md has examples";

bool mentions(const std::vector<std::string>& words, std::string_view part) {
  return std::any_of(words.begin(), words.end(),
                     [&](const std::string& word) { return word.find(part) != std::string::npos; });
}

// Words that are in no place of the command would show nothing.
bool can_mount(const config::Wrapper& wrapper) {
  return !wrapper.mount_read_only.empty() && mentions(wrapper.argv, "{mounts}");
}

std::string named(const PlanRequest& request) {
  return "the method \"" + display_text(request.method.name, 40) + "\"";
}

Result<std::vector<Given>> checked_mounts(const PlanRequest& request, const HostFacts& facts) {
  if (!request.method.boundary) return given_mounts(request, facts, nullptr);
  const auto policy = bwrap_policy_from_json(request.policy);
  if (!policy) return Failure(policy.error());
  return given_mounts(request, facts, &*policy);
}

// What comes later may lie over what came before, and not every command sorts.
Result<> check_place(const PlanRequest& request, const View& view, const config::Mount& mount) {
  for (const auto& place : {view.workspace, view.home, view.files, view.guest, view.hook_socket}) {
    if (place.empty() || !is_or_is_below(place, mount.path)) continue;
    return fail(Code::unavailable,
                config::mount_words(mount) + " would lie over " + display_text(place) + ", which " +
                    named(request) + " shows: " + display_text(mount.path),
                "Mount folders beside it, or " + config::mount_remedy(mount) + ".");
  }
  return {};
}

Result<> check_words(const PlanRequest& request, const config::Mount& mount, const Given& given) {
  const auto& wrapper = request.method.wrapper;
  for (const auto& path : {given.source, given.path}) {
    const auto reason = reason_against_path(wrapper, path);
    if (reason.empty()) continue;
    return fail(Code::unavailable,
                config::mount_words(mount) + " cannot be shown: " + named(request) + " " + reason,
                "Rename it, or " + config::mount_remedy(mount) + ".");
  }
  const auto& words = given.writable ? wrapper.mount_writable : wrapper.mount_read_only;
  if (given.source == given.path || mentions(words, "{path}")) return {};
  return fail(Code::unavailable,
              config::mount_words(mount) + " cannot be shown: " + named(request) +
                  " shows what is mounted at its own path, and " + display_text(given.path) +
                  " leads to " + display_text(given.source),
              "Mount " + display_text(given.source) + " in its place.");
}

}  // namespace

std::string reason_against_path(const config::Wrapper& wrapper, const std::string& path) {
  const auto at = path.find_first_of(wrapper.separators);
  if (at == std::string::npos) return {};
  const bool plain = static_cast<unsigned char>(path[at]) >= ' ';
  return "does not take " + (plain ? "\"" + path.substr(at, 1) + "\"" : "a control character") +
         " for a part of a path, and there is one in " + display_text(path);
}

Result<Argv> make_mount_words(const PlanRequest& request, const HostFacts& facts, const View& view,
                              const Values& values, std::vector<std::string>& notes) {
  const auto& mounts = request.settings.mounts;
  if (mounts.empty()) return Argv();
  const auto& wrapper = request.method.wrapper;
  if (!can_mount(wrapper)) {
    for (const auto& mount : mounts) {
      if (mount.workspace.empty()) continue;
      return fail(Code::unavailable,
                  config::mount_words(mount) + " would not be there: " + named(request) +
                      " does not say how its command is told of mounts",
                  std::string("Say it: ") + how + ". Or " + config::mount_remedy(mount) + ".");
    }
    notes.push_back("the mounts of your settings are not there: " + named(request) +
                    " does not say how its command is told of them (" + how + ")");
    return Argv();
  }
  auto given = checked_mounts(request, facts);
  if (!given) return Failure(given.error());
  for (std::size_t i = 0; i < mounts.size(); ++i) {
    SANDTRAY_TRY(check_place(request, view, mounts[i]));
    SANDTRAY_TRY(check_words(request, mounts[i], (*given)[i]));
  }
  std::stable_sort(given->begin(), given->end(),
                   [](const Given& a, const Given& b) { return a.path.size() < b.path.size(); });
  Argv argv;
  for (const auto& one : *given) {
    auto filled = values;
    filled.emplace_back("source", one.source);
    filled.emplace_back("path", one.path);
    for (const auto& word : one.writable ? wrapper.mount_writable : wrapper.mount_read_only) {
      argv.push_back(expand_template(word, filled));
    }
  }
  return argv;
}

}  // namespace sandtray::sandbox
