// SPDX-License-Identifier: MIT
// A folder that comes into being file by file, beside its name and hidden, and has its name in one
// step when all is there and on the disk. If that does not happen, nothing is left. What is made in
// it is made new: nothing is replaced and no link is passed through. One process at a time makes a
// folder of that name. POSIX only.
#pragma once

#include <string>

#include "platform/handle.h"

namespace sandtray::platform {

class NewFolder {
 public:
  // What a killed process has left of it is removed first. refused if something has the name;
  // unavailable if another process makes it now.
  static Result<NewFolder> begin(const std::string& path);
  NewFolder(NewFolder&&) noexcept = default;
  NewFolder& operator=(NewFolder&&) = delete;
  ~NewFolder();

  // Relative paths with single slashes and no "." or ".."; the folder above is one of ours.
  Result<> make_folder(const std::string& relative);  // 0755
  // For writing; 0644, or 0755 if it is a program.
  Result<OwnedHandle> make_file(const std::string& relative, bool is_program);
  Result<> make_link(const std::string& relative, const std::string& target);
  // Another name of a file that was made here.
  Result<> make_hard_link(const std::string& relative, const std::string& existing);
  Result<> publish();

 private:
  NewFolder(std::string path, OwnedHandle folder)
      : path_(std::move(path)), folder_(std::move(folder)) {}
  Result<std::pair<OwnedHandle, std::string>> above(const std::string& relative) const;

  std::string path_;
  OwnedHandle folder_;  // none once it was published
};

}  // namespace sandtray::platform
