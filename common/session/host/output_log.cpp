// SPDX-License-Identifier: MIT
#include "session/host/output_log.h"

#include <algorithm>
#include <cstring>

#include "platform/file.h"
#include "session/filenames.h"

namespace sandtray::session {
namespace {

constexpr std::uint64_t least_part = 64 << 10;
constexpr std::size_t most_waiting = 1 << 20;
constexpr auto retry_after = std::chrono::seconds(1);

}  // namespace

Result<OutputLog> OutputLog::create(const std::string& folder, std::uint64_t limit) {
  const auto path = folder + "/" + filename::output;
  auto file = platform::AppendFile::create(path);
  if (!file) return Failure(file.error());
  return OutputLog(path, folder + "/" + filename::output_old, std::max(limit / 2, least_part),
                   Part{std::move(*file), 0});
}

OutputLog::Position OutputLog::end() const {
  return waiting_.empty() ? current_.end() : waiting_start_ + waiting_.size();
}

void OutputLog::append(std::string_view bytes, Clock::time_point now) {
  if (!waiting_.empty()) {
    remember(bytes);
    if (now >= retry_at_ && !flush()) retry_at_ = now + retry_after;
    return;
  }
  const auto written = write(bytes);
  if (written == bytes.size()) return;
  waiting_start_ = current_.end();
  remember(bytes.substr(written));
  retry_at_ = now + retry_after;
}

bool OutputLog::flush() {
  if (waiting_.empty()) return true;
  if (waiting_start_ != current_.end()) {
    // Bytes in between were lost: from here on the file holds positions from waiting_start_ on.
    current_.start = waiting_start_ - current_.file.size();
    begin_ = waiting_start_;
    old_.reset();
  }
  const auto written = write(waiting_);
  waiting_start_ += written;
  waiting_.erase(0, written);
  if (!waiting_.empty()) return false;
  std::string().swap(waiting_);
  return true;
}

std::string OutputLog::take_failure() {
  return std::exchange(failure_, {});
}

std::size_t OutputLog::read(Position from, char* buffer, std::size_t size) const {
  if (from < begin_) return 0;
  if (!waiting_.empty() && from >= waiting_start_) {
    const auto offset = static_cast<std::size_t>(from - waiting_start_);
    if (offset >= waiting_.size()) return 0;
    const auto n = std::min(size, waiting_.size() - offset);
    std::memcpy(buffer, waiting_.data() + offset, n);
    return n;
  }
  const Part& part = old_ && from < old_->end() ? *old_ : current_;
  return part.file.read(from - part.start, buffer, size);
}

// How many of the bytes are on disk now.
std::size_t OutputLog::write(std::string_view bytes) {
  std::size_t done = 0;
  while (done < bytes.size()) {
    if (current_.file.size() >= part_limit_ && !rotate()) break;
    const auto room = static_cast<std::size_t>(part_limit_ - current_.file.size());
    const auto io = current_.file.append(bytes.substr(done, room));
    done += io.bytes;
    if (io.state != platform::IoState::ok) {
      note_failure(fail_errno(io.error, "cannot write " + path_).value().message);
      break;
    }
  }
  return done;
}

bool OutputLog::rotate() {
  const auto next_path = path_ + ".new";
  auto next = platform::AppendFile::create(next_path);
  Result<> renamed;
  if (next) renamed = platform::rename_path(path_, old_path_);
  if (next && renamed) renamed = platform::rename_path(next_path, path_);
  if (!next || !renamed) {
    note_failure(next ? renamed.error().message : next.error().message);
    return false;
  }
  old_.emplace(std::move(current_));
  current_ = Part{std::move(*next), old_->end()};
  begin_ = std::max(begin_, old_->start);
  return true;
}

void OutputLog::remember(std::string_view bytes) {
  waiting_ += bytes;
  if (waiting_.size() <= most_waiting) return;
  const auto lost = waiting_.size() - most_waiting / 2;
  waiting_.erase(0, lost);
  waiting_start_ += lost;
  lost_ += lost;
  begin_ = waiting_start_;
}

// One failure lasts until the disk takes bytes again.
void OutputLog::note_failure(const std::string& reason) {
  if (waiting_.empty()) failure_ = reason;
}

}  // namespace sandtray::session
