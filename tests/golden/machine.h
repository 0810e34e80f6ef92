// SPDX-License-Identifier: MIT
// A machine, a person and a wish that never change: what plans are made from in tests.
#pragma once

#include "platform/file.h"
#include "sandbox/method.h"

namespace sandtray::sandbox::test {

inline HostFacts machine() {
  HostFacts facts;
  facts.system = "linux";
  facts.home = "/home/ada";
  facts.private_folders = {"/home/ada/.config/sandtray", "/home/ada/.local/share/sandtray",
                           "/home/ada/.local/state/sandtray", "/run/user/1001/sandtray"};
  facts.installation = {"/usr/bin/sandtray", "/usr/bin/sandtray-host", "/usr/bin/sandtray-guest",
                        "/usr/share/sandtray"};
  facts.bwrap = "/usr/bin/bwrap";
  facts.bwrap_limits_nesting = true;
  facts.system_folders = {{"/usr", PathKind::folder, ""},
                          {"/bin", PathKind::link, "usr/bin"},
                          {"/lib", PathKind::link, "usr/lib"},
                          {"/opt", PathKind::missing, ""}};
  facts.etc = {{"/etc/hosts", PathKind::file, ""},
               {"/etc/localtime", PathKind::link, "/usr/share/zoneinfo/Europe/London"}};
  facts.resolv_conf = "/run/systemd/resolve/stub-resolv.conf";
  facts.shell = "/bin/bash";
  facts.command = {"agent", "/usr/bin/agent", "/usr/lib/node_modules/agent/cli.js", {}};
  facts.workspace = PathKind::folder;
  facts.workspace_writable = true;
  facts.private_home = "/home/ada/.local/share/sandtray/homes/agent";
  facts.files = "/home/ada/.local/state/sandtray/sessions/abcdefgh/files";
  facts.hook_socket = "/run/user/1001/sandtray/abcdefgh.hook";
  facts.hook_address = facts.hook_socket;
  facts.guest = "/usr/bin/sandtray-guest";
  facts.environment = {"AGENT_KEY", "HOME", "LANG", "PATH", "SSH_AUTH_SOCK", "TMPDIR"};
  return facts;
}

inline PlanRequest wish() {
  PlanRequest request;
  request.spec.id = "abcdefgh";
  request.spec.name = "agent-abcd";
  request.spec.agent = "agent";
  request.spec.method = "bwrap";
  request.spec.workspace = "/home/ada/project";
  request.spec.args = {"fix it"};
  request.spec.options = {{"network", "host"}};
  request.agent.name = "agent";
  request.agent.title = "Agent";
  request.agent.command = "agent";
  request.agent.args = {"--settings", "{files}/settings.json"};
  request.agent.permissions = {{"ask", {{"--ask"}, {}}},
                               {"bypass", {{"--yes"}, {{"AGENT_IN_SANDBOX", "1"}}}}};
  request.agent.env = {{"AGENT_HOME", "{home}/.agent"}};
  request.agent.pass_env = {"AGENT_KEY", "AGENT_MODEL"};
  request.agent.files = {
      {"settings.json", R"({"hooks": {"Stop": "{hook}"}, "trust": ["{workspace}"]})"}};
  request.agent.seeds = {{".agent.json", Json::parse(R"({"projects": {"{workspace}": true}})")}};
  request.agent.install = "npm install -g agent";
  request.method.name = "bwrap";
  request.method.boundary = true;
  request.method.platforms = {"linux", "macos", "windows"};
  request.method.needs = "bwrap";
  request.policy = Json::parse(R"({
    "system": ["/usr", "/bin", "/lib", "/opt"],
    "etc": ["hosts", "ssl/certs"],
    "root_proc_read_only": ["sys"],
    "root_proc_hidden": ["keys"],
    "path": ["/usr/bin", "/bin"],
    "pass_env": ["LANG"],
    "refused_env": ["LD_", "SSH_AUTH_SOCK"],
    "never_shown": ["/etc", "/proc", "/run/user"],
    "never_whole": ["/", "/home", "/tmp", "/usr"],
    "private_in_home": [".ssh", ".config"],
    "never_written": ["/usr/bin"],
    "never_written_in_home": [".ssh", ".config/autostart"],
    "tool_roots": [".volta"],
    "settings_of_agents": [".agent/settings.json", ".mcp.json"]
  })");
  request.seccomp = Json::parse(R"({"denied_calls": ["ptrace"]})");
  return request;
}

