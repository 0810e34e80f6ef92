// SPDX-License-Identifier: MIT
#include "session/host/event_log.h"

#include "session/filenames.h"

namespace sandtray::session {
namespace {

constexpr std::uint64_t reserved = 16 << 10;     // more than the longest event
constexpr std::size_t most_waiting = 256 << 10;  // the last event says all that matters then

}  // namespace

Result<EventLog> EventLog::create(const std::string& folder) {
  auto file = platform::AppendFile::create(folder + "/" + filename::events);
  if (!file) return Failure(file.error());
  file->reserve(reserved);
  return EventLog(std::move(*file));
}

void EventLog::append(const Event& event) {
  if (waiting_.size() > most_waiting && event.type != "ended") return;
  waiting_ += dump_json(event_to_json(event));
  waiting_ += '\n';
  if (flush() && event.type == "ended") file_.end_reserve();
}

bool EventLog::flush() {
  if (waiting_.empty()) return true;
  const auto io = file_.append(waiting_);
  waiting_.erase(0, io.bytes);
  if (!waiting_.empty()) return false;
  std::string().swap(waiting_);
  file_.reserve(reserved);
  return true;
}

}  // namespace sandtray::session
