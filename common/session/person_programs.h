// SPDX-License-Identifier: MIT
// Programs that run as the person, outside of every sandbox, and are looked for on PATH: an agent
// that can write in a folder of PATH would choose what they are.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "platform/paths.h"

namespace sandtray::session {

// refused if what PATH has by one of these names lies where an agent could have put it: in a
// workspace or a writable mount, now or before, or in one of `more`. One that is not there is not
// its affair.
Result<> check_person_programs(const platform::Paths& paths, const std::vector<std::string>& names,
                               const std::vector<std::string>& more = {});

}  // namespace sandtray::session