inline Json data_file(const std::string& name) {
  const auto path = std::string(SANDTRAY_SOURCE_DIR) + "/common/data/" + name;
  return parse_json(platform::read_file(path).value_or(""), path).value_or(Json());
}

// A preset of Sandtray's own, as it is on the system.
inline config::Agent shipped_agent(const std::string& name, const std::string& system) {
  const auto preset = config::preset_on(data_file("agents/" + name + ".json"), system);
  return config::agent_from_json(preset, name).value_or(config::Agent{});
}

// "methods/host", or "templates/docker" as a person has it who has added it.
inline config::MethodInfo shipped_method(const std::string& file) {
  auto method = config::method_from_json(data_file(file + ".json"), file);
  if (!method) return {};
  method->own = file.starts_with("templates/");
  return *method;
}

inline std::string home_on(const std::string& system) {
  if (system == "windows") return "C:/Users/ada";
  return system == "macos" ? "/Users/ada" : "/home/ada";
}

// The same person on another system, with all that the request's method runs.
inline HostFacts machine_on(const std::string& system, const PlanRequest& request) {
  auto facts = machine();
  facts.system = system;
  facts.user_id = system == "windows" ? "" : "1001";
  facts.group_id = facts.user_id;
  const std::string suffix = system == "windows" ? ".exe" : "";
  const std::string programs = system == "windows" ? "C:/Program Files/"
                               : system == "macos" ? "/opt/homebrew/bin/"
                                                   : "/usr/bin/";
  const auto& wrapper = request.method.wrapper;
  for (const auto* words : {&wrapper.argv, &wrapper.check, &wrapper.stop, &wrapper.cleanup}) {
    if (words->empty()) continue;
    const auto& name = words->front();
    facts.programs[name] = {programs + name + (name.ends_with(suffix) ? "" : suffix), ""};
  }
  for (const auto& mount : request.settings.mounts) {
    facts.mounts[mount.path] = {mount.path, PathKind::folder};
  }
  facts.sandboxes.program = programs + "sbx" + suffix;
  facts.sandboxes.clones = true;
  if (system == "linux") return facts;
  facts.home = home_on(system);
  const auto data = facts.home + (system == "macos" ? "/Library/Application Support/Sandtray"
                                                    : "/AppData/Local/Sandtray");
  facts.private_folders = {data};
  facts.installation = {programs + "sandtray" + suffix};
  facts.command = {"agent", programs + "agent" + suffix, programs + "agent" + suffix, {}};
  facts.private_home = data + "/homes/agent";
  facts.files = data + "/sessions/abcdefgh/files";
  facts.guest = programs + "sandtray-guest" + suffix;
  facts.hook_socket = data + "/abcdefgh.hook";
  facts.hook_address =
      system == "windows" ? "//./pipe/sandtray-S-1-5-21-1-1001-00ff" : facts.hook_socket;
  facts.bwrap.clear();
  facts.environment = system == "windows"
                          ? std::vector<std::string>{"AGENT_KEY", "APPDATA", "PATH", "USERPROFILE"}
                          : std::vector<std::string>{"AGENT_KEY", "HOME", "LANG", "PATH", "TMPDIR"};
  return facts;
}

inline GitFolder repository(const std::string& path) {
  return {path,
          GitFolder::Role::repository,
          {},
          {{"hooks", PathKind::folder},
           {"remotes", PathKind::missing},
           {"branches", PathKind::folder},
           {"config", PathKind::file},
           {"config.worktree", PathKind::missing},
           {"commondir", PathKind::missing}}};
}

inline void use_repository(HostFacts& facts) {
  facts.git.kind = GitFacts::Kind::folder;
  facts.git.folder = facts.git.common = "/home/ada/project/.git";
  facts.git.folders = {repository("/home/ada/project/.git")};
  facts.git.user_name = "Ada \"the first\"";
  facts.git.user_email = "ada@example.org";
}

inline void use_host_method(PlanRequest& request) {
  request.spec.method = request.method.name = "host";
  request.method.boundary = false;
  request.method.needs.clear();
}

}  // namespace sandtray::sandbox::test
