// SPDX-License-Identifier: MIT
#include "tray/line_socket.h"

#include <utility>
#include <vector>

namespace sandtray::tray {
namespace {

constexpr std::size_t most_clients = 64;
constexpr std::size_t most_bytes = 256;

}  // namespace

void LineSocket::serve(platform::OwnedHandle listener) {
  listener_ = std::move(listener);
  listening_ = loop_.on_readable(listener_.get(), [this] { accept(); });
}

void LineSocket::accept() {
  while (auto handle = platform::accept_socket(listener_.get())) {
    // Whoever has been silent for longest has had its chance.
    if (clients_.size() >= most_clients) clients_.erase(clients_.begin());
    const int number = ++last_number_;
    auto& client = clients_[number];
    client.source = loop_.on_readable(handle.get(), [this, number] { read(number); });
    client.handle = std::move(handle);
  }
}

void LineSocket::read(int number) {
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
  for (std::size_t i = 0; i < lines.size(); ++i) {
    (void)platform::write_some(at->second.handle.get(), line_taken);
  }
  if (io.state != platform::IoState::ok || text.size() >= most_bytes) clients_.erase(at);
  for (const auto& line : lines) take_line_(line);
}

}  // namespace sandtray::tray
