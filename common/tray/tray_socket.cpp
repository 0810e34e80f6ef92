// SPDX-License-Identifier: MIT
#include "tray/tray_socket.h"

#include <algorithm>
#include <utility>

#include "base/log.h"

namespace sandtray::tray {
namespace {

bool is_session_id(const std::string& text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  });
}

}  // namespace

Result<> TraySocket::listen(const std::string& path) {
  auto listener = platform::listen_socket(path);
  if (!listener) return Failure(listener.error());
  socket_.serve(std::move(*listener));
  return {};
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
