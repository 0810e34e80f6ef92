// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstdio>
#include <optional>
#include <utility>

#include "base/json.h"
#include "base/text.h"
#include "platform/folder_watch.h"
#include "platform/signals.h"
#include "platform/terminal.h"
#include "session/attach.h"
#include "session/client.h"
#include "session/detector/plain_text.h"
#include "session/detector/terminal_filter.h"
#include "session/log_follower.h"
#include "session/view.h"

namespace sandtray::session {
namespace {

constexpr platform::Handle standard_input = 0;
constexpr platform::Handle standard_output = 1;
constexpr std::size_t step = 64 << 10;

class StreamView final : View {
 public:
  // Without a socket only what the log holds is printed.
  StreamView(platform::Loop& loop, platform::OwnedHandle socket, platform::FolderWatch& watch,
             const Snapshot& session, const StreamOptions& options)
      : View(loop, std::move(socket)),
        options_(options),
        watch_(watch),
        socket_path_(session.socket),
        log_(session.folder),
        host_ended_(!is_connected()) {
    if (!options_.plain && platform::is_terminal(standard_output)) {
      // Answers to what the agent asks of the terminal would end up in the person's shell.
      filter_.emplace();
      filter_->set_replay(true);
    }
    loop_.on_readable(watch_.handle(), [this] {
      watch_.drain();
      log_.look();
      pump();
    });
    // A reader that goes away is noticed at once and not only when there is something to write.
    if (platform::is_pipe(standard_output)) {
      loop_.on_readable(standard_output, [this] {
        loop_.stop_reading(standard_output);
        on_output_closed(0);
      });
    }
    if (options_.owner) {
      for (const int number : {platform::signals::interrupt, platform::signals::terminate}) {
        loop_.on_signal(number, [this, number] { stop(number); });
      }
      loop_.on_signal(platform::signals::hang_up, [this] {
        leave({ViewEnd::signal, platform::signals::hang_up});
      });
    }
    send(FrameType::watch);  // who has not said what it is may say nothing else
    if (options_.input == StreamOptions::pass) {
      loop_.on_readable(standard_input, [this] { read_input(); });
    } else if (options_.input == StreamOptions::end) {
      send(FrameType::end_input);
    }
  }

  ViewResult run() {
    pump();
    auto result = View::run();
    result.bytes = log_.bytes();
    result.skipped = log_.skipped();
    result.output_closed = output_closed_;
    result.write_error = write_error_;
    result.warnings = warnings_;
    return result;
  }

 private:
  void pump() {
    if (left_) return;
    std::string bytes;
    while (!is_printing_much() && !output_closed_) {
      bytes.clear();
      const auto left = options_.follow ? step : log_.kept() - std::min(log_.kept(), log_.bytes());
      if (left == 0 || !log_.read(bytes, std::min<std::uint64_t>(step, left))) {
        if (host_ended_) end_of_log();
        return;
      }
      std::string text;
      if (options_.plain) {
        text_.feed(bytes, text);
      } else if (filter_) {
        filter_->feed(bytes, text);
      } else {
        text.swap(bytes);
      }
      print(text);
    }
    if (output_closed_ && host_ended_) finish({ViewEnd::ended});
  }

  void end_of_log() {
    if (options_.plain) {
      std::string text;
      text_.finish(text);
      print(text);
    }
    leave({ViewEnd::ended});
  }

  // What the agent has set on a terminal is undone.
  void leave(ViewResult result) {
    if (filter_ && !std::exchange(left_, true)) print(filter_->reset());
    left_ = true;
    finish(result);
  }

  // The first time the session is asked to end and we stay to the end; the second time we leave. On
  // a connection of its own: ours may wait for the agent to take its input.
  void stop(int number) {
    if (stopper_) return leave({ViewEnd::signal, number});
    auto client = Client::connect(socket_path_);
    const auto wish = dump_json({{"timeout_ms", options_.stop_timeout_s * 1000}});
    if (!client || !client->send(FrameType::stop, wish)) return leave({ViewEnd::signal, number});
    stopper_.emplace(std::move(*client));
  }

  void read_input() {
    std::string input(step, '\0');
    const auto io = platform::read_some(standard_input, input.data(), input.size());
    if (io.state == platform::IoState::would_block) return;
    if (io.state == platform::IoState::ok) {
      return send(FrameType::input, std::string_view(input).substr(0, io.bytes));
    }
    loop_.forget(standard_input);
    send(FrameType::end_input);
  }

  void on_frame(const Frame& frame) override {
    const auto json = parse_json(frame.payload, "event");
    if (frame.type != FrameType::event || !json) return;
    const auto event = event_from_json(*json);
    if (!event || event->type != "warning") return;
    ++warnings_;
    std::fprintf(stderr, "sandtray: %s\n", display_text(event->message).c_str());
  }

  void on_host_end() override {
    host_ended_ = true;
    pump();
  }

  void on_output_ready() override { pump(); }

  void on_output_closed(int error) override {
    output_closed_ = true;
    if (write_error_ == 0) write_error_ = error;
    if (!options_.owner) return finish({ViewEnd::signal, platform::signals::pipe});
    if (host_ended_) return finish({ViewEnd::ended});
    if (!stopper_) stop(platform::signals::pipe);
  }

  StreamOptions options_;
  platform::FolderWatch& watch_;
  const std::string socket_path_;
  std::optional<Client> stopper_;
  LogFollower log_;
  bool host_ended_;
  PlainText text_;
  std::optional<TerminalFilter> filter_;  // where the output is a terminal
  bool left_ = false;
  std::size_t warnings_ = 0;
  bool output_closed_ = false;
  int write_error_ = 0;
};

}  // namespace

Result<ViewResult> stream_session(const Store& store, const Snapshot& session,
                                  const StreamOptions& options) {
  platform::OwnedHandle host;
  if (options.follow) {
    auto reached = reach_host(store, session);
    if (!reached) return Failure(reached.error());
    host = std::move(*reached);
  }
  const auto watch = platform::FolderWatch::create();
  if (!watch) return Failure(watch.error());
  if (session.alive) SANDTRAY_TRY((*watch)->add(session.folder));
  const auto loop = platform::Loop::create();
  StreamView view(*loop, std::move(host), **watch, session, options);
  const auto result = view.run();
  if (result.write_error != 0) {
    return fail_errno(result.write_error, "cannot write to standard output");
  }
  return result;
}

}  // namespace sandtray::session
