// SPDX-License-Identifier: MIT
// Methods of macOS's own are not built yet: what one may use is told as a fact and asked of nobody.
#include <cstdlib>
#include <string_view>

#include "provision/checks.h"

namespace sandtray::provision {
namespace {

constexpr int oldest = 14;

}  // namespace

void check_mac(const Findings& findings, Checks& checks) {
  const auto version = findings.facts.find("version");
  if (version == findings.facts.end()) {
    checks.add("macOS", Health::warning, "its version cannot be told", "Run sw_vers.");
  } else {
    const bool new_enough = std::atoi(version->second.c_str()) >= oldest;
    checks.add("macOS", new_enough ? Health::ok : Health::missing, version->second,
               "Update macOS to 14 or later.");
  }
  checks.add(
      "sandbox", Health::missing,
      "none of Sandtray's own yet: a session starts only with -m lima, in a virtual machine, "
      "with -m agent, where an agent confines its own commands, with -m host, where nothing "
      "is confined, or with a method of your own",
      "`sandtray methods` lists what there is.");
  for (const auto* tool : {"sandbox-exec", "safehouse", "limactl"}) {
    const auto found = findings.tools.find(tool);
    const bool there = found != findings.tools.end() && !found->second.empty();
    const bool is_lima = tool == std::string_view("limactl");
    checks.add(tool, Health::ok,
               (there ? found->second : std::string("not installed")) +
                   (!is_lima ? "; no method uses it yet"
                    : there  ? ""
                             : "; `sandtray provision lima` fetches it"));
  }
}

}  // namespace sandtray::provision
