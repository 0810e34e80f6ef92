// SPDX-License-Identifier: MIT
#include <cstdlib>
#include <utility>

#include "base/json.h"
#include "platform/file.h"
#include "platform/signals.h"
#include "platform/terminal.h"
#include "session/attach.h"
#include "session/detector/detector.h"
#include "session/detector/terminal_filter.h"
#include "session/filenames.h"
#include "session/replay.h"
#include "session/view.h"

namespace sandtray::session {
namespace {

constexpr platform::Handle standard_input = 0;

bool is_dumb() {
  const char* term = std::getenv("TERM");
  return term == nullptr || term[0] == '\0' || std::string_view(term) == "dumb";
}

class TerminalView final : View {
 public:
  TerminalView(platform::Loop& loop, platform::OwnedHandle socket, platform::RawMode& raw,
               DetachKeys keys)
      : View(loop, std::move(socket)), raw_(raw), keys_(std::move(keys)) {
    loop_.on_readable(standard_input, [this] { read_input(); });
    loop_.on_signal(platform::signals::window_size, [this] { send_size(); });
    loop_.on_signal(platform::signals::suspend, [this] { suspend(); });
    for (const int number :
         {platform::signals::hang_up, platform::signals::terminate, platform::signals::interrupt}) {
      loop_.on_signal(number, [this, number] { finish({ViewEnd::signal, number}); });
    }
    attach();
  }

  ViewResult run() { return View::run(); }

 private:
  void attach() {
    const auto size = platform::terminal_size(standard_input).value_or(platform::TerminalSize{});
    filter_ = TerminalFilter();
    replayed_ = false;
    filter_.set_replay(true);
    send(FrameType::attach, attach_payload(size.rows, size.columns, /*replay=*/true));
  }

  void send_size() {
    if (const auto size = platform::terminal_size(standard_input)) {
      send(FrameType::resize, dump_json({{"rows", size->rows}, {"columns", size->columns}}));
    }
  }

  void suspend() {
    raw_.suspend();
    attach();
  }

  void read_input() {
    char typed[4096];
    const auto io = platform::read_some(standard_input, typed, sizeof typed);
    if (io.state == platform::IoState::would_block) return;
    if (io.state != platform::IoState::ok)
      return finish({ViewEnd::signal, platform::signals::hang_up});
    std::string input;
    const bool detach = keys_.feed({typed, io.bytes}, input);
    if (!input.empty()) send(FrameType::input, input);
    if (detach) leave({ViewEnd::detached});
  }

  // What the agent has set is undone first, exactly; the farewell of raw mode knows only the usual.
  void leave(ViewResult result) {
    if (!std::exchange(left_, true) && !is_dumb()) print(filter_.reset());
    finish(result);
  }

  void on_frame(const Frame& frame) override {
    if (left_) return;
    if (frame.type == FrameType::output) {
      std::string safe;
      filter_.feed(frame.payload, safe);
      print(safe);
    } else if (frame.type == FrameType::replayed) {
      filter_.set_replay(false);
      replayed_ = true;
    } else if (frame.type == FrameType::event) {
      const auto json = parse_json(frame.payload, "event");
      if (!json) return;
      const auto event = event_from_json(*json);
      has_ended_ = event && event->type == "ended";
    }
  }

  void on_host_end() override {
    leave({has_ended_ ? ViewEnd::ended : ViewEnd::lost, 0, replayed_});
  }

  void on_output_closed(int /*error*/) override {
    finish({ViewEnd::signal, platform::signals::hang_up});
  }

  platform::RawMode& raw_;
  DetachKeys keys_;
  TerminalFilter filter_;
  bool replayed_ = false;
  bool has_ended_ = false;
  bool left_ = false;
};

// The newest bytes of both parts of the log.
std::string log_tail(const std::string& folder, std::size_t size) {
  auto tail = platform::read_tail(folder + "/" + filename::output, size).value_or("");
  if (tail.size() >= size) return tail;
  const auto before =
      platform::read_tail(folder + "/" + filename::output_old, size - tail.size()).value_or("");
  return before + tail;
}

}  // namespace

Result<ViewResult> view_on_terminal(platform::OwnedHandle host, DetachKeys keys) {
  const auto loop = platform::Loop::create();
  // Raw mode ends before the result is looked at, on every way out of here.
  const auto raw = platform::RawMode::enter(standard_input, is_dumb() ? "" : terminal_reset());
  if (!raw) return Failure(raw.error());
  return TerminalView(*loop, std::move(host), **raw, std::move(keys)).run();
}

std::string last_replay(const std::string& folder) {
  const auto tail = log_tail(folder, replay_bytes);
  // A shorter log is whole and begins where the session does.
  const auto start = tail.size() < replay_bytes ? 0 : find_clean_start(tail);
  TerminalFilter filter;
  filter.set_replay(true);
  std::string safe;
  filter.feed(std::string_view(tail).substr(start), safe);
  if (!is_dumb()) safe += filter.reset();
  return safe;
}

}  // namespace sandtray::session
