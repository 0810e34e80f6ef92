// SPDX-License-Identifier: MIT
// The methods of the person as files, and the templates that they are made from:
// <config>/methods/NAME.json, share/templates/NAME.json; both have the form of config/method.h.
// A file that was changed by hand is as good; two programs that write one at once lose neither.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/json.h"
#include "platform/paths.h"

namespace sandtray::config {

std::vector<std::string> template_names(const platform::Paths& paths);
// usage with the known names in the hint.
Result<Json> load_template(const platform::Paths& paths, const std::string& name);

std::string own_method_path(const platform::Paths& paths, const std::string& name);
// Checked as it will be on load. refused if there is a method of that name.
Result<> add_method(const platform::Paths& paths, const Json& method);
// Reads the file of one that is there already, changes it and writes it, all under a lock; its name
// stays, and what `change` leaves as it was is not written. Checked as above; refused when the file
// holds comments, which a rewrite would lose.
Result<> change_method(const platform::Paths& paths, const std::string& name,
                       const std::function<void(Json&)>& change);
// refused for a method of Sandtray's own, usage if there is none.
Result<> remove_method(const platform::Paths& paths, const std::string& name);

}  // namespace sandtray::config
