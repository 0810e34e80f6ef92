// SPDX-License-Identifier: MIT
// The text that stands in the control of a field.
#pragma once

#include <string>

#include "app/form.h"

class wxWindow;

namespace sandtray::ui {

std::string read_field(const app::Field& field, const wxWindow& control);
// Without telling anybody.
void write_field(const app::Field& field, wxWindow& control, const std::string& value);

}  // namespace sandtray::ui
