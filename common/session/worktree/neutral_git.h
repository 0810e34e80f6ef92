// SPDX-License-Identifier: MIT
// git on this machine, for repositories that an agent may have written: it never reads their
// configuration, hooks, attributes of the system or the person's settings. It works in a folder of
// git of our own and is given the repository's objects and nothing else, so there is nothing in
// either that could name a command: no filter, no fsmonitor, no hook, no remote to fetch from.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "platform/paths.h"

namespace sandtray::session {

class NeutralGit {
 public:
  // `own`: a folder that is made for it and that nobody else writes; `objects`: the repository's.
  // `head`: the commit that counts as the present one. unavailable without git, refused if the git
  // of PATH lies in one of the folders `theirs`, where agents can write.
  static Result<NeutralGit> make(const std::string& own, const std::string& objects,
                                 const std::string& head, const std::vector<std::string>& theirs);
  ~NeutralGit();
  NeutralGit(NeutralGit&& other) noexcept
      : program_(std::move(other.program_)),
        own_(std::move(other.own_)),
        objects_(std::move(other.objects_)) {
    other.own_.clear();
  }
  NeutralGit(const NeutralGit&) = delete;
  NeutralGit& operator=(const NeutralGit&) = delete;

  // Its output; internal with what it said if it ends with another status than 0. `work_tree` is
  // where it works, `input` what it reads.
  Result<std::string> run(const std::vector<std::string>& words, const std::string& work_tree,
                          const std::string& input = {}) const;
  std::string index() const { return own_ + "/index"; }

 private:
  NeutralGit(std::string program, std::string own, std::string objects)
      : program_(std::move(program)), own_(std::move(own)), objects_(std::move(objects)) {}

  std::string program_, own_, objects_;
};

// Whether git takes it for the name of a branch, and a list shows it as it is. usage otherwise.
// `theirs`: as above.
Result<> check_branch_name(const std::string& branch, const std::vector<std::string>& theirs);

}  // namespace sandtray::session
