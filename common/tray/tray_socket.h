// SPDX-License-Identifier: MIT
// <runtime>/tray.sock: lines from hosts ("ready ID"), from attach clients that we started
// ("attached ID") and from a second start of this program ("activate").
#pragma once

#include <functional>
#include <string>

#include "tray/line_socket.h"

namespace sandtray::tray {

class TraySocket {
 public:
  struct Handlers {
    std::function<void(const std::string& id)> ready;
    std::function<void(const std::string& id)> attached;
    std::function<void()> activate;
  };

  TraySocket(Waiter& loop, Handlers handlers)
      : handlers_(std::move(handlers)),
        socket_(loop, [this](const auto& line) { take_line(line); }) {}
  TraySocket(const TraySocket&) = delete;
  TraySocket& operator=(const TraySocket&) = delete;

  // The caller holds the lock of the single instance.
  Result<> listen(const std::string& path);

 private:
  void take_line(const std::string& line);

  Handlers handlers_;
  LineSocket socket_;
};

}  // namespace sandtray::tray
