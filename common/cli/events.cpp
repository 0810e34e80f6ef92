// SPDX-License-Identifier: MIT
// events: what happened, from the folders; following is waiting for the folders to change.
#include <algorithm>
#include <cstdio>
#include <map>
#include <memory>

#include "app/notification.h"
#include "base/clock.h"
#include "base/text.h"
#include "cli/options.h"
#include "cli/print.h"
#include "platform/folder_watch.h"
#include "platform/loop.h"
#include "platform/signals.h"
#include "platform/socket.h"
#include "session/filenames.h"
#include "session/store.h"

namespace sandtray::cli {
namespace {

constexpr platform::Handle standard_output = 1;

void print_event(const session::Snapshot& session, const session::Event& event, bool json) {
  if (json) {
    auto line = event_to_json(event);
    line["id"] = session.spec.id;
    line["name"] = session.spec.name;
    print_line(dump_json(line));
  } else {
    const auto what = event.type == "warning"
                          ? "warning"
                          : state_text(event) + "  [" + std::string(to_string(event.source)) + "]";
    print_line(format_time(event.time_ms) + "  " + session.spec.name + "  " + what +
               (event.message.empty() ? "" : "  " + display_text(event.message)));
  }
}

// The text that the desktop shows for an event, if the event is one that is told.
void print_notification(const session::Snapshot& session, const session::Event& event,
                        std::int64_t before_ms, const platform::Paths& paths) {
  auto then = session;
  then.last = event;
  then.alive = event.type != "ended";
  const auto ran_ms = event.time_ms - (event.type == "ended" ? session.started_ms : before_ms);
  const auto notification = app::describe_event(then, ran_ms, paths.home);
  if (!notification) return;
  print_line(notification->title);
  if (!notification->body.empty()) print_line("  " + notification->body);
}

// Prints events as they come and notices, by the end of a connection, when a host is lost.
class Follower {
 public:
  Follower(const session::Store& store, std::string only, bool json, platform::Loop& loop,
           platform::FolderWatch& watch)
      : store_(store), only_(std::move(only)), json_(json), loop_(loop), watch_(watch) {}

  void look() {
    for (const auto& session : store_.list()) {
      if (!only_.empty() && session.spec.id != only_) continue;
      auto& known = known_[session.spec.id];
      if (known.ended) continue;
      if (session.alive) watch(session, known);
      print_new(session, known);
    }
    // A full disk; main() says so.
    if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) loop_.stop();
  }

 private:
  struct Known {
    std::size_t printed = 0;
    bool ended = false;
    platform::OwnedHandle connection;
  };

  void watch(const session::Snapshot& session, Known& known) {
    (void)watch_.add(session.folder);
    if (known.connection) return;
    auto connection = platform::connect_socket(session.socket);
    if (!connection) return;  // not up yet: the folder changes again when it is
    known.connection = std::move(*connection);
    loop_.on_readable(known.connection.get(), [this, &known] {
      char ignored[4096];
      const auto io = platform::read_some(known.connection.get(), ignored, sizeof ignored);
      if (io.state == platform::IoState::ok || io.state == platform::IoState::would_block) return;
      loop_.forget(known.connection.get());
      known.connection.reset();
      look();
    });
  }

  void print_new(const session::Snapshot& session, Known& known) {
    const auto events = store_.events(session.spec.id);
    if (!events) return;
    for (; known.printed < events->size(); ++known.printed) {
      print_event(session, (*events)[known.printed], json_);
      known.ended |= (*events)[known.printed].type == "ended";
    }
    if (!session.alive && !known.ended) {
      print_event(session, session.last, json_);
      known.ended = true;
    }
    if (known.ended && session.spec.id == only_) loop_.stop();
  }

  const session::Store& store_;
  const std::string only_;
  const bool json_;
  platform::Loop& loop_;
  platform::FolderWatch& watch_;
  std::map<std::string, Known> known_;
};

Result<int> follow(const session::Store& store, const platform::Paths& paths,
                   const std::string& only, bool json) {
  const auto watch = platform::FolderWatch::create();
  if (!watch) return Failure(watch.error());
  const auto sessions = paths.state + "/" + session::filename::sessions;
  SANDTRAY_TRY(platform::make_private_folder(sessions));
  SANDTRAY_TRY((*watch)->add(sessions));
  const auto loop = platform::Loop::create();
  platform::let_broken_pipe_end_us();
  int status = 0;
  // ... at once and not only when there is something to write.
  if (platform::is_pipe(standard_output)) {
    loop->on_readable(standard_output, [&] {
      status = 128 + platform::signals::pipe;
      loop->stop();
    });
  }
  Follower follower(store, only, json, *loop, **watch);
  loop->on_readable((*watch)->handle(), [&] {
    (*watch)->drain();
    follower.look();
  });
  // From inside the loop, where it may already be over.
  loop->at(platform::Clock::now(), [&] { follower.look(); });
  loop->run();
  return status;
}

}  // namespace

Result<int> events(const Options& options, const platform::Paths& paths) {
  const session::Store store(paths);
  std::vector<session::Snapshot> sessions;
  if (options.session.empty()) {
    sessions = store.list();
    std::reverse(sessions.begin(), sessions.end());
  } else {
    auto session = store.find(options.session);
    if (!session) return Failure(session.error());
    sessions.push_back(std::move(*session));
  }
  if (options.follow) {
    return follow(store, paths, options.session.empty() ? "" : sessions.front().spec.id,
                  options.json);
  }
  for (const auto& session : sessions) {
    auto all = store.events(session.spec.id);
    if (!all) return Failure(all.error());
    if (!session.alive && (all->empty() || all->back().type != "ended")) {
      all->push_back(session.last);
    }
    auto before_ms = session.started_ms;
    for (const auto& event : *all) {
      if (options.notifications) {
        print_notification(session, event, before_ms, paths);
      } else {
        print_event(session, event, options.json);
      }
      before_ms = event.since_ms;
    }
  }
  return 0;
}

}  // namespace sandtray::cli
