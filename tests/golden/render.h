// SPDX-License-Identifier: MIT
// A plan as text that people read differences of.
#pragma once

#include <string>

#include "sandbox/plan.h"

namespace sandtray::sandbox::test {

// One option with its words on a line.
inline std::string render(const Plan& plan) {
  std::string text = "main:";
  bool options = true;
  for (const auto& word : plan.main) {
    if (options && word.starts_with("--")) text += "\n ";
    if (word == "--") options = false;
    text += " " + dump_json(word);
  }
  auto rest = plan_to_json(plan);
  rest.erase("main");
  return text + "\n" + dump_json_pretty(rest);
}

}  // namespace sandtray::sandbox::test
