// SPDX-License-Identifier: MIT
#include "session/log_follower.h"

#include "platform/file.h"
#include "session/filenames.h"

namespace sandtray::session {

LogFollower::LogFollower(const std::string& folder)
    : path_(folder + "/" + filename::output), old_path_(folder + "/" + filename::output_old) {
  // In this order a rotation in between costs nothing.
  auto current = platform::open_to_read(path_);
  file_ = platform::open_to_read(old_path_);
  for (const auto handle : {file_.get(), current.get()}) kept_ += platform::size_of(handle);
  if (!file_) file_ = std::move(current);
}

void LogFollower::look() {
  if (!file_) {
    file_ = platform::open_to_read(path_);
    return;
  }
  if (next_ || platform::is_file_at(file_.get(), path_)) return;
  auto next = platform::open_to_read(path_);
  // Asked after opening: then no other part can be in between.
  if (platform::is_file_at(file_.get(), old_path_)) {
    next_ = std::move(next);
    return;
  }
  if (auto old = platform::open_to_read(old_path_)) {
    skipped_ = true;
    next_ = std::move(old);
  }
}

bool LogFollower::read(std::string& out, std::size_t limit) {
  const auto before = out.size();
  while (true) {
    if (!file_) look();
    if (!file_) return false;
    const bool complete = static_cast<bool>(next_);
    out.resize(before + limit);
    const auto io = platform::read_some(file_.get(), out.data() + before, limit);
    out.resize(before + (io.state == platform::IoState::ok ? io.bytes : 0));
    if (io.state == platform::IoState::ok) {
      bytes_ += io.bytes;
      return true;
    }
    if (complete) file_ = std::move(next_);
    look();
    if (!complete && !next_) return false;
  }
}

}  // namespace sandtray::session
