// SPDX-License-Identifier: MIT
#include "sandbox/lima_ports.h"

#include <algorithm>

#include "base/path.h"

namespace sandtray::sandbox {
namespace {

Result<std::vector<Port>> asked_ports(const PlanRequest& request, const HostFacts& facts) {
  const auto asked = request.spec.options.find("ports");
  if (asked == request.spec.options.end()) return std::vector<Port>{};
  auto ports = parse_ports(asked->second, "ports");
  if (!ports) return ports;
  for (auto at = ports->begin(); at != ports->end(); ++at) {
    if (at->host == 0) at->host = at->guest;
    const auto is_same = [&](const Port& other) { return other.host == at->host; };
    if (std::any_of(ports->begin(), at, is_same)) {
      return fail(Code::usage, "the port " + std::to_string(at->host) + " is asked for twice");
    }
    const auto& taken = facts.taken_ports;
    if (std::find(taken.begin(), taken.end(), at->host) == taken.end()) continue;
    return fail(Code::unavailable,
                "port " + std::to_string(at->host) +
                    " of this machine is taken, or not one that you may open",
                "Name another one: ports=" + std::to_string(at->host + 1) + ":" +
                    std::to_string(at->guest) + ".");
  }
  return ports;
}

}  // namespace

Result<SessionPorts> lima_ports(const PlanRequest& request, const HostFacts& facts,
                                const VmFacts& vm, Argv ssh) {
  SessionPorts all;
  all.ssh = std::move(ssh);
  all.machine = vm.host;
  all.lock = parent_of(vm.control) + "/ports.lock";
  if (!vm.port_forwarding) {
    all.refused = "the virtual machine gives no session ports of this one";
    all.hint =
        "\"port_forwarding\": true in vm.json lets sessions have some, from its next start on.";
  } else if (is_offline(request)) {
    all.refused =
        "a session without network has a loopback of its own, to which no port of this machine "
        "leads";
    all.hint = "Without network=none it can have ports.";
  }
  auto asked = asked_ports(request, facts);
  if (!asked) return Failure(asked.error());
  if (!asked->empty() && !all.refused.empty()) return fail(Code::refused, all.refused, all.hint);
  all.ports = std::move(*asked);
  return all;
}

}  // namespace sandtray::sandbox
