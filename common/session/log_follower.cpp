// SPDX-License-Identifier: MIT
#include "session/log_follower.h"

#include "platform/file.h"
#include "session/filenames.h"

namespace sandtray::session {

LogFollower::LogFollower(std::string folder) : folder_(std::move(folder)) {
  file_ = platform::open_to_read(folder_ + "/" + filename::output_old);
  on_old_ = static_cast<bool>(file_);
}

bool LogFollower::open_next() {
  const auto path = folder_ + "/" + filename::output;
  // After a rotation our file goes on under its old name for nobody; the path is a new file.
  if (file_ && !on_old_ && platform::is_file_at(file_.get(), path)) return false;
  auto next = platform::open_to_read(path);
  if (!next) return false;
  file_ = std::move(next);
  on_old_ = false;
  return true;
}

bool LogFollower::read(std::string& out, std::size_t limit) {
  const auto before = out.size();
  while (true) {
    out.resize(before + limit);
    platform::Io io{platform::IoState::closed};
    if (file_) io = platform::read_some(file_.get(), out.data() + before, limit);
    out.resize(before + (io.state == platform::IoState::ok ? io.bytes : 0));
    if (io.state == platform::IoState::ok) return true;
    if (!open_next()) return false;
  }
}

}  // namespace sandtray::session
