// SPDX-License-Identifier: MIT
// All connections to the session: takes them in, hands on what they ask for, and gives each one the
// output and the events that it wants, at its own pace.
#pragma once

#include <functional>
#include <list>
#include <memory>
#include <string>
#include <string_view>

#include "base/json.h"
#include "platform/loop.h"
#include "session/host/connection.h"

namespace sandtray::session {

class Clients {
 public:
  // What clients ask for; called from the loop.
  struct Wishes {
    std::function<void(std::string_view bytes)> input;
    std::function<void()> end_input;
    std::function<void(platform::TerminalSize)> size;  // of the last active client
    std::function<void(std::chrono::milliseconds grace)> stop;
    std::function<void(bool anybody)> attended;
    std::function<std::string()> event;  // the present one, as JSON
    std::function<std::string()> modes;  // brings a fresh terminal into the agent's modes
    // A client with this size has been given a replay.
    std::function<void(platform::TerminalSize)> attached;
  };

  Clients(platform::Loop& loop, const OutputLog& log, Wishes wishes)
      : loop_(loop), log_(log), wishes_(std::move(wishes)) {}
  ~Clients();

  void listen(platform::OwnedHandle listener);
  void output(std::string_view bytes);
  void event(std::string_view json);
  // While false no client's bytes are read: the agent does not take any.
  void take_input(bool take);
  // Gives each the rest of its output and this event, then closes it, and calls `done` when all are
  // gone. One that takes nothing for `patience` is closed as it is.
  void finish(std::string_view json, std::chrono::milliseconds patience,
              std::function<void()> done);

 private:
  using Iterator = std::list<Connection>::iterator;

  void accept();
  void hear_all();
  void read(Iterator client);
  bool obey(Connection& client, const Frame& frame);
  void attach(Connection& client, const Json& wish);
  void follow(Connection& client);
  void settle(Iterator client, Connection::Pumped result);
  void refuse(Iterator client, std::string_view why);
  void drop(Iterator client);
  void tell_attended();
  void drop_the_stuck();

  platform::Loop& loop_;
  const OutputLog& log_;
  Wishes wishes_;
  platform::OwnedHandle listener_;
  std::list<Connection> clients_;
  std::list<Connection> gone_;  // a callback may still be at work on them
  bool taking_input_ = true;
  bool attended_ = false;
  std::chrono::milliseconds patience_{};
  std::function<void()> done_;  // set while finishing
};

}  // namespace sandtray::session
