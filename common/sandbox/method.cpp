// SPDX-License-Identifier: MIT
#include "sandbox/method.h"

#include <algorithm>
#include <array>

#include "base/path.h"
#include "base/text.h"
#include "sandbox/claims.h"
#include "sandbox/methods.h"

namespace sandtray::sandbox {
namespace {

struct Method {
  std::string_view name;
  Result<Plan> (*make)(const PlanRequest&, const HostFacts&);
};

constexpr std::array<Method, 5> methods = {{{"agent", make_agent_plan},
                                            {"bwrap", make_bwrap_plan},
                                            {"host", make_host_plan},
                                            {"lima", make_lima_plan},
                                            {"sbx", make_sbx_plan}}};

struct Option {
  std::string_view name;
  std::array<std::string_view, 3> values;  // none: it is the agent's, or its method's, to know
  std::string_view method = {};            // the only one that knows it
};

constexpr std::array<Option, 10> options = {{{"permissions", {"ask", "edit", "bypass"}},
                                             {"network", {"host", "none"}},
                                             {"git", {"guard", "open"}},
                                             {"model", {}},
                                             {"resume", {"last"}},
                                             {"ssh_agent", {"yes", "no"}, "lima"},
                                             {"ports", {}, "lima"},
                                             {"clone", {"yes", "no"}, "sbx"},
                                             {"publish", {}, "sbx"},
                                             {"sandbox", {}, "sbx"}}};

// One word that the agent takes for no option of its own.
Result<> check_free_value(const std::string& name, const std::string& value) {
  constexpr std::size_t most = 200;
  if (!value.empty() && value[0] != '-' && value.size() <= most && is_valid_utf8(value) &&
      display_text(value, most) == value) {
    return {};
  }
  return fail(Code::usage, "\"" + name + "\" cannot be \"" + display_text(value, 40) + "\"");
}

Result<> check_system(const PlanRequest& request, const HostFacts& facts) {
  const auto& known = request.method.platforms;
  if (std::find(known.begin(), known.end(), facts.system) != known.end()) return {};
  return fail(Code::unavailable,
              "the method " + display_text(request.spec.method, 40) + " is not for this system",
              "`sandtray methods` lists those that are.");
}

// A wish that no method would look at must not pass as granted.
Result<> check_options(const SessionSpec& spec) {
  for (const auto& [name, value] : spec.options) {
    const auto known =
        std::find_if(options.begin(), options.end(),
                     [&wanted = name](const Option& option) { return option.name == wanted; });
    if (known == options.end()) {
      return fail(
          Code::usage, "there is no option \"" + display_text(name, 40) + "\"",
          "Known: permissions=ask|edit|bypass, network=host|none, git=guard|open, "
          "model=NAME, resume=last; under lima ssh_agent=yes, ports=PORTS; under sbx clone=yes, "
          "publish=PORTS, sandbox=NAME.");
    }
    if (!known->method.empty() && known->method != spec.method) {
      return fail(Code::usage,
                  "\"" + name + "\" is of no use without " + std::string(known->method),
                  std::string(known->method == "lima" ? "Give -m lima" : "Give --launch sbx") +
                      ", or leave it away.");
    }
    if (known->values[0].empty()) {
      SANDTRAY_TRY(check_free_value(name, value));
      continue;
    }
    if (value.empty() ||
        std::find(known->values.begin(), known->values.end(), value) == known->values.end()) {
      std::vector<std::string> values;
      for (const auto& each : known->values) {
        if (!each.empty()) values.emplace_back(each);
      }
      return fail(
          Code::usage,
          "\"" + display_text(name, 40) + "\" cannot be \"" + display_text(value, 40) + "\"",
          "Known: " + join(values, ", ") + ".");
    }
  }
  return {};
}

Result<> check_workspace(const SessionSpec& spec, const HostFacts& facts) {
  const auto shown = display_text(spec.workspace);
  if (!is_absolute(spec.workspace)) {
    return fail(Code::usage, "the workspace is not an absolute path: " + shown);
  }
  if (facts.workspace == PathKind::missing) {
    return fail(Code::not_found, "there is no folder " + shown, "Make it first, or name another.");
  }
  if (facts.workspace != PathKind::folder) {
    return fail(Code::not_found, "the workspace is not a folder: " + shown);
  }
  if (!spec.branch.empty() && spec.method == "sbx") {
    return fail(Code::unavailable,
                "sbx does not show the repository of a worktree, so git would not work in it",
                "Give clone=yes in the place of --worktree: the agent then works in a clone.");
  }
  return {};
}

Result<Plan> plan_by_method(const PlanRequest& request, const HostFacts& facts) {
  const auto& name = request.spec.method;
  if (request.method.own) return make_wrapper_plan(request, facts);
  const auto method = std::find_if(methods.begin(), methods.end(),
                                   [&](const Method& known) { return known.name == name; });
  if (method == methods.end()) {
    return fail(Code::usage, "there is no method \"" + display_text(name, 40) + "\"",
                "See `sandtray methods`.");
  }
  return method->make(request, facts);
}

}  // namespace

bool is_offline(const PlanRequest& request) {
  const auto& wishes = request.spec.options;
  const auto asked = wishes.find("network");
  return (asked == wishes.end() ? request.settings.network : asked->second) == "none";
}

Result<Plan> make_plan(const PlanRequest& request, const HostFacts& facts) {
  const auto& name = request.spec.method;
  SANDTRAY_TRY(check_system(request, facts));
  if (request.method.planned) {
    return fail(Code::unavailable, "the method \"" + display_text(name, 40) + "\" is not there yet",
                "Nothing stands in for it; `sandtray methods` lists what there is.");
  }
  SANDTRAY_TRY(check_options(request.spec));
  SANDTRAY_TRY(check_workspace(request.spec, facts));
  auto plan = plan_by_method(request, facts);
  if (!plan) return plan;
  plan->reports = claims_of(facts.claiming_files, request.method.boundary);
  plan->notes.insert(plan->notes.end(), plan->reports.begin(), plan->reports.end());
  return plan;
}

}  // namespace sandtray::sandbox
