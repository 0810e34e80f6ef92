// SPDX-License-Identifier: MIT
#include "app/controller.h"

#include "base/text.h"

namespace sandtray::app {
namespace {

constexpr std::string_view name_characters =
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-";

// Which options there are and what they may be is the method's to say.
Result<> add_option(const std::string& text, std::map<std::string, std::string>& options) {
  const auto equals = text.find('=');
  if (equals == std::string::npos || equals == 0) {
    return fail(Code::usage, "--set takes KEY=VALUE, not \"" + display_text(text, 40) + "\"",
                "For example --set permissions=ask or --set network=none.");
  }
  options[text.substr(0, equals)] = text.substr(equals + 1);
  return {};
}

}  // namespace

Result<sandbox::SessionSpec> make_spec(const RunRequest& request, const config::Settings& settings,
                                       const std::string& platform_method, const std::string& id) {
  sandbox::SessionSpec spec;
  spec.id = id;
  spec.agent = request.agent;
  spec.name = request.name.empty() ? request.agent + "-" + id.substr(0, 4) : request.name;
  if (spec.name.size() > 64 || spec.name[0] == '-' || spec.name[0] == '.' ||
      spec.name.find_first_not_of(name_characters) != std::string::npos) {
    return fail(Code::usage, "a session cannot be called \"" + display_text(spec.name, 64) + "\"",
                "Use up to 64 letters, digits, dots, dashes and underscores.");
  }
  if (request.method.empty() && !settings.containerized_agents) {
    return fail(
        Code::refused, "no method is named, and \"containerized_agents\" is off",
        "Name one: sandtray run -m METHOD; or: sandtray config set containerized_agents true.");
  }
  spec.method = !request.method.empty()            ? request.method
                : !settings.default_method.empty() ? settings.default_method
                                                   : platform_method;
  if (!is_valid_utf8(request.workspace)) {
    return fail(Code::usage,
                "the workspace's path is not valid UTF-8: " + display_text(request.workspace),
                "Rename the folder; everything else in it may be called as it likes.");
  }
  spec.workspace = request.workspace;
  spec.branch = request.branch;
  spec.repository = request.repository;
  spec.args = request.args;
  for (const auto& argument : spec.args) {
    if (is_valid_utf8(argument)) continue;
    return fail(Code::usage,
                "an argument for the agent is not valid UTF-8: " + display_text(argument, 80));
  }
  for (const auto& option : request.options) SANDTRAY_TRY(add_option(option, spec.options));
  spec.channel = request.channel;
  spec.rows = request.rows;
  spec.columns = request.columns;
  if (!request.term.empty()) spec.term = request.term;
  return spec;
}

}  // namespace sandtray::app
