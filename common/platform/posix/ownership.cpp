// SPDX-License-Identifier: MIT
#include "platform/ownership.h"

#include <sys/stat.h>
#include <unistd.h>

#include "base/path.h"
#include "base/text.h"
#include "platform/file.h"
#include "platform/posix/access_list.h"
#include "platform/posix/group_file.h"

namespace sandtray::platform {
namespace {

// Read here because programs are linked statically, where getgrgid() may not work.
bool nobody_joined(gid_t group) {
  const auto groups = read_file("/etc/group", 1 << 20);
  return groups && is_group_of_one(*groups, group);
}

bool is_ours_or_roots(const struct stat& info) {
  return info.st_uid == geteuid() || info.st_uid == 0;
}

bool mode_is_ours_alone(const struct stat& info) {
  if (!is_ours_or_roots(info)) return false;
  if ((info.st_mode & S_IWOTH) != 0) return false;
  // Where every user has a group of their own, with the same number, editors leave it the right to
  // write (umask 002).
  return (info.st_mode & S_IWGRP) == 0 ||
         (info.st_gid == getegid() && info.st_gid == info.st_uid && nobody_joined(info.st_gid));
}

bool is_ours_alone(const std::string& path) {
  struct stat info {};
  return stat(path.c_str(), &info) == 0 && mode_is_ours_alone(info) && !access_list_opens(path);
}

}  // namespace

bool only_owner_may_change(const std::string& path) {
  const auto folder = parent_of(path);
  return is_ours_alone(path) && is_ours_alone(folder) && !default_list_opens(folder);
}

bool others_may_replace(const std::string& path) {
  struct stat entry {};
  struct stat folder {};
  if (lstat(path.c_str(), &entry) != 0 || stat(parent_of(path).c_str(), &folder) != 0) return true;
  if (is_ours_alone(parent_of(path))) return false;
  // In a sticky folder only an entry's owner and the folder's may replace it (inode(7)).
  return (folder.st_mode & S_ISVTX) == 0 || !is_ours_or_roots(folder) || !is_ours_or_roots(entry);
}

std::string keep_others_out_command(const std::string& path) {
  const auto folder = parent_of(path);
  const auto paths = " " + shell_quote(folder) + " " + shell_quote(path);
  const bool listed =
      access_list_opens(path) || access_list_opens(folder) || default_list_opens(folder);
  return (listed ? access_list_remover + paths + " && " : "") + "chmod go-w" + paths;
}

}  // namespace sandtray::platform
