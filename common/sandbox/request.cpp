// SPDX-License-Identifier: MIT
#include "sandbox/request.h"

namespace sandtray::sandbox {

Json spec_to_json(const SessionSpec& spec) {
  Json json = {{"id", spec.id},
               {"name", spec.name},
               {"agent", spec.agent},
               {"method", spec.method},
               {"confined", spec.confined},
               {"workspace", spec.workspace},
               {"args", spec.args},
               {"options", spec.options},
               {"channel", spec.channel == Channel::pty ? "pty" : "pipe"},
               {"rows", spec.rows},
               {"columns", spec.columns},
               {"term", spec.term}};
  if (!spec.branch.empty()) {
    json["worktree"] = {{"branch", spec.branch}, {"repository", spec.repository}};
  }
  return json;
}

Result<SessionSpec> spec_from_json(const Json& json) {
  try {
    SessionSpec spec;
    json.at("id").get_to(spec.id);
    json.at("name").get_to(spec.name);
    json.at("agent").get_to(spec.agent);
    json.at("method").get_to(spec.method);
    spec.confined = json.value("confined", spec.method != "host");
    json.at("workspace").get_to(spec.workspace);
    if (const auto worktree = json.find("worktree"); worktree != json.end()) {
      worktree->at("branch").get_to(spec.branch);
      worktree->at("repository").get_to(spec.repository);
    }
    json.at("args").get_to(spec.args);
    json.at("options").get_to(spec.options);
    spec.channel = json.at("channel").get<std::string>() == "pipe" ? Channel::pipe : Channel::pty;
    json.at("rows").get_to(spec.rows);
    json.at("columns").get_to(spec.columns);
    json.at("term").get_to(spec.term);
    return spec;
  } catch (const Json::exception&) {
    return fail(Code::internal, "session.json does not hold a session of the expected form");
  }
}

}  // namespace sandtray::sandbox
