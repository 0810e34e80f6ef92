// SPDX-License-Identifier: MIT
// A session without an agent: its folder, its lock and its socket, and events as the test wishes.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "session/store.h"
#include "tray/reactor.h"

namespace sandtray::test {

class FakeHost {
 public:
  struct Wish {
    std::string id{};
    std::string agent = "claude";
    std::string workspace = "/srv/project";
    std::string name{};      // made from agent and id
    std::int64_t age_s = 0;  // how long ago it began
    std::string method = "bwrap";
  };

  FakeHost(Reactor& reactor, const platform::Paths& paths, Wish wish);
  FakeHost(const FakeHost&) = delete;
  FakeHost& operator=(const FakeHost&) = delete;
  ~FakeHost() { vanish(); }

  // Listens, and tells the tray so.
  void listen();
  void say(session::State state, const std::string& kind = {}, const std::string& message = {},
           std::int64_t age_s = 0);
  // Writes the ending, then goes as a host goes.
  void end(int exit_code, const std::string& kind = {}, const std::string& message = {},
           std::int64_t age_s = 0);
  // As if killed: no word, and the lock is free.
  void vanish();
  bool is_marked_seen() const { return store_.read(wish_.id)->seen; }

 private:
  void record(const session::Event& event);
  void accept();

  Reactor& reactor_;
  platform::Paths paths_;
  session::Store store_;
  Wish wish_;
  std::optional<session::Created> created_;
  platform::OwnedHandle listener_;
  std::vector<platform::OwnedHandle> clients_;
  session::Event last_;
};

}  // namespace sandtray::test
