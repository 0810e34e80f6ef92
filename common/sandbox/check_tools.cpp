// SPDX-License-Identifier: MIT
#include "sandbox/check_tools.h"

#include "base/text.h"

namespace sandtray::sandbox {
namespace {

std::string make_executable(const std::string& path) {
  return "chmod +x " + shell_quote(path);
}

}  // namespace

Result<> check_tools(const PlanRequest& request, const HostFacts& facts) {
  // They may be inside.
  if (!request.method.wrapper.argv.empty() || request.spec.method == "lima") return {};
  if (facts.command.path.empty() && !facts.command.not_executable.empty()) {
    const auto& file = facts.command.not_executable;
    return fail(
        Code::unavailable,
        request.agent.title + " cannot start: \"" + display_text(file) + "\" is not executable",
        make_executable(file));
  }
  if (facts.command.path.empty()) {
    return fail(Code::unavailable,
                request.agent.title + " is not installed: there is no \"" +
                    display_text(request.agent.command, 80) + "\" on PATH",
                request.agent.install);
  }
  for (const auto& tool : facts.needs) {
    if (!tool.path.empty()) continue;
    if (const auto& file = tool.not_executable; !file.empty()) {
      return fail(
          Code::unavailable,
          request.agent.title + " needs \"" + display_text(file) + "\", which is not executable",
          make_executable(file));
    }
    return fail(Code::unavailable,
                request.agent.title + " needs \"" + display_text(tool.name, 80) +
                    "\", which is not on PATH",
                "Install it, or see `sandtray doctor`.");
  }
  if (facts.guest.empty() && request.method.boundary) {
    return fail(Code::unavailable, "the program sandtray-guest is missing beside this one",
                "Install Sandtray again.");
  }
  return {};
}

}  // namespace sandtray::sandbox
