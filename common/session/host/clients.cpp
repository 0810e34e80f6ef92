// SPDX-License-Identifier: MIT
#include "session/host/clients.h"

#include <algorithm>

#include "base/json.h"
#include "platform/socket.h"
#include "session/replay.h"

namespace sandtray::session {
namespace {

constexpr std::size_t most_clients = 100;
constexpr int default_grace_ms = 10'000;
constexpr int longest_grace_ms = 3'600'000;

// Missing or senseless: 0 by 0.
platform::TerminalSize size_from(const Json& wish) {
  const auto number = [&](const char* name) -> unsigned short {
    const auto it = wish.find(name);
    if (it == wish.end() || !it->is_number_integer()) return 0;
    const auto value = it->get<long long>();
    return value > 0 && value < 10'000 ? static_cast<unsigned short>(value) : 0;
  };
  const platform::TerminalSize size{number("rows"), number("columns")};
  return size.rows == 0 || size.columns == 0 ? platform::TerminalSize{0, 0} : size;
}

Json parse_wish(const Frame& frame) {
  auto json = parse_json(frame.payload, "frame");
  return json && json->is_object() ? std::move(*json) : Json::object();
}

}  // namespace

Clients::~Clients() {
  for (const auto& client : clients_) loop_.forget(client.handle());
  if (listener_) loop_.forget(listener_.get());
}

void Clients::listen(platform::OwnedHandle listener) {
  listener_ = std::move(listener);
  loop_.on_readable(listener_.get(), [this] { accept(); });
}

void Clients::accept() {
  while (auto socket = platform::accept_socket(listener_.get())) {
    const auto client = clients_.emplace(clients_.end(), std::move(socket));
    if (clients_.size() > most_clients) {
      refuse(client, "too many clients are connected to this session");
      continue;
    }
    loop_.on_readable(client->handle(), [this, client] { read(client); });
  }
}

void Clients::read(Iterator client) {
  char buffer[16 << 10];
  const auto io = platform::read_some(client->handle(), buffer, sizeof buffer);
  if (io.state == platform::IoState::would_block) return;
  if (io.state != platform::IoState::ok) return drop(client);
  client->frames().feed({buffer, io.bytes});
  while (const auto frame = client->gone ? std::nullopt : client->frames().next()) {
    if (!obey(*client, *frame)) return refuse(client, "this frame is not for a session's host");
  }
  if (client->gone) return;
  if (client->frames().broken()) return refuse(client, "this is not a frame of the protocol");
  if (!taking_input_ && client->gives_input) loop_.stop_reading(client->handle());
  settle(client, client->pump(log_));
}

bool Clients::obey(Connection& client, const Frame& frame) {
  switch (frame.type) {
    case FrameType::attach:
      attach(client, parse_wish(frame));
      return true;
    case FrameType::watch:
      client.watch();
      client.send(FrameType::event, wishes_.event());
      return true;
    case FrameType::input:
      if (!client.wants_events()) return false;
      client.gives_input = true;
      follow(client);
      wishes_.input(frame.payload);
      return true;
    case FrameType::end_input:
      if (!client.wants_events()) return false;
      wishes_.end_input();
      return true;
    case FrameType::resize:
      if (!client.attached()) return false;
      client.size = size_from(parse_wish(frame));
      follow(client);
      return true;
    case FrameType::stop: {
      const auto wish = parse_wish(frame);
      const auto it = wish.find("timeout_ms");
      const bool given = it != wish.end() && it->is_number_integer();
      const auto ms = given ? it->get<long long>() : default_grace_ms;
      wishes_.stop(std::chrono::milliseconds(std::clamp<long long>(ms, 0, longest_grace_ms)));
      return true;
    }
    default:
      return false;
  }
}

void Clients::attach(Connection& client, const Json& wish) {
  const auto end = log_.end();
  auto from = end;
  const auto replay = wish.find("replay");
  if (replay != wish.end() && replay->is_boolean() && replay->get<bool>()) {
    from = std::max(log_.begin(), end - std::min<OutputLog::Position>(end, replay_bytes));
    if (from > 0) {
      std::string head(64 << 10, '\0');
      head.resize(log_.read(from, head.data(), head.size()));
      from += find_clean_start(head);
    }
    client.attach(from, end, wishes_.modes());
  } else {
    client.attach(end, end, {});
  }
  client.size = size_from(wish);
  tell_attended();
  wishes_.attached(client.size);
}

void Clients::follow(Connection& client) {
  if (client.size.rows != 0) wishes_.size(client.size);
}

void Clients::output(std::string_view bytes) {
  for (auto it = clients_.begin(); it != clients_.end();) {
    const auto client = it++;
    if (client->attached()) settle(client, client->send_output(bytes, log_));
  }
}

void Clients::event(std::string_view json) {
  for (auto it = clients_.begin(); it != clients_.end();) {
    const auto client = it++;
    if (!client->wants_events()) continue;
    client->send(FrameType::event, json);
    settle(client, client->pump(log_));
  }
}

void Clients::take_input(bool take) {
  if (taking_input_ == take) return;
  taking_input_ = take;
  for (auto it = clients_.begin(); it != clients_.end(); ++it) {
    if (!it->gives_input) continue;
    if (take) {
      loop_.on_readable(it->handle(), [this, it] { read(it); });
    } else {
      loop_.stop_reading(it->handle());
    }
  }
}

void Clients::finish(std::string_view json, std::chrono::milliseconds patience,
                     std::function<void()> done) {
  hear_all();
  loop_.forget(listener_.get());
  listener_.reset();
  patience_ = patience;
  done_ = std::move(done);
  const auto now = platform::Clock::now();
  for (auto it = clients_.begin(); it != clients_.end();) {
    const auto client = it++;
    loop_.stop_reading(client->handle());
    client->progress = now;
    client->finish(FrameType::event, json);
    settle(client, client->pump(log_));
  }
  drop_the_stuck();
}

// Who has come and asked before the end gets an answer, however late its turn is.
void Clients::hear_all() {
  accept();
  for (auto it = clients_.begin(); it != clients_.end();) {
    const auto client = it++;
    if (!client->wants_events()) read(client);
  }
}

// Acts on what has become of a client after it was given something.
void Clients::settle(Iterator client, Connection::Pumped result) {
  if (client->gone) return;
  // A client may say "stop" and hang up at once: while the session lives it is heard out.
  const bool heard_out = result == Connection::Pumped::deaf && done_ == nullptr;
  if (heard_out) return loop_.stop_writing(client->handle());
  if (result == Connection::Pumped::dropped || result == Connection::Pumped::deaf) {
    return drop(client);
  }
  if (result == Connection::Pumped::more) {
    loop_.on_writable(client->handle(), [this, client] { settle(client, client->pump(log_)); });
    return;
  }
  loop_.stop_writing(client->handle());
  if (client->finished()) drop(client);
}

void Clients::refuse(Iterator client, std::string_view why) {
  if (client->gone) return;
  client->send(FrameType::refused, why);
  (void)client->pump(log_);
  drop(client);
}

void Clients::drop(Iterator client) {
  if (client->gone) return;
  client->gone = true;
  loop_.forget(client->handle());
  if (gone_.empty()) loop_.at(platform::Clock::now(), [this] { gone_.clear(); });
  gone_.splice(gone_.end(), clients_, client);
  tell_attended();
  if (clients_.empty() && done_) loop_.at(platform::Clock::now(), std::exchange(done_, nullptr));
}

void Clients::tell_attended() {
  const bool attended = std::any_of(clients_.begin(), clients_.end(),
                                    [](const Connection& c) { return c.attached(); });
  if (attended != attended_) wishes_.attended(attended);
  attended_ = attended;
}

void Clients::drop_the_stuck() {
  const auto now = platform::Clock::now();
  auto next = now + patience_;
  for (auto it = clients_.begin(); it != clients_.end();) {
    const auto client = it++;
    if (now - client->progress >= patience_) {
      drop(client);
    } else {
      next = std::min(next, client->progress + patience_);
    }
  }
  if (!clients_.empty()) return void(loop_.at(next, [this] { drop_the_stuck(); }));
  if (done_) loop_.at(now, std::exchange(done_, nullptr));
}

}  // namespace sandtray::session
