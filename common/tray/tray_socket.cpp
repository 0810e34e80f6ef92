// SPDX-License-Identifier: MIT
#include "tray/tray_socket.h"

#include <algorithm>
#include <utility>

#include "base/log.h"

namespace sandtray::tray {
namespace {

constexpr std::size_t most_clients = 64;
constexpr std::size_t most_bytes = 256;

bool is_session_id(const std::string& text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  });
}

}  // namespace

Result<> TraySocket::listen(const std::string& path) {
  auto listener = platform::listen_socket(path);
  if (!listener) return Failure(listener.error());
  listener_ = std::move(*listener);
  listening_ = loop_.on_readable(listener_.get(), [this] { accept(); });
  return {};
}

void TraySocket::accept() {
  while (auto handle = platform::accept_socket(listener_.get())) {
    // Whoever has been silent for longest has had its chance.
    if (clients_.size() >= most_clients) clients_.erase(clients_.begin());
    const int number = ++last_number_;
    auto& client = clients_[number];
    client.source = loop_.on_readable(handle.get(), [this, number] { read(number); });
    client.handle = std::move(handle);
  }
}

void TraySocket::read(int number) {
  const auto at = clients_.find(number);
  if (at == clients_.end()) return;
  char buffer[most_bytes];
  const auto io = platform::read_some(at->second.handle.get(), buffer, sizeof buffer);
  if (io.state == platform::IoState::would_block) return;
  auto& text = at->second.text;
  if (io.state == platform::IoState::ok) text.append(buffer, io.bytes);
  std::vector<std::string> lines;
  for (auto end = text.find('\n'); end != std::string::npos; end = text.find('\n')) {
    lines.push_back(text.substr(0, end));
    text.erase(0, end + 1);
  }
  if (io.state != platform::IoState::ok || text.size() >= most_bytes) clients_.erase(at);
  for (const auto& line : lines) take_line(line);
}

void TraySocket::take_line(const std::string& line) {
  const auto blank = line.find(' ');
  const auto word = line.substr(0, blank);
  const auto id = blank == std::string::npos ? "" : line.substr(blank + 1);
  if (word == "activate") {
    handlers_.activate();
  } else if (word == "ready" && is_session_id(id)) {
    handlers_.ready(id);
  } else if (word == "attached" && is_session_id(id)) {
    handlers_.attached(id);
  } else {
    log::warn("a line that is not understood arrived on the tray's socket");
  }
}

}  // namespace sandtray::tray
