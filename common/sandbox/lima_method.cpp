// SPDX-License-Identifier: MIT
// The method `lima`: a session in the virtual machine, by one command of ssh over the connection
// that all sessions share. sandtray-guest starts the agent there, in a tree of its own that ends
// with the session, and hides the folders of the other sessions. The session's files and the
// agent's variables travel in ssh's environment, so that neither a value nor a file is in the words
// of a command.
#include <algorithm>

#include "base/text.h"
#include "sandbox/agent_command.h"
#include "sandbox/folders.h"
#include "sandbox/lima_ports.h"
#include "sandbox/methods.h"
#include "sandbox/person_env.h"
#include "sandbox/vm_ssh.h"

namespace sandtray::sandbox {
namespace {

// As share/vm/provision.sh makes them.
constexpr auto guest = "/usr/local/libexec/sandtray-guest";
constexpr auto home = "/home/agent";
constexpr auto files_of_all = "/run/sandtray/agent";
// Of the session's own, where it sees them: the same in each, for what a shared home says of them.
constexpr auto own_files = "/run/sandtray/agent/own";
// By it an agent could end all that its user runs, other sessions too.
constexpr auto bus = "/run/dbus";
constexpr auto host_address = "host.lima.internal";

constexpr std::size_t most_bytes = 100'000;  // bytes of one variable; Linux takes 131,072

const VmFolder* folder_of(const std::string& path, const std::vector<VmFolder>& folders) {
  const VmFolder* nearest = nullptr;
  for (const auto& folder : folders) {
    if (!is_or_is_below(path, folder.path)) continue;
    if (nearest == nullptr || folder.path.size() > nearest->path.size()) nearest = &folder;
  }
  return nearest;
}

bool wants_keys(const PlanRequest& request) {
  const auto asked = request.spec.options.find("ssh_agent");
  return asked != request.spec.options.end() && asked->second == "yes";
}

Result<VmFacts> check_machine(const PlanRequest& request) {
  if (!request.vm) {
    return fail(Code::unavailable, "there is no virtual machine yet", "sandtray vm start");
  }
  if (request.vm->ssh.empty()) {
    return fail(Code::unavailable, "the method \"lima\" needs ssh, which is not on PATH",
                "Install the OpenSSH client.");
  }
  return *request.vm;
}

Result<> check_workspace(const PlanRequest& request, const HostFacts& facts, const VmFacts& vm) {
  if (!request.spec.branch.empty()) {
    return fail(Code::unavailable,
                "the virtual machine does not have the folder of worktrees, nor their repository",
                "Use the method bwrap, or run in the repository itself, without --worktree.");
  }
  const auto policy = bwrap_policy_from_json(request.policy);
  if (!policy) return Failure(policy.error());
  const auto& workspace = request.spec.workspace;
  SANDTRAY_TRY(check_given_folder("the workspace", workspace, /*writable=*/true, facts, *policy));
  const auto* const folder = folder_of(workspace, vm.folders);
  if (folder != nullptr && folder->writable) return {};
  const auto shown = display_text(workspace);
  return fail(Code::unavailable,
              folder == nullptr ? "the virtual machine does not have the folder " + shown
                                : "the virtual machine has " + shown + " for reading only",
              "`sandtray vm restart --mount " + display_text(shell_quote(workspace)) +
                  "` gives it the folder, once the sessions in it have ended.");
}

// What the session is shown beside the workspace.
Result<std::vector<std::string>> shown_mounts(const PlanRequest& request, const HostFacts& facts,
                                              const VmFacts& vm, std::vector<std::string>& notes) {
  std::vector<std::string> shown;
  for (const auto& mount : request.settings.mounts) {
    const auto named = display_text(mount.path);
    const auto fact = facts.mounts.find(mount.path);
    if (fact == facts.mounts.end()) {
      return fail(Code::not_found, "there is no " + named + ", which the settings mount",
                  "Make it, or take it out of \"mounts\".");
    }
    SANDTRAY_TRY(check_steady("the mount " + named, mount.path, fact->second.planted));
    const auto* const folder = folder_of(fact->second.real, vm.folders);
    if (folder == nullptr || (mount.writable && !folder->writable) ||
        fact->second.real != mount.path || fact->second.kind != PathKind::folder) {
      notes.push_back("the mount " + named + " of your settings is not there" +
                      (folder == nullptr ? ": the virtual machine does not have it" : ""));
    } else if (!mount.writable && folder->writable) {
      return fail(Code::unavailable,
                  "the virtual machine has " + named + " for writing, and it is to be read only",
                  "Make it so in \"mounts\" of vm.json, or let it be writable in the settings.");
    } else {
      shown.push_back(mount.path);
    }
  }
  return shown;
}

std::string files_outside_of(const PlanRequest& request) {
  return std::string(files_of_all) + "/" + request.spec.id;
}

// Where sshd makes the sockets, for sandtray-guest to move among the session's own files: before
// that they lie where no session sees them, and after that nobody but this one does.
std::string keys_outside_of(const PlanRequest& request) {
  return files_outside_of(request) + ".ssh";
}

std::string hooks_outside_of(const PlanRequest& request) {
  return files_outside_of(request) + ".hooks";
}

// What ssh is to listen to inside, and where that leads: one word of -R each.
Result<std::vector<std::string>> ways_back(const PlanRequest& request, const HostFacts& facts,
                                           const VmFacts& vm) {
  std::vector<std::string> ways = {hooks_outside_of(request) + ":" + facts.hook_socket};
  if (!wants_keys(request)) return ways;
  if (!vm.ssh_agent) {
    return fail(Code::refused, "the virtual machine lets no session have your SSH agent",
                "\"ssh_agent\": true in vm.json lets those that ask, from its next start on.");
  }
  if (facts.ssh_agent.empty() || facts.ssh_agent.find(':') != std::string::npos) {
    return fail(Code::unavailable, "there is no SSH agent here that a session could ask",
                "SSH_AUTH_SOCK has to name the socket of one: `eval $(ssh-agent)`, `ssh-add`.");
  }
  ways.push_back(keys_outside_of(request) + ":" + facts.ssh_agent);
  return ways;
}

// Of the machine's folders those that are not the session's; the upper ones alone.
std::vector<std::string> hidden_folders(const std::string& workspace, const VmFacts& vm) {
  std::vector<std::string> hidden;
  for (const auto& folder : vm.folders) {
    if (!is_or_is_below(folder.path, workspace)) hidden.push_back(folder.path);
  }
  const auto all = hidden;
  std::erase_if(hidden, [&](const std::string& path) {
    return std::any_of(all.begin(), all.end(), [&](const std::string& upper) {
      return path != upper && is_or_is_below(path, upper);
    });
  });
  return hidden;
}

// The connection is not the session's to keep.
Argv ssh_of_session(const VmFacts& vm) {
  auto words = vm_ssh(vm);
  words.insert(words.end(), {"-o", "ControlMaster=no"});
  return words;
}

Argv guest_words(const PlanRequest& request, const HostFacts& facts, const VmFacts& vm,
                 const std::vector<std::string>& shown) {
  Argv words = {guest,        "session", "--files", files_outside_of(request),
                "--files-at", own_files, "--hooks", hooks_outside_of(request)};
  if (!vm.restrict_sudo) {
    words.insert(words.begin(), {"sudo", "-n", "-E"});
    words.insert(words.end(), {"--as", facts.user_id, facts.group_id});
  }
  if (is_offline(request)) words.emplace_back("--offline");
  if (wants_keys(request)) words.insert(words.end(), {"--keys", keys_outside_of(request)});
  const auto& workspace = request.spec.workspace;
  auto hidden = hidden_folders(workspace, vm);
  hidden.insert(hidden.end(), {files_of_all, bus});
  for (const auto& path : hidden) words.insert(words.end(), {"--hide", path});
  const auto is_hidden = [&](const std::string& path) {
    return std::any_of(hidden.begin(), hidden.end(),
                       [&](const std::string& folder) { return is_or_is_below(path, folder); });
  };
  if (is_hidden(workspace)) words.insert(words.end(), {"--show", workspace});
  for (const auto& path : shown) {
    if (is_hidden(path)) words.insert(words.end(), {"--show", path});
  }
  words.insert(words.end(), {workspace, "--"});
  return words;
}

// As guest/seeds.h reads them.
std::string pack_seeds(const std::vector<HomeSeed>& seeds) {
  Json list = Json::array();
  for (const auto& seed : seeds) {
    list.push_back({{"path", seed.path}, {"content", seed.content}});
  }
  return dump_json(list);
}

// As guest/files.h reads them.
std::string pack_files(const std::vector<PlanFile>& files) {
  std::string text;
  for (const auto& file : files) {
    text += file.name + " " + std::to_string(file.content.size()) + "\n" + file.content;
  }
  return text;
}

Result<> carry(AgentCommand& command, const char* variable, std::string text) {
  if (text.size() > most_bytes || text.find('\0') != std::string::npos) {
    return fail(Code::unavailable,
                "the files of the agent's preset are too large for the method lima",
                "\"files\" may have 100,000 bytes together, and \"seeds\" likewise.");
  }
  command.env[variable] = std::move(text);
  return {};
}

}  // namespace

Result<Plan> make_lima_plan(const PlanRequest& request, const HostFacts& facts) {
  const auto vm = check_machine(request);
  if (!vm) return Failure(vm.error());
  SANDTRAY_TRY(check_workspace(request, facts, *vm));
  Plan plan;
  const auto shown = shown_mounts(request, facts, *vm, plan.notes);
  if (!shown) return Failure(shown.error());
  const View view{request.agent.command,
                  request.spec.workspace,
                  home,
                  own_files,
                  guest,
                  std::string(own_files) + "/hooks"};
  auto command = make_agent_command(request, facts, view);
  if (!command) return Failure(command.error());
  const auto ways = ways_back(request, facts, *vm);
  if (!ways) return Failure(ways.error());
  if (wants_keys(request)) {
    plan.notes.emplace_back(
        "it can sign with every key of your SSH agent for as long as the session lives");
  }
  const auto ports = lima_ports(request, facts, *vm, ssh_of_session(*vm));
  if (!ports) return Failure(ports.error());
  SANDTRAY_TRY(carry(*command, "SANDTRAY_FILES", pack_files(command->files)));
  const auto seeds = make_seeds(request, view.home, view);
  if (!seeds.empty()) SANDTRAY_TRY(carry(*command, "SANDTRAY_SEEDS", pack_seeds(seeds)));
  if (wants_keys(request)) command->env["SSH_AUTH_SOCK"] = view.files + "/ssh-agent";
  if (!is_offline(request)) command->env["SANDTRAY_HOST_ADDRESS"] = host_address;

  plan.method = request.spec.method;
  plan.folder = request.spec.workspace;
  plan.main = ssh_of_session(*vm);
  plan.main.emplace_back(request.spec.channel == Channel::pty ? "-tt" : "-T");
  for (const auto& way : *ways) plan.main.insert(plan.main.end(), {"-R", way});
  auto names = command->pass_env;
  for (const auto& [name, value] : command->env) names.push_back(name);
  std::sort(names.begin(), names.end());
  for (const auto& name : names) plan.main.insert(plan.main.end(), {"-o", "SendEnv=" + name});
  auto inside = guest_words(request, facts, *vm, *shown);
  inside.insert(inside.end(), command->argv.begin(), command->argv.end());
  plan.main.insert(plan.main.end(), {vm->host, "exec " + shell_quote(inside)});

  // The connection outlives the session, and with it what was asked of it.
  auto& forget = plan.cleanup.emplace_back(ssh_of_session(*vm));
  forget.insert(forget.end(), {"-O", "cancel"});
  for (const auto& way : *ways) forget.insert(forget.end(), {"-R", way});
  forget.push_back(vm->host);
  plan.files.push_back({ports_file, dump_json(ports_to_json(*ports))});
  if (ports->refused.empty()) {
    const auto file = facts.files + "/" + ports_file;
    plan.prepare.push_back({facts.sandtray, "--ports", "open", file});
    plan.cleanup.push_back({facts.sandtray, "--ports", "close", file});
  }
  plan.env = std::move(command->env);
  plan.pass_env = std::move(command->pass_env);
  for (const auto& name : person_env()) {
    const auto& set = facts.environment;
    if (std::find(set.begin(), set.end(), name) != set.end() && plan.env.count(name) == 0) {
      plan.pass_env.push_back(name);
    }
  }
  std::sort(plan.pass_env.begin(), plan.pass_env.end());
  plan.pass_env.erase(std::unique(plan.pass_env.begin(), plan.pass_env.end()), plan.pass_env.end());
  plan.hook_socket = facts.hook_socket;
  return plan;
}

}  // namespace sandtray::sandbox
