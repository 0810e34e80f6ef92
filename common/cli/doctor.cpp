// SPDX-License-Identifier: MIT
// doctor: what is missing on this machine, and the command that mends it.
#include "provision/doctor.h"

#include "cli/options.h"
#include "cli/print.h"

namespace sandtray::cli {

Result<int> doctor(const Options& options, const platform::Paths& paths) {
  const auto checks = provision::diagnose(provision::gather_findings(paths));
  const bool works = provision::worst(checks) != provision::Health::missing;
  if (options.json) {
    print_json(provision::checks_to_json(checks));
  } else {
    std::vector<std::vector<std::string>> rows;
    for (const auto& check : checks) {
      rows.push_back({std::string(provision::to_string(check.health)), check.name, check.detail});
      if (!check.fix.empty()) rows.push_back({"", "", "-> " + check.fix});
    }
    print_table(rows);
  }
  return works ? 0 : static_cast<int>(Code::unavailable);
}

}  // namespace sandtray::cli
