// SPDX-License-Identifier: MIT
#include "session/host/git_scan.h"

#include <deque>
#include <filesystem>
#include <system_error>

#include "base/path.h"
#include "platform/file.h"

namespace sandtray::session {
namespace {

namespace fs = std::filesystem;

// How many names a folder takes as long to open as.
constexpr std::size_t cost_of_folder = 5;

bool is_hex(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

class Walk {
 public:
  Walk(const std::vector<std::string>& folders, std::size_t limit)
      : tops_(folders.begin(), folders.end()), limit_(limit) {}

  GitScan run() {
    for (const auto& top : tops_) {
      for (const auto* name : {"", "/worktrees", "/modules"}) {
        read(top + name);
        names_ = 0;
      }
    }
    while (!waiting_.empty() && names_ <= limit_) {
      const auto folder = std::move(waiting_.front());
      waiting_.pop_front();
      read(folder);
    }
    for (const auto& folder : waiting_) found_.unfinished.insert(top_of(folder));
    return std::move(found_);
  }

 private:
  void read(const std::string& folder) {
    std::error_code problem;
    // What is itself a link has been found where it lies.
    const auto kind = fs::symlink_status(folder, problem).type();
    if (kind != fs::file_type::directory && kind != fs::file_type::none) return;
    names_ += cost_of_folder;
    fs::directory_iterator entry(folder, problem);
    for (; !problem && entry != fs::directory_iterator(); entry.increment(problem)) {
      if (!take(folder, *entry)) return;
    }
    if (problem && problem != std::errc::no_such_file_or_directory &&
        problem != std::errc::not_a_directory) {
      found_.closed.insert(folder);
    }
  }

  // False at the limit. A long name counts for several, so that memory is limited too.
  bool take(const std::string& folder, const fs::directory_entry& entry) {
    const auto path = folder + "/" + entry.path().filename().string();
    const bool worktree = name_of(folder) == "worktrees" && tops_.contains(parent_of(folder));
    // As the folder itself has it, so that no file is looked at.
    std::error_code problem;
    const bool link = entry.is_symlink(problem);
    const auto target = link ? platform::read_link(path) : std::string();
    names_ += 1 + (path.size() + target.size()) / 256;
    if (names_ > limit_) {
      found_.unfinished.insert(top_of(folder));
      return false;
    }
    if (link) found_.links[path] = target;
    if (worktree) found_.worktrees.insert(path);
    if (!link && entry.is_directory(problem) && !is_read_otherwise(folder, path)) {
      waiting_.push_back(path);
    }
    return true;
  }

  std::string top_of(std::string folder) const {
    while (!tops_.contains(folder)) folder = parent_of(folder);
    return folder;
  }

  // Only of the folders that were there before the session it is known that they are git's: in one
  // of the agent's making, objects/ab may be a part of a branch's name.
  bool is_read_otherwise(const std::string& folder, const std::string& path) const {
    const auto name = name_of(path);
    if (tops_.contains(path)) return true;
    if (tops_.contains(folder)) return name == "worktrees" || name == "modules";
    return name.size() == 2 && is_hex(name[0]) && is_hex(name[1]) && name_of(folder) == "objects" &&
           tops_.contains(parent_of(folder));
  }

  const std::set<std::string> tops_;
  const std::size_t limit_;
  std::size_t names_ = 0;
  std::deque<std::string> waiting_;
  GitScan found_;
};

}  // namespace

GitScan scan_git(const std::vector<std::string>& folders, std::size_t limit) {
  return Walk(folders, limit).run();
}

}  // namespace sandtray::session
