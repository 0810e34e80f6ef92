// SPDX-License-Identifier: MIT
#include "config/format.h"

namespace sandtray::config {

// Every kind is in its first form.
const std::vector<FormatStep>& format_steps(std::string_view) {
  static const std::vector<FormatStep> none;
  return none;
}

int format_version(const std::vector<FormatStep>& steps) {
  return 1 + static_cast<int>(steps.size());
}

Result<> to_present_form(Json& json, const std::vector<FormatStep>& steps,
                         const std::string& path) {
  if (!json.is_object() || !json.contains("version")) {
    if (json.is_object()) {
      for (const auto step : steps) step(json);
    }
    return {};
  }
  const auto& said = json["version"];
  // Of another type: the schema says so.
  if (!said.is_number_unsigned() || said == 0u) return {};
  const auto version = said.get<std::uint64_t>();
  const auto present = static_cast<std::uint64_t>(format_version(steps));
  if (version > present) {
    return fail(Code::config,
                path + " is of version " + std::to_string(version) +
                    "; this Sandtray knows versions up to " + std::to_string(present),
                "A later Sandtray has written it: update this one.");
  }
  for (auto step = version - 1; step < steps.size(); ++step) steps[step](json);
  json["version"] = present;
  return {};
}

}  // namespace sandtray::config
