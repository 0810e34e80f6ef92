// SPDX-License-Identifier: MIT
// A method of the person's own as a form, and what people read about any method. Pure. What stands
// in a method's file and in no field of the form stays as it is.
#pragma once

#include <string>
#include <vector>

#include "app/form.h"
#include "base/json.h"
#include "config/method.h"

namespace sandtray::app {

// `fresh`: the name may still be chosen. `before`: what the form was opened with.
std::vector<Field> method_fields(bool fresh, const Json& before, const Values& values);
Values method_values(const Json& method);
Reasons check_method(const Values& values, const std::vector<std::string>& taken);
// The first word of the wrapper; empty while there is none.
std::string program_of(const Values& values);
// After a change of the wrapper: when that is another program than `program`, which it then
// becomes, the claim that it is a boundary has to be made again.
Values after_wrapper(Values values, std::string& program);
// Of values that are good. What `before` states of another program is not said of that one.
Json method_from(const Values& values, Json before);
// Likewise, only what the person has changed since the form was `opened`.
void change_method(Json& method, const Values& opened, const Values& values);

struct MethodRow {
  std::string name, title;
  std::string boundary;  // "yes", "claimed", "in part", "unknown", "NONE", "not yet"
  std::string summary;
  bool confined = true;  // false: in red
  bool own = false;

  bool operator==(const MethodRow&) const = default;
};

MethodRow method_row(const config::MethodInfo& method);
// By a short session of a shell, which has no sandbox of its own.
bool can_be_tested(const config::MethodInfo& method);
// What it isolates and what not, in lines.
std::string method_details(const config::MethodInfo& method);

// What can confine a session that names no method: those that are there and have a boundary or are
// the person's own. Never `host`. The first stands for `usual`, the system's own.
std::vector<Option> default_method_options(const std::vector<config::MethodInfo>& methods,
                                           const std::string& usual, const std::string& present);

// What `sandtray methods test --json` has printed, in lines; `code` is its exit status.
std::string test_report(int code, const std::string& output);

}  // namespace sandtray::app
