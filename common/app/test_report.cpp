// SPDX-License-Identifier: MIT
#include "app/method_form.h"
#include "app/window_strings.h"
#include "base/text.h"

namespace sandtray::app {

std::string test_report(int code, const std::string& output) {
  const auto steps = Json::parse(output, nullptr, /*allow_exceptions=*/false);
  std::string report;
  if (steps.is_array()) {
    for (const auto& step : steps) {
      if (!step.is_object()) continue;
      const auto text = [&](const char* key) {
        return step.contains(key) && step[key].is_string()
                   ? display_text(step[key].get<std::string>(), 400)
                   : std::string();
      };
      const bool ok = step.value("ok", false);
      report += (ok ? strings::step_ok : strings::step_failed) + text("what") + "\n";
      if (ok) continue;
      report += "    " + text("message") + "\n";
      if (!text("hint").empty()) report += "    " + text("hint") + "\n";
    }
  }
  if (report.empty()) report = display_lines(output);
  return report + "\n" + (code == 0 ? strings::test_passed : strings::test_failed);
}

}  // namespace sandtray::app
