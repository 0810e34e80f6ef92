// SPDX-License-Identifier: MIT
// From a wish to what a host can do: the plan, made of what this machine is like at this moment,
// and what has to be there before the host acts on it.
#pragma once

#include <vector>

#include "platform/paths.h"
#include "sandbox/method.h"
#include "session/store.h"

namespace sandtray::session {

struct Prepared {
  sandbox::PlanRequest request;
  sandbox::Plan plan;
};

// Changes nothing.
Result<Prepared> prepare(const platform::Paths& paths, sandbox::PlanRequest request);

// The folder of sockets and the private home, with the seeds in it; and it is remembered where the
// agent can write. refused for a folder of sockets that another user could replace.
Result<> make_ready(const platform::Paths& paths, const Prepared& prepared);

// What the plan wants in the session's files/.
Result<std::vector<Store::File>> session_files(const sandbox::Plan& plan);

// plan.json: what is on disk otherwise is not in it again.
Json plan_json(const sandbox::Plan& plan);

}  // namespace sandtray::session
