// SPDX-License-Identifier: MIT
#include "sandbox/bwrap_policy.h"

#include "base/text.h"

namespace sandtray::sandbox {

Result<BwrapPolicy> bwrap_policy_from_json(const Json& json) {
  try {
    BwrapPolicy policy;
    json.at("system").get_to(policy.system);
    json.at("etc").get_to(policy.etc);
    json.at("root_proc_read_only").get_to(policy.root_proc_read_only);
    json.at("root_proc_hidden").get_to(policy.root_proc_hidden);
    json.at("path").get_to(policy.path);
    json.at("pass_env").get_to(policy.pass_env);
    json.at("refused_env").get_to(policy.refused_env);
    json.at("never_shown").get_to(policy.never_shown);
    json.at("never_whole").get_to(policy.never_whole);
    json.at("private_in_home").get_to(policy.private_in_home);
    json.at("never_written").get_to(policy.never_written);
    json.at("never_written_in_home").get_to(policy.never_written_in_home);
    json.at("tool_roots").get_to(policy.tool_roots);
    json.at("settings_of_agents").get_to(policy.settings_of_agents);
    return policy;
  } catch (const Json::exception&) {
    return fail(Code::config, "policies/bwrap.json does not have the expected form",
                "Install Sandtray again, or set SANDTRAY_SHARE to the folder of its data files.");
  }
}

Result<> check_variable(const std::string& name, const BwrapPolicy& policy) {
  for (const auto& refused : policy.refused_env) {
    if (refused.ends_with('_') ? !name.starts_with(refused) : name != refused) continue;
    return fail(Code::refused,
                "the variable " + display_text(name, 80) + " leads out of the sandbox",
                "Remove it from \"pass_env\" in the settings or the preset.");
  }
  return {};
}

}  // namespace sandtray::sandbox
