// SPDX-License-Identifier: MIT
#include "tray/fake_host.h"

#include <gtest/gtest.h>

#include <fstream>

#include "base/clock.h"
#include "platform/process.h"
#include "platform/socket.h"
#include "session/filenames.h"
#include "session/protocol.h"

namespace sandtray::test {
namespace {

auto soon() {
  return platform::Clock::now() + std::chrono::seconds(2);
}

void send_event(platform::Handle client, const std::string& json) {
  (void)platform::send_all(client, session::encode_frame(session::FrameType::event, json), soon());
}

}  // namespace

FakeHost::FakeHost(Reactor& reactor, const platform::Paths& paths, Wish wish)
    : reactor_(reactor), paths_(paths), store_(paths), wish_(std::move(wish)) {
  sandbox::SessionSpec spec;
  spec.id = wish_.id;
  spec.name = wish_.name.empty() ? wish_.agent + "-" + wish_.id : wish_.name;
  spec.agent = wish_.agent;
  spec.method = wish_.method;
  spec.confined = wish_.method != "host";
  spec.workspace = wish_.workspace;
  const auto created_ms = now_ms() - wish_.age_s * 1000;
  const Json session = {
      {"version", 1}, {"spec", sandbox::spec_to_json(spec)}, {"created", format_time(created_ms)}};
  auto created = store_.create({.id = wish_.id, .session = session});
  if (!created) {
    ADD_FAILURE() << created.error().message;
    return;
  }
  created_.emplace(std::move(*created));
  std::ofstream(created_->folder + "/" + session::filename::pid) << platform::own_pid() << "\n";
  session::Event event;
  event.type = "started";
  event.time_ms = event.since_ms = created_ms;
  record(event);
}

void FakeHost::listen() {
  auto listener = platform::listen_socket(store_.socket_of(wish_.id));
  ASSERT_TRUE(listener) << listener.error().message;
  listener_ = std::move(*listener);
  reactor_.add(listener_.get(), [this] { accept(); });
  const auto tray = platform::connect_socket(paths_.runtime + "/" + session::filename::tray_socket);
  if (tray) (void)platform::send_all(tray->get(), "ready " + wish_.id + "\n", soon());
}

void FakeHost::accept() {
  while (auto client = platform::accept_socket(listener_.get())) {
    send_event(client.get(), dump_json(session::event_to_json(last_)));
    clients_.push_back(std::move(client));
  }
}

void FakeHost::record(const session::Event& event) {
  last_ = event;
  const auto line = dump_json(session::event_to_json(event));
  std::ofstream(created_->folder + "/" + session::filename::events, std::ios::app) << line << "\n";
  for (const auto& client : clients_) send_event(client.get(), line);
}

void FakeHost::say(session::State state, const std::string& kind, const std::string& message,
                   std::int64_t age_s) {
  session::Event event;
  event.time_ms = event.since_ms = now_ms() - age_s * 1000;
  event.type = "state";
  event.state = state;
  event.source = session::Source::osc;
  event.kind = kind;
  event.message = message;
  record(event);
}

void FakeHost::end(int exit_code, const std::string& kind, const std::string& message,
                   std::int64_t age_s) {
  session::Event event;
  event.time_ms = event.since_ms = now_ms() - age_s * 1000;
  event.type = "ended";
  event.state = session::State::exited;
  event.kind = kind;
  event.message = message;
  event.exit_code = exit_code;
  record(event);
  vanish();
}

void FakeHost::vanish() {
  clients_.clear();
  if (listener_) reactor_.remove(listener_.get());
  listener_.reset();
  created_.reset();
}

}  // namespace sandtray::test
