// SPDX-License-Identifier: MIT
// What an agent's private home must hold before its first start, so that it does not ask what the
// sandbox has already answered. Only keys that are missing are added; the person's own home is
// never touched.
#pragma once

#include <string>
#include <vector>

#include "sandbox/plan.h"

namespace sandtray::session {

// `home` is the private home; every seed lies below it.
Result<> apply_seeds(const std::string& home, const std::vector<sandbox::HomeSeed>& seeds);

}  // namespace sandtray::session
