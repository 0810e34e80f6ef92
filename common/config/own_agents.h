// SPDX-License-Identifier: MIT
// The agents of the person as files: <config>/agents/NAME.json, of the form of config/agent.h. A
// file that was changed by hand is as good; two programs that write one at once lose neither.
#pragma once

#include <functional>
#include <string>

#include "base/json.h"
#include "platform/paths.h"

namespace sandtray::config {

std::string own_agent_path(const platform::Paths& paths, const std::string& name);
// What a copy of that agent begins with, without a name: the file of the person's as it is, for one
// of Sandtray's own only that it is "from" it, so that the copy follows what is mended there.
Result<Json> copy_of_agent(const platform::Paths& paths, const std::string& name);
// Checked as it will be on load. refused if the person has a file for that name.
Result<> add_agent(const platform::Paths& paths, const Json& agent);
// Reads the person's file, changes it and writes it, all under a lock; its name stays, and what
// `change` leaves as it was is not written. One of Sandtray's own begins with a file that says only
// that it is "from" it. Checked as above; usage if there is none of that name, refused when the
// file holds comments, which a rewrite would lose.
Result<> change_agent(const platform::Paths& paths, const std::string& name,
                      const std::function<void(Json&)>& change);
// The agent of Sandtray's own with the same name counts again. refused if there is only that, usage
// if there is none.
Result<> remove_agent(const platform::Paths& paths, const std::string& name);
// Of one without a file of the person's, a file is made that says only that. False if it was so
// already; refused when the file holds comments, which a rewrite would lose.
Result<bool> disable_agent(const platform::Paths& paths, const std::string& name, bool disabled);

}  // namespace sandtray::config
