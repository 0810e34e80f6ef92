// SPDX-License-Identifier: MIT
// Carries out what the person asked for: the terminal on a session, a new session. A terminal
// belongs to the desktop, not to the tray, and outlives it.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "app/action.h"
#include "platform/handle.h"
#include "platform/paths.h"
#include "tray/event_loop.h"
#include "tray/tasks.h"

namespace sandtray::tray {

// What the person's programs get: the tray's own environment without what was meant for the tray.
platform::Environment persons_environment();

class Launcher {
 public:
  struct Handlers {
    // The desktop's terminal on a command; `token` and `setting` as for Shell.
    std::function<Result<>(const std::vector<std::string>& command, const std::string& token,
                           const std::string& setting)>
        open_terminal;
    // A terminal did not show up: tell the person what to paste.
    std::function<void(const std::string& command, const Error& reason)> no_terminal;
    std::function<void(const std::string& id)> started;  // a new session
    // A command of ours failed: what was tried, and what it said at the end.
    std::function<void(const std::string& title, const std::string& words)> failed;
  };

  Launcher(EventLoop& loop, platform::Paths paths, Handlers handlers)
      : loop_(loop), paths_(std::move(paths)), handlers_(std::move(handlers)), tasks_(loop) {}
  Launcher(const Launcher&) = delete;
  Launcher& operator=(const Launcher&) = delete;

  // `token` (may be empty) lets the new window take the focus.
  void attach(const std::string& id, const std::string& token, const std::string& terminal);
  void show_log(const std::string& id, const std::string& token, const std::string& terminal);
  void doctor(const std::string& token, const std::string& terminal);
  // Whether sandtray-ui is there.
  bool has_window() const;
  // One of its pages.
  void open_window(const std::string& page, const std::string& token);
  void run(const app::Action& action);
  void stop(const std::string& id, const std::string& name);
  void stop_all();
  // As vm.json has it for our start and our end; the latter goes on without us, and what becomes
  // of it `sandtray vm status` tells.
  void start_machine_if_wished();
  void stop_machine_if_wished();
  // `over`: it has been done, or has failed and been told.
  void start_machine(std::function<void()> over);
  void stop_machine(std::function<void()> over);
  // What `sandtray vm status` says for programs, and how it ended. False if it cannot be asked.
  bool ask_machine(std::function<void(int code, const std::string& output)> told);

  // The attach client of that session has reported back.
  void attached(const std::string& id) { waiting_.erase(id); }

 private:
  using Words = std::vector<std::string>;
  using Done = std::function<void(const std::string& output)>;
  std::string window_program() const { return paths_.bin + "/sandtray-ui"; }
  Words command(const Words& arguments) const;
  bool open_terminal(const Result<Words>& words, const Words& shown, const std::string& token,
                     const std::string& setting);
  void do_to_machine(const Words& words, const char* failure_title, std::function<void()> over);
  void start_task(Words words, platform::Environment env, const std::string& failure_title,
                  Done done);

  EventLoop& loop_;
  platform::Paths paths_;
  Handlers handlers_;
  std::map<std::string, Source> waiting_;  // for "attached ID"
  Tasks tasks_;
};

}  // namespace sandtray::tray
