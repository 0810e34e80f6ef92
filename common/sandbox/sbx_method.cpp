// SPDX-License-Identifier: MIT
// The launch mode `sbx`: Docker Sandboxes start an agent of theirs in a virtual machine, so their
// launcher takes the place of a method and of the agent's program. The sandbox lives as long as the
// launcher is attached, is stopped with the session, and is kept until the session is removed: it
// may hold a clone with the agent's work.
#include <algorithm>

#include "base/text.h"
#include "sandbox/folders.h"
#include "sandbox/given_folders.h"
#include "sandbox/methods.h"
#include "sandbox/person_env.h"
#include "sandbox/ports.h"

namespace sandtray::sandbox {
namespace {

using Known = config::DockerSandboxes::Known;

constexpr auto host_address = "host.docker.internal";

std::string option_of(const PlanRequest& request, const std::string& name) {
  const auto found = request.spec.options.find(name);
  return found == request.spec.options.end() ? "" : found->second;
}

bool exists(const HostFacts& facts, const std::string& sandbox) {
  const auto& names = facts.sandboxes.names;
  return std::find(names.begin(), names.end(), sandbox) != names.end();
}

bool wants_clone(const PlanRequest& request) {
  return option_of(request, "clone") == "yes";
}

Result<> check_launcher(const PlanRequest& request, const HostFacts& facts) {
  if (facts.sandboxes.program.empty()) {
    return fail(Code::unavailable, "Docker Sandboxes are not installed: there is no sbx on PATH",
                facts.system == "windows" ? "winget install -h Docker.sbx"
                : facts.system == "macos" ? "brew trust docker/tap && brew install docker/tap/sbx"
                                          : "Install the package docker-sbx of Docker "
                                            "(docs.docker.com/ai/sandboxes).");
  }
  if (!facts.sandboxes_in_workspace.empty()) {
    return fail(Code::refused,
                "sbx is " + display_text(facts.sandboxes_in_workspace) + ", where agents can write",
                "Remove that folder from PATH.");
  }
  SANDTRAY_TRY(check_sbx_agent(request.agent));
  if (facts.sandboxes.signed_in == Known::no) {
    return fail(Code::unavailable, "sbx says that you are not signed in to Docker", "sbx login");
  }
  if (facts.sandboxes.policy == Known::no) {
    return fail(Code::unavailable,
                "Docker Sandboxes have no network policy yet, without which none starts",
                "sbx policy init balanced");
  }
  return {};
}

// Their launcher switches the agent's questions off, and has no word for the rest.
Result<> check_wishes(const PlanRequest& request) {
  if (is_offline(request)) {
    return fail(Code::unavailable, "sbx cannot take the network away from one session",
                "Its policies say what may be reached: sbx policy --help.");
  }
  const auto asked = option_of(request, "permissions");
  const auto& wanted = asked.empty() ? request.agent.default_permissions : asked;
  if (!wanted.empty() && wanted != "bypass") {
    return fail(Code::unavailable,
                "sbx starts " + request.agent.title +
                    " with its permission prompts off, so "
                    "permissions=" +
                    wanted + " cannot be kept",
                "Leave it away, or use another method.");
  }
  if (!option_of(request, "git").empty()) {
    return fail(Code::usage, "\"git\" is of no use with sbx, which shows the repository as it is",
                "With --set clone=yes the agent works in a clone of its own.");
  }
  return {};
}

Result<> check_sandbox(const PlanRequest& request, const HostFacts& facts,
                       const std::string& name) {
  if (request.spec.options.count("resume") != 0 && !exists(facts, name)) {
    return fail(Code::usage, "a new sandbox has no conversation to go on with",
                "Name the one that has it: --set sandbox=NAME (sbx ls).");
  }
  if (!wants_clone(request)) return {};
  if (exists(facts, name)) {
    return fail(Code::usage,
                "the sandbox " + name + " is there already, and clone=yes is for a new one",
                "Leave it away: a sandbox that was made with a clone keeps it.");
  }
  if (facts.git.kind != GitFacts::Kind::folder) {
    return fail(
        Code::unavailable,
        "clone=yes needs a workspace that is the top of a repository, and no linked worktree",
        "Leave it away, or name the repository itself.");
  }
  if (!facts.sandboxes.clones && !facts.sandboxes.branches) {
    return fail(Code::unavailable, "this version of sbx knows neither --clone nor --branch",
                "Update Docker Sandboxes.");
  }
  return {};
}

// PORT, or HOST_PORT:PORT; several with commas between.
Result<std::vector<std::string>> ports_of(const PlanRequest& request) {
  std::vector<std::string> ports;
  if (request.spec.options.count("publish") == 0) return ports;
  const auto asked = parse_ports(option_of(request, "publish"), "publish");
  if (!asked) return Failure(asked.error());
  for (const auto& port : *asked) ports.push_back(to_string(port));
  return ports;
}

Result<std::string> name_of(const PlanRequest& request) {
  const auto asked = option_of(request, "sandbox");
  if (request.spec.options.count("sandbox") == 0) return "sandtray-" + request.spec.id;
  const bool good =
      !asked.empty() && asked.size() <= 63 && asked[0] != '-' && asked[0] != '.' &&
      asked.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-._") == std::string::npos;
  if (good) return asked;
  return fail(Code::usage, "a sandbox cannot be called \"" + display_text(asked, 64) + "\"",
              "Use up to 63 small letters, digits, dashes and dots.");
}

// What makes the sandbox, after `sbx run` or `sbx create`.
Argv creation(const PlanRequest& request, const HostFacts& facts, const std::string& name) {
  Argv words = {"--name", name};
  if (wants_clone(request)) {
    if (facts.sandboxes.clones) {
      words.emplace_back("--clone");
    } else {
      words.insert(words.end(), {"--branch", name});
    }
  }
  words.insert(words.end(), {"-e", std::string("SANDTRAY_HOST_ADDRESS=") + host_address, "-e",
                             "SANDTRAY_SESSION=" + request.spec.id, request.agent.sbx.agent,
                             request.spec.workspace});
  return words;
}

// Words that begin with a dash are added to the launcher's own, which switch the prompts off;
// others would replace those. So the preset's, which begin with one, stand first.
Argv agent_words(const PlanRequest& request) {
  auto words = request.agent.sbx.args;
  const auto model = request.spec.options.find("model");
  const auto& wanted =
      model == request.spec.options.end() ? request.agent.default_model : model->second;
  if (!wanted.empty()) {
    for (const auto& word : request.agent.model.args) {
      words.push_back(expand_template(word, {{"model", wanted}}));
    }
  }
  if (request.spec.options.count("resume") != 0) {
    words.insert(words.end(), request.agent.resume.args.begin(), request.agent.resume.args.end());
  }
  words.insert(words.end(), request.spec.args.begin(), request.spec.args.end());
  return words;
}

std::vector<std::string> notes_for(const PlanRequest& request, const std::string& name) {
  std::vector<std::string> notes;
  if (wants_clone(request)) {
    notes.push_back("the agent works in a clone of its own: `git fetch sandbox-" + name +
                    "` brings its commits here while the sandbox runs");
  }
  if (!request.settings.mounts.empty()) {
    notes.emplace_back("the mounts of your settings are not there: sbx shows the workspace alone");
  }
  notes.push_back(
      "the sandbox " + name +
      (request.spec.options.count("sandbox") != 0
           ? " is stopped with the session and stays: `sbx rm " + name + "` removes it"
           : " is stopped with the session, and goes with `sandtray rm " + request.spec.id + "`"));
  return notes;
}

}  // namespace

Result<> check_sbx_agent(const config::Agent& agent) {
  if (!agent.sbx.agent.empty()) return {};
  return fail(Code::unavailable,
              agent.title + " is no agent that Docker Sandboxes are known to have",
              "Give its preset \"sbx\": {\"agent\": NAME}, or use --launch default.");
}

Result<Plan> make_sbx_plan(const PlanRequest& request, const HostFacts& facts) {
  const auto policy = bwrap_policy_from_json(request.policy);
  if (!policy) return Failure(policy.error());
  SANDTRAY_TRY(check_given_folder("the workspace", request.spec.workspace, /*writable=*/true, facts,
                                  *policy));
  SANDTRAY_TRY(check_wishes(request));
  const auto name = name_of(request);
  if (!name) return Failure(name.error());
  const auto ports = ports_of(request);
  if (!ports) return Failure(ports.error());
  SANDTRAY_TRY(check_launcher(request, facts));
  SANDTRAY_TRY(check_sandbox(request, facts, *name));

  const auto& sbx = facts.sandboxes.program;
  const bool there = exists(facts, *name);
  Plan plan;
  plan.method = request.spec.method;
  const auto made = creation(request, facts, *name);
  if (!there && !ports->empty()) {
    auto& create = plan.prepare.emplace_back(Argv{sbx, "create"});
    create.insert(create.end(), made.begin(), made.end());
  }
  for (const auto& port : *ports) {
    plan.prepare.push_back({sbx, "ports", *name, "--publish", port});
  }
  plan.main = {sbx, "run"};
  if (there || !ports->empty()) {
    plan.main.insert(plan.main.end(), {"--name", *name});
  } else {
    plan.main.insert(plan.main.end(), made.begin(), made.end());
  }
  if (const auto words = agent_words(request); !words.empty()) {
    plan.main.emplace_back("--");
    plan.main.insert(plan.main.end(), words.begin(), words.end());
  }
  plan.cleanup = {{sbx, "stop", *name}};
  plan.folder = request.spec.workspace;
  plan.env["TERM"] = request.spec.term;
  for (const auto& variable : person_env()) {
    const auto& set = facts.environment;
    if (std::find(set.begin(), set.end(), variable) != set.end()) plan.pass_env.push_back(variable);
  }
  plan.notes = notes_for(request, *name);
  if (facts.git.kind == GitFacts::Kind::file) {
    plan.notes.emplace_back(
        "git does not work inside: the workspace is a linked worktree, and its "
        "repository is not there");
  }
  return plan;
}

}  // namespace sandtray::sandbox
