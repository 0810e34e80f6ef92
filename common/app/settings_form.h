// SPDX-License-Identifier: MIT
// The settings as forms, one for each page of the window. Pure. A change of one field is one change
// of the file.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/form.h"
#include "base/json.h"
#include "config/method.h"
#include "config/settings.h"

namespace sandtray::app {

struct SettingsFacts {
  config::Settings settings;
  std::vector<config::MethodInfo> methods;  // for this system
  std::string usual_method;                 // the system's own
};

std::vector<Field> sandboxing_fields(const SettingsFacts& facts);
std::vector<Field> notification_fields(const config::Settings& settings);
std::vector<Field> general_fields();
// Of all pages; keys are those of the file, dotted.
Values settings_values(const config::Settings& settings);

struct SettingChange {
  std::string key;            // of the file
  std::optional<Json> value;  // nothing: the default
};

// What the new text of one field means; the error's message is the reason against it. `values` are
// all of them, the new one included.
Result<SettingChange> setting_change(const std::string& key, const Values& values);

}  // namespace sandtray::app
