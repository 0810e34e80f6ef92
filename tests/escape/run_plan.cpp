// SPDX-License-Identifier: MIT
// Carries out a plan directly, without a session: plans, makes what the plan asks for, runs its
// main command with our standard input and output, cleans up. What is true here is the method's own
// doing.
//   run_plan -m METHOD -w WORKSPACE [--worktree BRANCH] [--set NAME=VALUE]... [--print]
//            AGENT [-- ARGUMENT...]
#include <cstdio>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "config/settings.h"
#include "platform/file.h"
#include "platform/process.h"
#include "platform/seccomp.h"
#include "platform/socket.h"
#include "session/filenames.h"
#include "session/gather_facts.h"
#include "session/mount_list.h"
#include "session/placeholders.h"
#include "session/store.h"
#include "session/worktree/worktree.h"

#include <fcntl.h>
#include <unistd.h>

namespace {

using namespace sandtray;

Result<sandbox::SessionSpec> read_arguments(int argc, char** argv, bool& print) {
  sandbox::SessionSpec spec;
  spec.id = "escape" + std::to_string(getpid());
  spec.name = spec.id;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    const auto next = [&] { return i + 1 < argc ? argv[++i] : ""; };
    if (word == "-m") {
      spec.method = next();
    } else if (word == "-w") {
      spec.workspace = platform::real_path(next()).value_or("");
    } else if (word == "--worktree") {
      spec.branch = next();
    } else if (word == "--set") {
      const std::string option = next();
      const auto equals = option.find('=');
      spec.options[option.substr(0, equals)] =
          equals == std::string::npos ? "" : option.substr(equals + 1);
    } else if (word == "--print") {
      print = true;
    } else if (word == "--") {
      spec.args.assign(argv + i + 1, argv + argc);
      return spec;
    } else {
      spec.agent = word;
    }
  }
  return spec;
}

// Of a branch: in a worktree of the workspace.
Result<> make_place(const platform::Paths& paths, sandbox::SessionSpec& spec) {
  if (spec.branch.empty()) return {};
  const auto lock = session::lock_worktrees(paths);
  if (!lock) return Failure(lock.error());
  const auto made =
      session::make_worktree(paths, session::Store(paths), spec.workspace, spec.branch);
  if (!made) return Failure(made.error());
  spec.repository = std::exchange(spec.workspace, made->folder);
  return {};
}

Result<int> carry_out(const sandbox::Plan& plan, const platform::Paths& paths,
                      const sandbox::HostFacts& facts) {
  for (const auto& folder : {paths.runtime, facts.files, paths.state}) {
    SANDTRAY_TRY(platform::make_private_folder(folder));
  }
  if (!plan.private_home.empty()) {
    SANDTRAY_TRY(platform::make_private_folder(plan.private_home));
  }
  for (const auto& file : plan.files) {
    SANDTRAY_TRY(platform::write_file(facts.files + "/" + file.name, file.content, file.mode));
  }
  if (!plan.seccomp.is_null()) {
    const auto program = platform::seccomp_program(plan.seccomp);
    if (!program) return Failure(program.error());
    SANDTRAY_TRY(platform::write_file(facts.files + "/" + sandbox::seccomp_file, *program, 0600));
  }
  platform::OwnedHandle hook;
  if (!plan.hook_socket.empty()) {
    auto listener = platform::listen_socket(plan.hook_socket);
    if (!listener) return Failure(listener.error());
    hook = std::move(*listener);
  }
  session::Placeholders placeholders;
  SANDTRAY_TRY(placeholders.hold(plan.placeholders));
  SANDTRAY_TRY(session::write_mount_list(plan, facts.files));

  platform::SpawnOptions options;
  options.argv = plan.main;
  options.folder = plan.folder;
  options.env = plan.env;
  const auto here = platform::current_environment();
  for (const auto& name : plan.pass_env) {
    if (const auto found = here.find(name); found != here.end()) options.env.insert(*found);
  }
  options.input = STDIN_FILENO;
  options.output = STDOUT_FILENO;
  options.error = STDERR_FILENO;
  std::vector<platform::OwnedHandle> open_files;
  for (const auto& file : plan.open_files) {
    open_files.emplace_back(open(file.path.c_str(), O_RDONLY | O_CLOEXEC));
    options.inherited.push_back({open_files.back().get(), file.descriptor});
  }
  auto report = platform::make_pipe();
  if (!report) return Failure(report.error());
  if (plan.report_descriptor != 0) {
    options.inherited.push_back({report->second.get(), plan.report_descriptor});
  }
  const auto pid = platform::spawn(options);
  if (!pid) return Failure(pid.error());
  const auto ended = platform::wait_for(*pid);
  placeholders.remove();
  for (const auto& path : plan.watch) {
    if (platform::exists(path)) std::fprintf(stderr, "appeared: %s\n", path.c_str());
  }
  return ended.code;
}

Result<int> run(int argc, char** argv) {
  bool print = false;
  auto spec = read_arguments(argc, argv, print);
  if (!spec) return Failure(spec.error());
  const auto paths = platform::find_paths();
  if (!paths) return Failure(paths.error());
  SANDTRAY_TRY(make_place(*paths, *spec));
  const auto settings = config::load_settings(*paths);
  if (!settings) return Failure(settings.error());
  const auto request = session::load_plan_request(*paths, *settings, *spec);
  if (!request) return Failure(request.error());
  const auto facts = session::gather_facts(*paths, *request);
  if (!facts) return Failure(facts.error());
  const auto plan = sandbox::make_plan(*request, *facts);
  if (!plan) return Failure(plan.error());
  if (print) {
    std::fputs(dump_json_pretty(sandbox::plan_to_json(*plan)).c_str(), stdout);
    return 0;
  }
  const auto code = carry_out(*plan, *paths, *facts);
  (void)platform::remove_tree(session::Store(*paths).folder_of(spec->id));
  if (!plan->hook_socket.empty()) (void)platform::remove_tree(plan->hook_socket);
  return code;
}

}  // namespace

int main(int argc, char** argv) {
  const auto code = run(argc, argv);
  if (code) return *code;
  std::fprintf(stderr, "run_plan: %s\n%s\n", code.error().message.c_str(),
               code.error().hint.c_str());
  return static_cast<int>(code.error().code);
}
