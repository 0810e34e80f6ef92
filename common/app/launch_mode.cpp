// SPDX-License-Identifier: MIT
#include "app/launch_mode.h"

#include <algorithm>

#include "app/window_strings.h"
#include "base/text.h"

namespace sandtray::app {

bool asks_preset(const LaunchWish& wish) {
  return wish.launch.empty() && wish.method.empty() && wish.known_method.empty();
}

Result<std::string> method_by_launch(const LaunchWish& wish, const std::string& preset_launch) {
  const auto& launch = asks_preset(wish) ? preset_launch : wish.launch;
  if (launch.empty() || launch == launch_default) {
    return wish.method.empty() ? wish.known_method : wish.method;
  }
  if (launch != launch_sbx) {
    return fail(Code::usage, "there is no launch mode \"" + display_text(launch, 40) + "\"",
                "Known: default, sbx.");
  }
  if (wish.method.empty() || wish.method == launch) return launch;
  return fail(
      Code::usage,
      "sbx takes the place of a method, so " + display_text(wish.method, 40) + " cannot confine it",
      "Leave -m or --launch away.");
}

std::vector<Option> launch_options(const std::vector<config::MethodInfo>& methods,
                                   const std::string& usual) {
  std::vector<Option> options = {{"", expand_template(strings::launch_usual, {{"mode", usual}})},
                                 {launch_default, strings::launch_by_method}};
  const bool has_sbx = std::any_of(methods.begin(), methods.end(), [](const auto& method) {
    return method.name == launch_sbx && !method.planned;
  });
  if (has_sbx) options.push_back({launch_sbx, strings::launch_by_sbx});
  return options;
}

}  // namespace sandtray::app
