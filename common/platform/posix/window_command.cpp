// SPDX-License-Identifier: MIT
#include "platform/window_command.h"

namespace sandtray::platform {
namespace {

using Words = std::vector<std::string>;

Words joined(Words first, const Words& second) {
  first.insert(first.end(), second.begin(), second.end());
  return first;
}

}  // namespace

Result<Words> with_variable(const std::string& name, const std::string& value,
                            const Words& command) {
  return joined({"env", name + "=" + value}, command);
}

Result<Words> then_wait(const std::string& question, const Words& command) {
  return joined({"/bin/sh", "-c", "wait=$1; shift; \"$@\"; printf '\\n%s' \"$wait\"; read -r _",
                 "sandtray", question},
                command);
}

}  // namespace sandtray::platform
