// SPDX-License-Identifier: MIT
// The branches of a repository as its files have them (gitrepository-layout(5)), read without git.
// No symbolic link is followed: an agent may have written what is there.
#pragma once

#include <map>
#include <string>

#include "base/result.h"

namespace sandtray::session {

// 40 digits, or 64.
bool is_object_name(const std::string& text);

// Whether the folder where git keeps that branch, as a file, holds others.
bool is_beside_others(const std::string& git, const std::string& branch);

class Refs {
 public:
  // `git`: the repository's folder of git. unavailable if it keeps its refs in another form.
  static Result<Refs> read(const std::string& git);

  // By whole name, "refs/heads/main"; symbolic ones are left out.
  const std::map<std::string, std::string>& all() const { return refs_; }
  // Empty if there is none.
  std::string value(const std::string& ref) const;
  // The branch ("refs/heads/main") or the commit that is the present one of a folder of git;
  // `relative` to the repository's: "HEAD", "worktrees/x/HEAD". Empty if it cannot be read.
  std::string head(const std::string& relative) const;

 private:
  explicit Refs(std::string git) : git_(std::move(git)) {}
  void read_packed();
  void read_loose(const std::string& folder, int depth);

  std::string git_;
  std::map<std::string, std::string> refs_;
};

// The folder where the branch ("refs/heads/main") is checked out; empty if nowhere.
std::string checked_out_at(const Refs& refs, const std::string& repository, const std::string& ref);
// git keeps branches as files, so one cannot lie below another: that other one, or empty.
std::string branch_in_the_way(const Refs& refs, const std::string& ref);

}  // namespace sandtray::session
