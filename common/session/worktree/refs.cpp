// SPDX-License-Identifier: MIT
#include "session/worktree/refs.h"

#include <algorithm>

#include "base/path.h"
#include "base/text.h"
#include "platform/beneath.h"
#include "platform/file.h"

namespace sandtray::session {
namespace {

constexpr std::size_t most_bytes = 16u << 20;
constexpr std::size_t most_refs = 100000;
constexpr int deepest = 16;

std::string first_line(const std::string& text) {
  return text.substr(0, text.find_first_of("\r\n"));
}

}  // namespace

bool is_object_name(const std::string& text) {
  return (text.size() == 40 || text.size() == 64) &&
         text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

Result<Refs> Refs::read(const std::string& git) {
  if (platform::exists(git + "/reftable")) {
    return fail(Code::unavailable,
                "the repository keeps its branches in a form that Sandtray cannot read (reftable)",
                "Run in the repository itself, without --worktree.");
  }
  Refs refs(git);
  refs.read_packed();
  refs.read_loose("refs", 0);
  return refs;
}

std::string Refs::value(const std::string& ref) const {
  const auto found = refs_.find(ref);
  return found == refs_.end() ? "" : found->second;
}

std::string Refs::head(const std::string& relative) const {
  const auto text = platform::read_beneath(git_, relative, 4096);
  if (!text) return {};
  const auto line = first_line(*text);
  constexpr std::string_view symbolic = "ref: ";
  if (line.starts_with(symbolic)) return line.substr(symbolic.size());
  return is_object_name(line) ? line : "";
}

bool is_beside_others(const std::string& git, const std::string& branch) {
  const auto refs = Refs::read(git);
  if (!refs) return true;
  const auto ref = "refs/heads/" + branch;
  const auto folder = ref.substr(0, ref.rfind('/') + 1);
  return std::any_of(refs->all().begin(), refs->all().end(), [&](const auto& other) {
    return other.first != ref && other.first.starts_with(folder);
  });
}

std::string checked_out_at(const Refs& refs, const std::string& repository,
                           const std::string& ref) {
  const auto git = repository + "/.git";
  if (refs.head("HEAD") == ref) return repository;
  for (const auto& name : platform::list_folder(git + "/worktrees")) {
    if (refs.head("worktrees/" + name + "/HEAD") != ref) continue;
    const auto at = platform::read_beneath(git, "worktrees/" + name + "/gitdir", 4096);
    return at ? parent_of(at->substr(0, at->find_first_of("\r\n"))) : "worktrees/" + name;
  }
  return {};
}

std::string branch_in_the_way(const Refs& refs, const std::string& ref) {
  for (const auto& [other, value] : refs.all()) {
    if (ref.starts_with(other + "/") || other.starts_with(ref + "/")) return other;
  }
  return {};
}

void Refs::read_packed() {
  const auto text = platform::read_beneath(git_, "packed-refs", most_bytes);
  if (!text) return;
  for (const auto& line : split(*text, '\n')) {
    const auto blank = line.find(' ');
    if (blank == std::string::npos || !is_object_name(line.substr(0, blank))) continue;
    refs_[line.substr(blank + 1)] = line.substr(0, blank);
  }
}

void Refs::read_loose(const std::string& folder, int depth) {
  if (depth > deepest || platform::kind_of(git_ + "/" + folder) != platform::PathKind::folder) {
    return;
  }
  for (const auto& name : platform::list_folder(git_ + "/" + folder)) {
    const auto ref = folder + "/" + name;
    const auto kind = platform::kind_of(git_ + "/" + ref);
    if (kind == platform::PathKind::folder) {
      read_loose(ref, depth + 1);
    } else if (kind == platform::PathKind::file && refs_.size() < most_refs) {
      const auto text = platform::read_beneath(git_, ref, 4096);
      if (text && is_object_name(first_line(*text))) refs_[ref] = first_line(*text);
    }
  }
}

}  // namespace sandtray::session
