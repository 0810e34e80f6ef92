// SPDX-License-Identifier: MIT
// <runtime>/tray.sock: lines from hosts ("ready ID"), from attach clients that we started
// ("attached ID") and from a second start of this program ("activate"). Same user only, short
// lines, few connections: a stranger to the protocol is cut off.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "platform/socket.h"
#include "tray/event_loop.h"

namespace sandtray::tray {

class TraySocket {
 public:
  struct Handlers {
    std::function<void(const std::string& id)> ready;
    std::function<void(const std::string& id)> attached;
    std::function<void()> activate;
  };

  TraySocket(EventLoop& loop, Handlers handlers) : loop_(loop), handlers_(std::move(handlers)) {}
  TraySocket(const TraySocket&) = delete;
  TraySocket& operator=(const TraySocket&) = delete;

  // The caller holds the lock of the single instance.
  Result<> listen(const std::string& path);

 private:
  struct Client {
    platform::OwnedHandle handle;
    Source source;
    std::string text;
  };

  void accept();
  void read(int number);
  void take_line(const std::string& line);

  EventLoop& loop_;
  Handlers handlers_;
  platform::OwnedHandle listener_;
  Source listening_;
  std::map<int, Client> clients_;  // by age
  int last_number_ = 0;
};

}  // namespace sandtray::tray
