// SPDX-License-Identifier: MIT
// The channel for the hook events of the agent: one connection, one JSON document. What comes in is
// hostile: size, time and number are limited, and nothing is ever sent back.
#pragma once

#include <functional>
#include <list>
#include <string>

#include "base/json.h"
#include "platform/loop.h"

namespace sandtray::session {

class Hooks {
 public:
  Hooks(platform::Loop& loop, std::function<void(const Json&)> deliver)
      : loop_(loop), deliver_(std::move(deliver)) {}
  ~Hooks() { close(); }

  void listen(platform::OwnedHandle listener);
  void close();

 private:
  struct Sender {
    platform::OwnedHandle socket;
    std::string document;
    platform::TimerId limit = 0;
  };
  using Iterator = std::list<Sender>::iterator;

  void accept();
  void read(Iterator connection);
  void drop(Iterator connection);

  platform::Loop& loop_;
  std::function<void(const Json&)> deliver_;
  platform::OwnedHandle listener_;
  std::list<Sender> connections_;
};

}  // namespace sandtray::session
