// SPDX-License-Identifier: MIT
// A socket on which others say short lines to a program that is there once for each person. Same
// user only, few connections: whoever says too much is cut off. Each line is answered, so that who
// said it can tell a living program from one that is being killed, whose socket the system keeps
// for a moment. Nobody has to read the answer.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "platform/socket.h"
#include "tray/event_loop.h"

namespace sandtray::tray {

constexpr auto line_taken = "ok\n";

class LineSocket {
 public:
  // Without its end of line, and as it came.
  using TakeLine = std::function<void(const std::string& line)>;

  LineSocket(Waiter& loop, TakeLine take_line) : loop_(loop), take_line_(std::move(take_line)) {}
  LineSocket(const LineSocket&) = delete;
  LineSocket& operator=(const LineSocket&) = delete;

  // What listen_socket() gave.
  void serve(platform::OwnedHandle listener);

 private:
  struct Client {
    platform::OwnedHandle handle;
    Source source;
    std::string text;
  };

  void accept();
  void read(int number);

  Waiter& loop_;
  TakeLine take_line_;
  platform::OwnedHandle listener_;
  Source listening_;
  std::map<int, Client> clients_;  // by age
  int last_number_ = 0;
};

}  // namespace sandtray::tray
