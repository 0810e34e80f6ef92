// SPDX-License-Identifier: MIT
// The method `bwrap`: a file system made of read-only system folders, a private home and the
// workspace; namespaces of its own; no privilege. Later words of bwrap's command line win, so the
// order here is part of the boundary: system, home, what was given, guards, and last the root
// itself becomes read-only.
#include <algorithm>

#include "base/path.h"
#include "base/text.h"
#include "sandbox/agent_command.h"
#include "sandbox/folders.h"
#include "sandbox/given_folders.h"
#include "sandbox/methods.h"

namespace sandtray::sandbox {
namespace {

constexpr auto files_inside = "/run/sandtray/files";
constexpr auto guest_inside = "/run/sandtray/guest";
constexpr auto hook_inside = "/run/sandtray/hook.sock";
constexpr auto links_inside = "/run/sandtray/bin";
constexpr int seccomp_descriptor = 10;
constexpr int report_descriptor = 11;
// bubblewrap itself takes no more (MAX_ARGS in bubblewrap.c), its own name not counted.
constexpr std::size_t max_words = 9000;
constexpr auto agent_id = "1000";

void add(Argv& argv, std::initializer_list<std::string> words) {
  argv.insert(argv.end(), words.begin(), words.end());
}

bool contains(const std::vector<std::string>& list, const std::string& item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

Result<> check_host(const PlanRequest& request, const HostFacts& facts) {
  if (facts.bwrap.empty()) {
    return fail(Code::unavailable, "the method \"bwrap\" needs bubblewrap, which is not installed",
                "Install the package bubblewrap; `sandtray doctor` shows the command.");
  }
  if (!facts.bwrap_in_workspace.empty()) {
    return fail(Code::refused,
                "the bwrap on your PATH is " + display_text(facts.bwrap_in_workspace) +
                    ", where agents can write",
                "Remove that folder from PATH.");
  }
  if (!facts.user_namespaces_refused.empty()) {
    return fail(
        Code::unavailable,
        "this system does not let bubblewrap make a sandbox: " + facts.user_namespaces_refused,
        facts.user_namespaces_fix);
  }
  if (!facts.workspace_writable) {
    return fail(Code::unavailable,
                "the agent could not write in " + display_text(request.spec.workspace) +
                    ": you may not write there yourself",
                "If it is yours, `chmod u+w` opens it. Inside the sandbox not even root may write "
                "what others own: run as its owner, or change the owner with chown.");
  }
  return {};
}

// The home inside must not lie above anything that is shown at its own path.
std::string home_inside(const PlanRequest& request) {
  const std::string usual = "/home/agent";
  bool taken = is_or_is_below(request.spec.workspace, usual);
  for (const auto& mount : request.settings.mounts) taken |= is_or_is_below(mount.path, usual);
  return taken ? "/home/sandtray" : usual;
}

void add_namespaces(Argv& argv, const PlanRequest& request, bool nesting) {
  add(argv, {"--unshare-user", "--uid", agent_id, "--gid", agent_id});
  if (!nesting) add(argv, {"--disable-userns"});
  add(argv, {"--unshare-pid", "--unshare-ipc", "--unshare-uts", "--unshare-cgroup-try"});
  if (is_offline(request)) add(argv, {"--unshare-net"});
  add(argv, {"--hostname", "sandtray", "--die-with-parent", "--cap-drop", "ALL", "--seccomp",
             std::to_string(seccomp_descriptor)});
}

void add_system(Argv& argv, const HostFacts& facts, const BwrapPolicy& policy) {
  for (const auto& folder : facts.system_folders) {
    if (folder.kind == PathKind::link) add(argv, {"--symlink", folder.target, folder.path});
    if (folder.kind == PathKind::folder) add(argv, {"--ro-bind", folder.path, folder.path});
  }
  for (const auto& file : facts.etc) {
    if (file.kind == PathKind::link) {
      add(argv, {"--symlink", file.target, file.path});
    } else {
      add(argv, {"--ro-bind-try", file.path, file.path});
    }
  }
  if (!facts.resolv_conf.empty()) {
    add(argv, {"--ro-bind-try", facts.resolv_conf, "/etc/resolv.conf"});
  }
  for (const auto* name : {"passwd", "group", "gitconfig"}) {
    add(argv, {"--symlink", std::string(files_inside) + "/" + name, std::string("/etc/") + name});
  }
  add(argv, {"--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp", "--symlink", "../tmp",
             "/var/tmp", "--symlink", "../run", "/var/run"});
  if (!facts.root) return;
  // The kernel asks for root's identity alone, not for a privilege, before it changes its settings.
  for (const auto& name : policy.root_proc_read_only) {
    add(argv, {"--ro-bind-try", "/proc/" + name, "/proc/" + name});
  }
  for (const auto& name : facts.hidden_proc) {
    add(argv, {"--ro-bind", "/dev/null", "/proc/" + name});
  }
}

// Programs outside the folders of PATH are reached through links of their names.
Result<std::string> add_tools(Argv& argv, const HostFacts& facts, const BwrapPolicy& policy) {
  std::vector<const Tool*> tools = {&facts.command};
  for (const auto& tool : facts.needs) tools.push_back(&tool);
  std::vector<std::string> shown, linked;
  for (const auto* tool : tools) {
    for (const auto& path : tool->visible) {
      if (is_or_is_below(facts.home, path)) {
        return fail(Code::refused,
                    "to run " + display_text(tool->name, 80) + " the agent would have to see " +
                        display_text(path),
                    "Install it in a folder of its own.");
      }
      if (contains(shown, path)) continue;
      add(argv, {"--ro-bind", path, path});
      shown.push_back(path);
    }
    const auto name = name_of(tool->path);
    if (contains(policy.path, parent_of(tool->path)) || contains(linked, name)) continue;
    add(argv, {"--symlink", tool->real, std::string(links_inside) + "/" + name});
    linked.push_back(name);
  }
  if (contains(policy.path, parent_of(facts.command.path))) return facts.command.path;
  return std::string(links_inside) + "/" + name_of(facts.command.path);
}

// The workspace and the mounts of the settings; what lies below another comes after it.
Result<std::vector<Given>> given_folders(const PlanRequest& request, const HostFacts& facts,
                                         const BwrapPolicy& policy) {
  const auto& workspace = request.spec.workspace;
  SANDTRAY_TRY(check_given_folder("the workspace", workspace, true, facts, policy));
  std::vector<Given> given = {{workspace, workspace, true}};
  const auto mounts = given_mounts(request, facts, &policy);
  if (!mounts) return Failure(mounts.error());
  given.insert(given.end(), mounts->begin(), mounts->end());
  std::stable_sort(given.begin(), given.end(),
                   [](const Given& a, const Given& b) { return a.path.size() < b.path.size(); });
  return given;
}

// git takes a quoted value with backslash escapes.
std::string git_quoted(const std::string& value) {
  std::string out = "\"";
  for (const char c : value) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) >= 0x20) out += c;
  }
  return out + "\"";
}

