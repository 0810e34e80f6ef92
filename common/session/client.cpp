// SPDX-License-Identifier: MIT
#include "session/client.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "platform/folder_watch.h"
#include "platform/process.h"
#include "platform/signals.h"
#include "session/filenames.h"

namespace sandtray::session {
namespace {

using platform::Clock;
using std::chrono::seconds;

constexpr auto send_patience = seconds(5);
constexpr auto answer_margin = seconds(10);  // for a host beyond the agent's own grace
constexpr auto signal_grace = seconds(10);   // what a host gives its agent after a signal

// Reads until the host closes the connection, which it does when the session has ended.
Result<> drain(Client& client, Clock::time_point deadline) {
  while (true) {
    auto frame = client.receive(deadline);
    if (!frame) return Failure(frame.error());
    if (!*frame) return {};
    if ((*frame)->type == FrameType::refused) return fail(Code::internal, (*frame)->payload);
  }
}

// The lock is the truth: the connection may end a moment before the host does.
Result<Snapshot> after_the_end(const Store& store, const Snapshot& session) {
  SANDTRAY_TRY(platform::wait_until_unlocked(session.folder + "/" + filename::lock));
  return store.read(session.spec.id);
}

bool has_ended(const Result<Snapshot>& session) {
  return !session || !session->alive || session->last.type == "ended";
}

// Looks again whenever the folder changes.
void wait_for_ending(const Store& store, const Snapshot& session, Clock::time_point deadline) {
  const auto watch = platform::FolderWatch::create();
  if (!watch || !(*watch)->add(session.folder)) return;
  while (!has_ended(store.read(session.spec.id)) &&
         platform::wait_readable((*watch)->handle(), deadline)) {
    (*watch)->drain();
  }
}

void signal_host(const Snapshot& session, int number) {
  if (!platform::is_locked(session.folder + "/" + filename::lock)) return;
  const auto text = platform::read_file(session.folder + "/" + filename::pid, 64);
  int pid = 0;
  if (!text) return;
  std::from_chars(text->data(), text->data() + text->size(), pid);
  // The lock is held, so whoever wrote this file lives and the number is its own.
  if (pid > 1) platform::send_signal(pid, number);
}

}  // namespace

Result<Client> Client::connect(const std::string& socket) {
  auto handle = platform::connect_socket(socket);
  if (!handle) return Failure(handle.error());
  return Client(std::move(*handle));
}

Result<> Client::send(FrameType type, std::string_view payload) {
  return platform::send_all(socket_.get(), encode_frame(type, payload),
                            Clock::now() + send_patience);
}

Result<std::optional<Frame>> Client::receive(Clock::time_point deadline) {
  std::array<char, 16384> buffer;
  while (true) {
    if (auto frame = reader_.next()) return frame;
    if (reader_.broken()) return fail(Code::internal, "the session's host sent nonsense");
    const auto io = platform::receive_some(socket_.get(), buffer.data(), buffer.size(), deadline);
    switch (io.state) {
      case platform::IoState::ok:
        reader_.feed({buffer.data(), io.bytes});
        break;
      case platform::IoState::closed:
        return std::optional<Frame>();
      case platform::IoState::would_block:
        return fail(Code::unavailable, "the session's host does not answer");
      case platform::IoState::failed:
        return fail_errno(io.error, "the connection to the session's host broke");
    }
  }
}

Result<platform::OwnedHandle> reach_host(const Store& store, const Snapshot& session) {
  auto socket = platform::connect_socket(session.socket);
  if (socket || has_ended(store.read(session.spec.id))) {
    return socket ? std::move(*socket) : platform::OwnedHandle();
  }
  const auto& id = session.spec.id;
  return fail(
      Code::unavailable,
      "the session " + id + " lives but cannot be reached: " + socket.error().message,
      "`sandtray logs " + id + "` prints its output so far, `sandtray stop " + id + "` ends it.");
}

Result<Snapshot> stop_session(const Store& store, const Snapshot& session, int timeout_s) {
  if (!session.alive) return session;
  auto client = Client::connect(session.socket);
  Result<> asked;
  if (client) {
    asked = client->send(FrameType::watch);
    if (asked) {
      asked = client->send(FrameType::stop, dump_json({{"timeout_ms", timeout_s * 1000}}));
    }
    if (asked) asked = drain(*client, Clock::now() + seconds(timeout_s) + answer_margin);
    if (!asked) signal_host(session, platform::signals::kill);
  } else {
    signal_host(session, platform::signals::terminate);
    const auto grace = std::max(seconds(timeout_s), signal_grace);
    wait_for_ending(store, session, Clock::now() + grace + answer_margin);
    if (!has_ended(store.read(session.spec.id))) signal_host(session, platform::signals::kill);
  }
  return after_the_end(store, session);
}

Result<Snapshot> wait_for_end(const Store& store, const Snapshot& session) {
  if (!session.alive) return session;
  return after_the_end(store, session);
}

Result<Snapshot> wait_for_end(const Store& store, const Snapshot& session,
                              Clock::time_point deadline) {
  wait_for_ending(store, session, deadline);
  if (!has_ended(store.read(session.spec.id))) {
    return fail(Code::unavailable, "the session has not come to its end",
                "`sandtray logs " + session.spec.id + "` has what it said.");
  }
  return after_the_end(store, session);
}

}  // namespace sandtray::session
