// SPDX-License-Identifier: MIT
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <tuple>
#include <utility>
#include <vector>

#include "platform/loop_base.h"
#include "platform/posix/wait_events.h"

namespace sandtray::platform {
namespace {

// A handler may only write; the loop reads the other end and calls back as usual.
volatile std::sig_atomic_t signal_pipe = -1;

void note_signal(int number) {
  const int saved = errno;
  const auto byte = static_cast<unsigned char>(number);
  [[maybe_unused]] const auto n = write(signal_pipe, &byte, 1);
  errno = saved;
}

class PollLoop final : public LoopBase {
 public:
  PollLoop() { ignore_broken_pipes(); }

  ~PollLoop() override {
    for (const auto& [number, callback] : signals()) std::signal(number, SIG_DFL);
    if (write_end_) signal_pipe = -1;
  }

  void on_signal(int number, Callback callback) override {
    open_signal_pipe();
    set_signal(number, std::move(callback));
    struct sigaction action {};
    action.sa_handler = note_signal;
    action.sa_flags = SA_RESTART;
    sigfillset(&action.sa_mask);
    sigaction(number, &action, nullptr);
  }
  void on_child_change(Callback callback) override { on_signal(SIGCHLD, std::move(callback)); }

 private:
  void wait() override {
    polled_.clear();
    ids_.clear();
    for (const auto& [handle, entry] : entries()) {
      // Without interest the end of the other side would still wake us, again and again.
      const int events = (entry.readable ? POLLIN : 0) | (entry.writable ? POLLOUT : 0);
      if (events == 0) continue;
      polled_.push_back({handle, static_cast<short>(events), 0});
      ids_.push_back(entry.id);
    }
    if (wait_events(polled_.data(), polled_.size(), timeout_ms()) <= 0) return;
    // The lists stay as they are while callbacks run: only run() calls wait().
    for (std::size_t i = 0; i < polled_.size() && is_running(); ++i) {
      const auto ready = polled_[i].revents;
      if (ready == 0) continue;
      const bool over = (ready & (POLLHUP | POLLERR | POLLNVAL)) != 0;
      if (over || (ready & POLLIN) != 0) call(polled_[i].fd, ids_[i], &Entry::readable);
      if (over || (ready & POLLOUT) != 0) call(polled_[i].fd, ids_[i], &Entry::writable);
    }
  }

  // Only a loop that was asked for signals has it: other threads may have loops of their own.
  void open_signal_pipe() {
    if (write_end_) return;
    auto ends = make_pipe();
    if (!ends) return;
    std::tie(read_end_, write_end_) = std::move(*ends);
    (void)set_blocking(read_end_.get(), false);
    (void)set_blocking(write_end_.get(), false);
    signal_pipe = write_end_.get();
    on_readable(read_end_.get(), [this] { take_signals(); });
  }

  void take_signals() {
    char numbers[64];
    std::uint64_t seen = 0;  // several of one kind are one
    while (true) {
      const Io io = read_some(read_end_.get(), numbers, sizeof numbers);
      if (io.state != IoState::ok) break;
      for (std::size_t i = 0; i < io.bytes; ++i) seen |= std::uint64_t{1} << (numbers[i] & 63);
    }
    call_signals(seen);
  }

  OwnedHandle read_end_, write_end_;
  std::vector<pollfd> polled_;
  std::vector<std::uint64_t> ids_;
};

}  // namespace

std::unique_ptr<Loop> Loop::create() {
  return std::make_unique<PollLoop>();
}

void let_broken_pipe_end_us() {
  std::signal(SIGPIPE, SIG_DFL);
}

void ignore_broken_pipes() {
  std::signal(SIGPIPE, SIG_IGN);
}

}  // namespace sandtray::platform
