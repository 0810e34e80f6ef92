// SPDX-License-Identifier: MIT
// A session as launch makes one, with a plan made by hand, and clients of its host. Everything
// waits for an event with a deadline; at the end of a test nothing of it may be left.
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "config/agent.h"
#include "platform/file.h"
#include "platform/loop.h"
#include "platform/process.h"
#include "platform/tree.h"
#include "sandbox/plan.h"
#include "sandbox/request.h"
#include "session/protocol.h"
#include "session/state.h"
#include "support/temp_dir.h"

namespace sandtray::test {

constexpr auto patience = std::chrono::seconds(15);

// Whether the condition came true in time. For things that nobody announces (a process is gone).
bool eventually(const std::function<bool()>& condition,
                std::chrono::milliseconds limit = std::chrono::seconds(15));

struct Talk {
  std::string output;                      // of all output frames
  std::vector<session::Event> events;      // of all event frames
  std::string refused;                     // why the host has ended the connection
  std::optional<std::size_t> replay_size;  // of `output` when the replay was complete
  bool closed = false;
};

// A client of a session's socket, as plain as can be.
class HostClient {
 public:
  explicit HostClient(const std::string& socket);

  bool connected() const { return static_cast<bool>(socket_); }
  void send(session::FrameType type, const std::string& payload = {});
  void attach(int rows = 24, int columns = 80, bool replay = true);
  void stop(int timeout_ms);

  // Reads until the condition holds; false at the end of the connection or of the patience.
  bool read_until(const std::function<bool(const Talk&)>& condition,
                  std::chrono::milliseconds limit = patience);
  bool read_until_output(const std::string& text);
  bool read_until_state(session::State state);
  // The connection's end. False if it does not come.
  bool read_to_end(std::chrono::milliseconds limit = patience);

  const Talk& talk() const { return talk_; }
  void forget_output() { talk_.output.clear(); }
  void close() { socket_.reset(); }

 private:
  platform::OwnedHandle socket_;
  session::FrameReader frames_;
  Talk talk_;
};

class SessionHost {
 public:
  SessionHost();
  SessionHost(const SessionHost&) = delete;
  SessionHost& operator=(const SessionHost&) = delete;
  ~SessionHost();  // kills what is left and fails the test if the host is still there after that

  // What the session is to be; to be changed before start().
  sandbox::SessionSpec spec;
  sandbox::Plan plan;
  config::Signals signals;
  config::Restart restart;
  std::uint64_t log_bytes = 64u << 20;
  std::string tray_socket;
  std::string asked;  // of a session that waits: whom its host asks; the plan is in later.json
  platform::Environment environment;  // of the host process

  void run_shell(const std::string& script);  // plan.main = sh -c script

  // Writes the folder, takes the lock, starts the program, waits for its word.
  Result<> start();

  const std::string& folder() const { return folder_; }
  std::string file(const std::string& name) const { return folder_ + "/" + name; }
  std::string socket() const { return dir_ / "s"; }
  std::string hook_socket() const { return dir_ / "h"; }
  const TempDir& dir() const { return dir_; }
  platform::ProcessId pid() const { return pid_; }
  bool lock_is_held() const;
  bool wait_for_end(std::chrono::milliseconds limit = patience);  // until the process is gone
  std::optional<int> host_status() const { return status_; }

  std::vector<session::Event> events() const;
  std::string log() const;  // output.log.1 and output.log together
  void kill_host(int signal = 9);

 private:
  TempDir dir_;
  std::string folder_;
  platform::ProcessId pid_ = 0;
  std::optional<int> status_;
};

// A shell command that prints "line 1" to "line N".
std::string numbered(int lines);

// Whether everything that this test has started, and what that has started, is gone or soon is.
bool nothing_runs(std::chrono::milliseconds limit = patience);

}  // namespace sandtray::test
