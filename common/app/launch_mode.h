// SPDX-License-Identifier: MIT
// How an agent is started: `default`, its program under a method, or `sbx`, by Docker Sandboxes,
// which take the place of both. Pure.
#pragma once

#include <string>
#include <vector>

#include "app/form.h"
#include "config/method.h"

namespace sandtray::app {

constexpr auto launch_default = "default";
constexpr auto launch_sbx = "sbx";  // of the method, too

// What is said of one session; empty: nothing.
struct LaunchWish {
  std::string launch;
  std::string method;
  std::string known_method;  // the workspace's
};

// Whether the agent's preset is asked: nobody else says how.
bool asks_preset(const LaunchWish& wish);

// The method; empty: that of the settings. `preset_launch` is the agent's own mode, which counts
// only where it is asked. usage for a mode that there is not, and when mode and method differ.
Result<std::string> method_by_launch(const LaunchWish& wish, const std::string& preset_launch);

// The modes that this system has, and first `usual`: what counts where none is chosen.
std::vector<Option> launch_options(const std::vector<config::MethodInfo>& methods,
                                   const std::string& usual);

}  // namespace sandtray::app
