// SPDX-License-Identifier: MIT
#include "session/host/hooks.h"

#include "platform/socket.h"

namespace sandtray::session {
namespace {

constexpr std::size_t most_connections = 8;
constexpr std::size_t most_bytes = 1 << 20;
constexpr auto most_time = std::chrono::seconds(2);

}  // namespace

void Hooks::listen(platform::OwnedHandle listener) {
  listener_ = std::move(listener);
  loop_.on_readable(listener_.get(), [this] { accept(); });
}

void Hooks::close() {
  while (!connections_.empty()) drop(connections_.begin());
  if (listener_) loop_.forget(listener_.get());
  listener_.reset();
}

void Hooks::accept() {
  while (connections_.size() < most_connections) {
    auto socket = platform::accept_socket(listener_.get());
    if (!socket) return;
    const auto it = connections_.insert(connections_.end(), Sender{std::move(socket), {}, 0});
    it->limit = loop_.at(platform::Clock::now() + most_time, [this, it] { drop(it); });
    loop_.on_readable(it->socket.get(), [this, it] { read(it); });
  }
  loop_.stop_reading(listener_.get());  // the others wait in the kernel's queue
}

void Hooks::read(Iterator connection) {
  char buffer[16 << 10];
  const auto io = platform::read_some(connection->socket.get(), buffer, sizeof buffer);
  if (io.state == platform::IoState::would_block) return;
  if (io.state == platform::IoState::ok) {
    connection->document.append(buffer, io.bytes);
    if (connection->document.size() > most_bytes) drop(connection);
    return;
  }
  const std::string document = std::move(connection->document);
  drop(connection);
  if (const auto json = parse_json(document, "hook event")) deliver_(*json);
}

void Hooks::drop(Iterator connection) {
  loop_.cancel(connection->limit);
  loop_.forget(connection->socket.get());
  connections_.erase(connection);
  if (listener_) loop_.on_readable(listener_.get(), [this] { accept(); });
}

}  // namespace sandtray::session
