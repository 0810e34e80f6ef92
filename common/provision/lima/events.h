// SPDX-License-Identifier: MIT
// What a running virtual machine tells of itself: ha.stdout.log, JSON lines of its host agent, and
// the phases in ha.stderr.log. Incremental and pure. The guest has a hand in the text: nothing of
// it is shown without display_text(), and no line of it can grow without bound.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"

namespace sandtray::provision {

// The status that an event carries; each event carries all of it.
struct HostStatus {
  bool running = false;
  bool degraded = false;  // running, but something that was asked for is not there
  bool exiting = false;
  int ssh_port = 0;
  std::vector<std::string> errors;
  std::string cloud_init;  // its last line, while it is told
};

// Cuts bytes as they come into lines. One longer than the limit is left out.
class LineCutter {
 public:
  std::vector<std::string> take(std::string_view bytes);

 private:
  std::string rest_;
  bool too_long_ = false;
};

// Of ha.stdout.log; empty if it is no event.
std::optional<HostStatus> parse_host_event(std::string_view line);

// How far a start has come.
struct Phase {
  std::string name;  // for a person
  int percent = 0;   // of the way to ready, as it usually goes by
};
// Of ha.stderr.log; empty if the line is not the beginning of one.
std::optional<Phase> parse_phase(std::string_view line);

}  // namespace sandtray::provision
