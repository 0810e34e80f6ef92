// SPDX-License-Identifier: MIT
#include "provision/lima/state.h"

#include <array>

#include "base/text.h"

namespace sandtray::provision {
namespace {

// How long a host agent may take from its process to its socket after the one who started it has
// gone, in which limactl calls the machine Broken.
constexpr std::int64_t settling_ms = 30'000;

std::string first(const std::vector<std::string>& texts) {
  return texts.empty() ? "" : display_text(texts.front(), 300);
}

bool is_starting(const VmSight& sight) {
  if (sight.deed.name != "start" || !sight.deed.failure.empty()) return false;
  const auto age = sight.now_ms - sight.deed.began_ms;
  return sight.deed.under_way || (sight.host_agent_lives && age >= 0 && age < settling_ms);
}

bool is_stopping(const VmSight& sight) {
  return sight.deed.under_way &&
         (sight.deed.name == "stop" || sight.deed.name == "resize" || sight.deed.name == "delete");
}

VmView running(const VmSight& sight) {
  if (!sight.last) return {VmState::starting, "", 0};
  const auto& last = *sight.last;
  const auto port = last.ssh_port != 0 ? last.ssh_port : sight.instance->ssh_port;
  if (last.exiting || is_stopping(sight)) return {VmState::stopping, first(last.errors), port};
  if (last.degraded) return {VmState::degraded, first(last.errors), port};
  if (!last.running) return {VmState::starting, "", port};
  // What Lima calls ready is not yet what we do: our own rules are looked at last.
  if (is_starting(sight) && sight.deed.under_way) return {VmState::starting, "", port};
  if (!sight.deed.failure.empty() && sight.deed.name == "start") {
    return {VmState::degraded, display_text(sight.deed.failure, 300), port};
  }
  return {VmState::ready, "", port};
}

VmView broken(const VmSight& sight) {
  if (is_starting(sight)) return {VmState::starting, "", 0};
  // Also a machine that was switched off from inside.
  if (is_stopping(sight) || (sight.last && sight.last->exiting && sight.host_agent_lives)) {
    return {VmState::stopping, "", 0};
  }
  auto why = first(sight.instance->errors);
  return {VmState::broken, why.empty() ? "what is left of an earlier run is in its way" : why, 0};
}

}  // namespace

std::string_view to_string(VmState state) {
  constexpr std::array<std::string_view, 8> names = {"absent",   "stopped",  "starting", "ready",
                                                     "degraded", "stopping", "broken",   "failed"};
  return names.at(static_cast<std::size_t>(state));
}

VmView judge(const VmSight& sight) {
  const auto failure = display_text(sight.deed.failure, 300);
  if (!sight.instance) {
    if (sight.deed.under_way && sight.deed.name == "create") return {VmState::starting, "", 0};
    if (sight.deed.name == "create" && !failure.empty()) return {VmState::failed, failure, 0};
    return {};
  }
  const auto& status = sight.instance->status;
  if (status == "Running") return running(sight);
  if (status == "Broken") return broken(sight);
  if (sight.deed.under_way && (sight.deed.name == "create" || sight.deed.name == "start")) {
    return {VmState::starting, "", 0};
  }
  if (sight.deed.name == "start" && !failure.empty()) return {VmState::failed, failure, 0};
  return {VmState::stopped, "", 0};
}

}  // namespace sandtray::provision
