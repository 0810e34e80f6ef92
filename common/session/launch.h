// SPDX-License-Identifier: MIT
// From a wish to a running session: facts, plan, folder, host. Nothing is left behind when it fails
// before the folder has its name; after that the folder tells what happened.
#pragma once

#include <string>
#include <vector>

#include "config/settings.h"
#include "platform/paths.h"
#include "sandbox/request.h"

namespace sandtray::session {

struct Launched {
  std::string id;
  std::vector<std::string> notes;  // of the method, for the person
};

// Returns once the agent runs. A name that was given, and not made from the id, must be free:
// `name_is_chosen`.
Result<Launched> launch(const platform::Paths& paths, const config::Settings& settings,
                        const sandbox::SessionSpec& spec, bool name_is_chosen);

}  // namespace sandtray::session
