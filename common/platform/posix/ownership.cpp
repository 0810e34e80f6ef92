// SPDX-License-Identifier: MIT
#include "platform/ownership.h"

#include <sys/stat.h>
#include <unistd.h>

#include "base/path.h"

namespace sandtray::platform {
namespace {

bool is_ours_alone(const struct stat& info) {
  if (info.st_uid != geteuid() && info.st_uid != 0) return false;
  if ((info.st_mode & S_IWOTH) != 0) return false;
  // Where every user has a group of their own, with the same number, editors leave it the right to
  // write (umask 002).
  const bool own_group = info.st_gid == getegid() && info.st_gid == info.st_uid;
  return (info.st_mode & S_IWGRP) == 0 || own_group;
}

}  // namespace

bool only_owner_may_change(const std::string& path) {
  struct stat file {};
  struct stat folder {};
  return stat(path.c_str(), &file) == 0 && stat(parent_of(path).c_str(), &folder) == 0 &&
         is_ours_alone(file) && is_ours_alone(folder);
}

}  // namespace sandtray::platform
