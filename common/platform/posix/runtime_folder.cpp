// SPDX-License-Identifier: MIT
#include "platform/posix/runtime_folder.h"

#include <string_view>

namespace sandtray::platform {
namespace {

constexpr std::string_view longest_name = "/12345678.sock";

}  // namespace

std::string runtime_folder(const std::string& chosen, const std::string& state,
                           const std::string& home, std::size_t limit) {
  if (!chosen.empty()) return chosen + "/sandtray";
  auto below_state = state + "/run";
  auto in_home = home + "/.sandtray";
  const bool fits = below_state.size() + longest_name.size() <= limit;
  return fits || in_home.size() >= below_state.size() ? below_state : in_home;
}

}  // namespace sandtray::platform
