// SPDX-License-Identifier: MIT
#include "provision/lima/follow.h"

#include <algorithm>

#include "platform/folder_watch.h"
#include "platform/loop.h"
#include "platform/tree.h"

namespace sandtray::provision {
namespace {

constexpr auto events_file = "/ha.stdout.log";
constexpr auto log_file = "/ha.stderr.log";
constexpr std::size_t most_said = 1 << 16;
// Whether somebody else's process lives is told by nobody.
constexpr auto look_again = std::chrono::seconds(1);

// A file that others write line by line, and may replace by a new one.
class TailedFile {
 public:
  explicit TailedFile(std::string path) : path_(std::move(path)) {}

  std::vector<std::string> news() {
    std::vector<std::string> lines;
    if (file_ && !platform::is_file_at(file_.get(), path_)) {
      read(lines);
      file_.reset();
    }
    if (!file_) {
      cutter_ = {};
      file_ = platform::open_to_read(path_);
    }
    read(lines);
    return lines;
  }

 private:
  void read(std::vector<std::string>& lines) {
    char buffer[4096];
    while (file_) {
      const auto io = platform::read_some(file_.get(), buffer, sizeof buffer);
      if (io.state != platform::IoState::ok) return;
      for (auto& line : cutter_.take({buffer, io.bytes})) lines.push_back(std::move(line));
    }
  }

  std::string path_;
  platform::OwnedHandle file_;
  LineCutter cutter_;
};

class Follower {
 public:
  Follower(const VmPlace& place, const Progress& progress, const Cancel* cancel)
      : events_(place.instance + events_file),
        log_(place.instance + log_file),
        progress_(progress),
        cancel_(cancel),
        loop_(platform::Loop::create()) {}
  ~Follower() {
    watch_.reset();
    loop_.reset();
    if (cancel_ != nullptr) cancel_->listen();
    platform::let_broken_pipe_end_us();
  }
  Follower(const Follower&) = delete;
  Follower& operator=(const Follower&) = delete;

  Result<> watch(const std::string& folder) {
    auto watch = platform::FolderWatch::create();
    if (!watch) return Failure(watch.error());
    watch_ = std::move(*watch);
    SANDTRAY_TRY(watch_->add(folder));
    loop_->on_readable(watch_->handle(), [this] {
      watch_->drain();
      look();
    });
    return {};
  }

  // Ours: its end is told.
  void follow_child(platform::ProcessId child, platform::Handle said) {
    loop_->on_readable(said, [this, said] { hear(said); });
    const auto reap = [this, child, said] {
      const auto ended = platform::reap(child);
      if (!ended) return;
      look();
      hear(said);
      if (end_.how == StartEnd::How::too_late) end(StartEnd::How::ended);
      end_.code = ended->code;
    };
    loop_->on_child_change(reap);
    reap();
  }

  void follow_process(const platform::ProcessKey& key) {
    loop_->at(platform::Clock::now() + look_again, [this, key] {
      look();
      if (!platform::is_alive(key) && !ended_) return end(StartEnd::How::ended);
      follow_process(key);
    });
  }

  // Whatever it tells meanwhile.
  void follow_to_its_end(const platform::ProcessKey& key) {
    heeds_events_ = false;
    follow_process(key);
  }

  StartEnd run(std::chrono::milliseconds patience) {
    look();
    loop_->at(platform::Clock::now() + patience, [this] { loop_->stop(); });
    if (cancel_ != nullptr) cancel_->heed(*loop_);
    if (!ended_) loop_->run();
    if (!ended_ && cancel_ != nullptr && cancel_->is_wanted()) end(StartEnd::How::cancelled);
    return std::move(end_);
  }

 private:
  // The steps before an event are in the log before it: whoever read that first could miss the
  // last.
  void look() {
    if (!heeds_events_) return;
    const auto events = events_.news();
    for (const auto& line : log_.news()) {
      const auto phase = parse_phase(line);
      // A step that is tried again is not a step back.
      if (!phase || phase->percent <= percent_) continue;
      percent_ = phase->percent;
      if (progress_) progress_(*phase);
    }
    for (const auto& line : events) {
      const auto status = parse_host_event(line);
      if (!status) continue;
      end_.last = *status;
      if (status->exiting) {
        end(StartEnd::How::ended);
      } else if (status->running) {
        end(status->degraded ? StartEnd::How::degraded : StartEnd::How::ready);
      }
    }
  }

  void hear(platform::Handle said) {
    char buffer[4096];
    while (true) {
      const auto io = platform::read_some(said, buffer, sizeof buffer);
      if (io.state == platform::IoState::would_block) return;
      if (io.state != platform::IoState::ok) return loop_->stop_reading(said);
      end_.said.append(buffer, std::min(io.bytes, most_said - end_.said.size()));
    }
  }

  void end(StartEnd::How how) {
    end_.how = how;
    ended_ = true;
    loop_->stop();
  }

  TailedFile events_, log_;
  const Progress& progress_;
  const Cancel* cancel_;
  std::unique_ptr<platform::Loop> loop_;
  std::unique_ptr<platform::FolderWatch> watch_;
  StartEnd end_;
  int percent_ = 0;
  bool ended_ = false;
  bool heeds_events_ = true;
};

}  // namespace

Result<StartEnd> start_and_follow(const LimaTool& tool, const VmPlace& place,
                                  std::chrono::milliseconds patience, const Progress& progress) {
  // What an earlier run has said is not what this one says.
  SANDTRAY_TRY(platform::remove_tree(place.instance + events_file));
  SANDTRAY_TRY(platform::remove_tree(place.instance + log_file));
  auto said = platform::make_pipe();
  if (!said) return Failure(said.error());
  SANDTRAY_TRY(platform::set_blocking(said->first.get(), false));
  Follower follower(place, progress, tool.cancel);
  SANDTRAY_TRY(follower.watch(place.instance));
  platform::SpawnOptions options;
  options.argv = lima_command(tool, {"start", "--foreground", vm_name});
  options.env = lima_environment(tool);
  options.folder = tool.folder;
  options.output = options.error = said->second.get();
  options.new_session = true;
  const auto child = platform::spawn(options);
  if (!child) return Failure(child.error());
  SANDTRAY_TRY(platform::write_file(place.starter, std::to_string(*child)));
  said->second.reset();
  follower.follow_child(*child, said->first.get());
  return follower.run(patience);
}

Result<StartEnd> follow_start(const LimaTool& tool, const VmPlace& place,
                              platform::ProcessId host_agent, std::chrono::milliseconds patience,
                              const Progress& progress) {
  Follower follower(place, progress, tool.cancel);
  SANDTRAY_TRY(follower.watch(place.instance));
  follower.follow_process(platform::key_of(host_agent));
  return follower.run(patience);
}

bool sees_end(const LimaTool& tool, const VmPlace& place, platform::ProcessId host_agent,
              std::chrono::milliseconds patience) {
  const auto key = platform::key_of(host_agent);
  if (!platform::is_alive(key)) return true;
  const Progress none;
  Follower follower(place, none, tool.cancel);
  follower.follow_to_its_end(key);
  return follower.run(patience).how == StartEnd::How::ended;
}

std::optional<HostStatus> last_status(const VmPlace& place) {
  std::optional<HostStatus> last;
  for (const auto& line : TailedFile(place.instance + events_file).news()) {
    if (const auto status = parse_host_event(line)) last = status;
  }
  return last;
}

}  // namespace sandtray::provision
