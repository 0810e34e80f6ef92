// SPDX-License-Identifier: MIT
// A person's home in which one session may run at once.
#pragma once

#include "process/cli/world.h"

namespace sandtray::test {

class Queue : public World {
 protected:
  Queue() { limit(1); }

  void limit(int most) {
    const auto done = sandtray({"config", "set", "max_sessions", std::to_string(most)});
    EXPECT_EQ(done.status, 0) << done.err;
  }
  // Runs until the workspace has a file of that name; notes its beginning in the file "order".
  std::string start_until(const std::string& name, const std::vector<std::string>& more = {}) {
    return start("echo " + name + " >> order; while [ ! -e " + name + " ]; do sleep 0.05; done",
                 usual_method(), more);
  }
  void let_end(const std::string& name) { write(workspace_ + "/" + name, ""); }
  std::vector<std::string> order() const {
    std::vector<std::string> names;
    std::ifstream file(workspace_ + "/order");
    for (std::string line; std::getline(file, line);) names.push_back(line);
    return names;
  }
  bool comes_to(const std::string& id, const std::string& state) {
    OnTerminal events({"sandtray", "events", "-f", id}, env_);
    return events.shows(state);
  }
  std::string state_of(const std::string& id) { return session(id).at("state"); }
};

}  // namespace sandtray::test
