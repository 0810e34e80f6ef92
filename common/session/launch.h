// SPDX-License-Identifier: MIT
// From a wish to a running session: facts, plan, folder, host; or to one that waits for its turn
// (session/queue.h). Nothing is left behind when it fails before the folder has its name; after
// that the folder tells what happened.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "config/settings.h"
#include "platform/paths.h"
#include "sandbox/method.h"

namespace sandtray::session {

// What to do when as many sessions live as may run at once.
enum class Limit { wait, refuse, ignore };

struct LaunchOptions {
  bool name_is_chosen = false;  // and not made from the id: it must be free
  Limit limit = Limit::wait;
};

// Of a session that waits.
struct Waits {
  int most;            // max_sessions
  std::size_t before;  // how many others wait, and are let in first
};

struct Launched {
  std::string id;
  std::vector<std::string> notes;  // of the method, for the person
  std::optional<Waits> waits;
};

// Returns once the agent runs, or the session waits. unavailable at the limit, if it is to refuse.
// What would be refused when its turn comes is refused at once.
// `request`: of session/gather_facts.h.
Result<Launched> launch(const platform::Paths& paths, sandbox::PlanRequest request,
                        const LaunchOptions& options);

}  // namespace sandtray::session
