// SPDX-License-Identifier: MIT
// The form of the person's files, which may change between releases. A file says its own in
// "version"; one that does not is of the first. One of an earlier form is read as if it were of the
// present one, and is written in it when it is changed next.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"

namespace sandtray::config {

// From one form to the next. What it is given has not been checked yet: it leaves alone what is not
// as it expects, for the schema to refuse.
using FormatStep = void (*)(Json&);

// Those of a kind of file, the first one from version 1 to 2.
const std::vector<FormatStep>& format_steps(std::string_view kind);
int format_version(const std::vector<FormatStep>& steps);

// config if it is of a later form than the steps lead to.
Result<> to_present_form(Json& json, const std::vector<FormatStep>& steps, const std::string& path);

}  // namespace sandtray::config