void add_files(Plan& plan, const HostFacts& facts, const std::string& home) {
  plan.files.push_back({"passwd",
                        "root:x:0:0:root:/root:/usr/sbin/nologin\nagent:x:1000:1000:agent:" + home +
                            ":" + facts.shell +
                            "\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n",
                        0600});
  plan.files.push_back({"group", "root:x:0:\nagent:x:1000:\nnogroup:x:65534:\n", 0600});
  // The lowest of git's levels: the agent's own settings and the repository's come after it.
  std::string config = "[safe]\n\tdirectory = *\n";
  if (!facts.git.user_name.empty() || !facts.git.user_email.empty()) config += "[user]\n";
  if (!facts.git.user_name.empty()) {
    config += "\tname = " + git_quoted(facts.git.user_name) + "\n";
  }
  if (!facts.git.user_email.empty()) {
    config += "\temail = " + git_quoted(facts.git.user_email) + "\n";
  }
  plan.files.push_back({"gitconfig", config, 0600});
}

}  // namespace

Result<Plan> make_bwrap_plan(const PlanRequest& request, const HostFacts& facts) {
  const auto policy = bwrap_policy_from_json(request.policy);
  if (!policy) return Failure(policy.error());
  const auto given = given_folders(request, facts, *policy);
  if (!given) return Failure(given.error());
  SANDTRAY_TRY(check_host(request, facts));

  Plan plan;
  plan.method = request.spec.method;
  const auto home = home_inside(request);
  Argv tools;
  const auto program = add_tools(tools, facts, *policy);
  if (!program) return Failure(program.error());
  const View view{*program, request.spec.workspace, home, files_inside, guest_inside, hook_inside};
  PlanRequest with_policy = request;
  auto& names = with_policy.settings.pass_env;
  names.insert(names.end(), policy->pass_env.begin(), policy->pass_env.end());
  auto command = make_agent_command(with_policy, facts, view);
  if (!command) return Failure(command.error());
  for (const auto& name : command->pass_env) {
    SANDTRAY_TRY(check_variable(name, *policy));
  }

  auto& argv = plan.main;
  argv = {facts.bwrap};
  const bool confines_itself = request.agent.own_sandbox && command->permissions != "bypass";
  if (confines_itself && facts.root) {
    return fail(Code::refused,
                "as root, " + display_text(request.agent.title, 80) +
                    " cannot make a sandbox of its own inside this one: the kernel would let it "
                    "change settings that are root's",
                "Run it as a user without privileges, or with --set permissions=bypass, so that "
                "this sandbox is the only one.");
  }
  add_namespaces(argv, request, confines_itself || !facts.bwrap_limits_nesting);
  add_system(argv, facts, *policy);
  add(argv, {"--bind", facts.private_home, home});
  argv.insert(argv.end(), tools.begin(), tools.end());
  add(argv, {"--ro-bind", facts.files, files_inside, "--ro-bind", facts.guest, guest_inside,
             "--ro-bind", facts.hook_socket, hook_inside});
  SANDTRAY_TRY(add_given_folders(argv, plan, request, facts, *given));
  add(argv,
      {"--remount-ro", "/", "--chdir", request.spec.workspace, "--", guest_inside, "start",
       std::to_string(report_descriptor), std::string(files_inside) + "/" + mounts_file, "--"});
  argv.insert(argv.end(), command->argv.begin(), command->argv.end());
  if (argv.size() > max_words + 1) {
    return fail(Code::usage,
                "bubblewrap takes " + std::to_string(max_words) + " words, and this run needs " +
                    std::to_string(argv.size() - 1) + ": the arguments and the guards together",
                "Put a long list into a file of the workspace and name the file.");
  }

  plan.files = std::move(command->files);
  add_files(plan, facts, home);
  plan.seccomp = request.seccomp;
  plan.seccomp["nested_namespaces"] = confines_itself;
  // A program that runs as root's group would serve everybody on this machine.
  plan.seccomp["set_gid_files"] = !facts.root;
  plan.report_descriptor = report_descriptor;
  plan.open_files = {{seccomp_descriptor, facts.files + "/" + seccomp_file}};
  plan.folder = request.spec.workspace;
  plan.env = std::move(command->env);
  plan.env["HOME"] = home;
  plan.env["PATH"] = links_inside;
  for (const auto& folder : policy->path) plan.env["PATH"] += ":" + folder;
  plan.env["SHELL"] = facts.shell;
  plan.env["USER"] = plan.env["LOGNAME"] = "agent";
  plan.pass_env = std::move(command->pass_env);
  plan.wrapper_levels = 2;  // bwrap, and the first process of the namespace
  plan.hook_socket = facts.hook_socket;
  plan.private_home = facts.private_home;
  plan.seeds = make_seeds(request, facts.private_home, view);
  return plan;
}

}  // namespace sandtray::sandbox
