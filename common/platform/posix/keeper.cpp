// SPDX-License-Identifier: MIT
#include "platform/keeper.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>

#include "base/json.h"
#include "platform/inherit.h"
#include "platform/memory.h"
#include "platform/posix/wait_events.h"
#include "platform/socket.h"
#include "platform/tree.h"

namespace sandtray::platform {

const int keeper_levels = 1;

namespace {

constexpr int line_number = 3;  // of the line, in the keeper
constexpr auto patience = std::chrono::seconds(5);

// What travels on the line, keeper to us: first whether the program runs, then how it ended.
struct Start {
  ProcessId pid;        // 0: it does not run
  unsigned error_size;  // then an Error as JSON of so many bytes follows
};

template <class T>
bool send_value(Handle line, const T& value) {
  const std::string_view bytes(reinterpret_cast<const char*>(&value), sizeof value);
  return send_all(line, bytes, Clock::now() + patience).has_value();
}

bool receive_bytes(Handle line, char* to, std::size_t size) {
  while (size > 0) {
    const Io io = read_some(line, to, size);
    if (io.state != IoState::ok) return false;
    to += io.bytes;
    size -= io.bytes;
  }
  return true;
}

void note_child(int) {}

// All signals stay blocked but for the moment of waiting: then SIGCHLD gets through.
void block_signals(sigset_t* while_waiting) {
  struct sigaction action {};
  action.sa_handler = note_child;
  sigaction(SIGCHLD, &action, nullptr);
  sigset_t all;
  sigfillset(&all);
  sigprocmask(SIG_SETMASK, &all, nullptr);
  *while_waiting = all;
  sigdelset(while_waiting, SIGCHLD);
}

// Until the program has ended (its status) or our parent has (nothing).
std::optional<Ended> wait_for_either(ProcessId program, const sigset_t& while_waiting) {
  while (true) {
    while (const auto ended = reap()) {
      if (ended->pid == program) return ended;
    }
    pollfd line{line_number, POLLIN, 0};
    if (wait_events(&line, 1, -1, &while_waiting) > 0) return {};
  }
}

[[noreturn]] void keep(const SpawnOptions& options, Handle line, ProcessId parent) {
  sigset_t while_waiting;
  block_signals(&while_waiting);
  name_process("sandtray-keeper");
  // The parent stops us before it kills us (kill_all_descendants), and may end in between.
  (void)die_with_parent(SIGCONT, parent);
  Result<ProcessId> program = fail(Code::internal, "");
  if (const auto done = become_subreaper(); !done) {
    program = Failure(done.error());
  } else {
    program = spawn(options);
  }
  if (!program) {
    const auto& error = program.error();
    const auto text = dump_json(
        {{"code", static_cast<int>(error.code)}, {"message", error.message}, {"hint", error.hint}});
    send_value(line, Start{0, static_cast<unsigned>(text.size())});
    (void)send_all(line, text, Clock::now() + patience);
    _exit(1);
  }
  send_value(line, Start{*program, 0});
  // Nothing of the parent's may stay open here: its lock, its sockets, the terminal.
  if (line != line_number) dup2(line, line_number);
  fcntl(line_number, F_SETFD, FD_CLOEXEC);
  close_from(line_number + 1);
  release_unused_memory();
  const auto ended = wait_for_either(*program, while_waiting);
  if (ended) send_value(line_number, *ended);
  kill_all_descendants(patience);
  _exit(0);
}

Failure receive_error(Handle line, unsigned size) {
  std::string text(std::min(size, 1U << 20), '\0');
  const bool complete = receive_bytes(line, text.data(), text.size());
  const auto json = parse_json(text, "keeper");
  if (!complete || !json || !json->is_object()) {
    return fail(Code::internal, "the program could not be started");
  }
  return fail(static_cast<Code>(json->value("code", 70)), json->value("message", ""),
              json->value("hint", ""));
}

}  // namespace

Result<Kept> spawn_kept(const SpawnOptions& options) {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) {
    return fail_errno(errno, "cannot make a socket");
  }
  for (const int end : ends) keep_private(end);
  Kept kept;
  kept.line.reset(ends[0]);
  OwnedHandle theirs(ends[1]);
  sigset_t all, before;
  sigfillset(&all);
  sigprocmask(SIG_SETMASK, &all, &before);
  const auto parent = own_pid();
  kept.keeper = fork();
  if (kept.keeper == 0) {
    kept.line.reset();
    keep(options, theirs.get(), parent);
  }
  const int error = errno;
  sigprocmask(SIG_SETMASK, &before, nullptr);
  if (kept.keeper < 0) return fail_errno(error, "cannot start the keeper");
  theirs.reset();
  Start start{};
  const bool heard = receive_bytes(kept.line.get(), reinterpret_cast<char*>(&start), sizeof start);
  if (heard && start.pid != 0) {
    kept.pid = start.pid;
    if (options.new_session) own_session(kept.pid);  // falls to us if the keeper is killed
    return kept;
  }
  Failure failure = heard ? receive_error(kept.line.get(), start.error_size)
                          : fail(Code::internal, "the keeper ended without a word");
  wait_for(kept.keeper);
  return failure;
}

std::optional<Ended> read_ending(const Kept& kept) {
  Ended ended{};
  if (!receive_bytes(kept.line.get(), reinterpret_cast<char*>(&ended), sizeof ended)) return {};
  return ended;
}

}  // namespace sandtray::platform
