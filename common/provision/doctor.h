// SPDX-License-Identifier: MIT
// Says what is missing for sessions on this machine and the command that mends it. Pure.
#pragma once

#include "base/json.h"
#include "provision/findings.h"

namespace sandtray::provision {

enum class Health {
  ok,
  warning,  // something works less well, or not for everything
  missing,  // sessions under the embedded method do not work
};

struct Check {
  std::string name;
  Health health = Health::ok;
  std::string detail;
  std::string fix;    // a command to paste, or what to do; empty when all is well
  Json figures = {};  // by name, in bytes where nothing else is said; null: none
};

std::vector<Check> diagnose(const Findings& findings);
// missing if one is, else warning if one is, else ok.
Health worst(const std::vector<Check>& checks);
std::string_view to_string(Health health);
Json checks_to_json(const std::vector<Check>& checks);

}  // namespace sandtray::provision
