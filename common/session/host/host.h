// SPDX-License-Identifier: MIT
// The host of one session: owns its folder, its terminal and every process of it, from the first
// preparation to the last clean-up. It does one thing at a time and sleeps in between; the only
// thing that can end it early is SIGKILL, and then the keeper ends the agent.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>

#include "platform/loop.h"
#include "session/detector/detector.h"
#include "session/host/agent.h"
#include "session/host/clients.h"
#include "session/host/event_log.h"
#include "session/host/git_folders.h"
#include "session/host/guarded_files.h"
#include "session/host/hooks.h"
#include "session/host/job.h"
#include "session/host/output_log.h"
#include "session/host/pace.h"
#include "session/host/stopper.h"
#include "session/host/turn_news.h"
#include "session/placeholders.h"

namespace sandtray::session {

constexpr auto kill_patience = std::chrono::seconds(5);   // with what must not run any more
constexpr auto drain_patience = std::chrono::seconds(1);  // with output of an agent that has ended

class Host {
 public:
  // Opens the files; nothing else has happened when this fails.
  static Result<std::unique_ptr<Host>> create(platform::Loop& loop, Job job);
  Host(platform::Loop& loop, Job job, OutputLog output, EventLog events);

  // Sockets, preparation, the main command. After an error the session has ended, and says why.
  Result<> start();
  // Until the session has ended and every client knows.
  void run();

 private:
  Result<> open_socket();
  Result<> begin();
  Result<> open_hooks();
  Result<> prepare();
  Result<> run_preparations();
  Result<> start_agent();
  void tell_tray() const;

  void take_output(std::string_view bytes);
  void take_hook(const Json& document);
  void take_input(std::string_view bytes);
  void take_early_input(std::string_view bytes);
  void take_size(platform::TerminalSize size);
  void repaint(platform::TerminalSize size);
  void stop(std::chrono::milliseconds grace);
  bool ask_to_end(std::chrono::milliseconds grace);
  void stop_processes(std::chrono::milliseconds grace);
  std::chrono::milliseconds time_to_stop() const;
  Clients::Wishes wishes();

  void follow_detector();
  void rest_later();
  void look_at_workspace();
  void log_bytes(std::string_view bytes);
  void warn(std::string_view message);
  void publish();  // the present event, now
  void publish_at_pace();

  void fail_to_start(const Error& why);

  void queue_up();
  void start_in_turn();
  void tell_what_is_new();
  Result<> wait_for_turn();
  Result<Turn> ask_for_turn();
  void sleep_until_news(TurnNews& news, const Turn& turn);

  bool restart();
  bool clear_for_restart();
  void tell_crash(int delay_s);
  bool wait_for_restart(int delay_s);
  Result<> start_again(platform::TerminalSize size);
  void wind_up();
  void tell_how_it_ended();
  std::string last_line() const;  // of the output
  void clean_up();
  void end(State state, const std::string& kind, const std::string& message,
           std::optional<int> exit_code);
  void reap_children();

  platform::Loop& loop_;
  Job job_;
  OutputLog output_;
  EventLog events_;
  Detector detector_;
  Event present_;
  Clients clients_;
  Hooks hooks_;
  Placeholders placeholders_;
  GuardedFiles guarded_;
  GitFolders git_folders_;
  std::set<std::string> made_;  // of what is watched for
  std::unique_ptr<Agent> agent_;
  std::unique_ptr<Stopper> stopper_;
  std::set<platform::ProcessId> asking_;  // the method's own commands that end the agent
  platform::Clock::time_point stop_deadline_{};
  Pace pace_;
  platform::TimerId tick_ = 0, rest_ = 0, repaint_ = 0, publish_ = 0, asked_ = 0;
  std::optional<platform::Ended> how_;    // the agent ended; empty after that: nobody knows
  std::optional<std::string> never_ran_;  // why not; nothing: it has run
  platform::Clock::time_point started_{};
  int restarts_ = 0;         // in a row
  bool waits_ = false;       // for the next of them, or for the turn
  std::string early_input_;  // what clients have given while the session waited for its turn
  bool early_end_ = false;   // ... and that there is no more
  std::chrono::milliseconds retry_{
      0};                  // before the next question, where nobody will say when to ask
  bool attended_ = false;  // by a person's terminal
  bool worked_ = false;    // since rest_ was set
  bool stop_asked_ = false;
  bool over_ = false;
};

}  // namespace sandtray::session
