// SPDX-License-Identifier: MIT
#include "session/worktree/neutral_git.h"

#include "base/path.h"
#include "base/text.h"
#include "platform/file.h"
#include "platform/process.h"
#include "platform/socket.h"
#include "session/workspace.h"

namespace sandtray::session {
namespace {

constexpr std::size_t most_output = 16u << 20;

Result<std::string> find_git(const std::vector<std::string>& theirs) {
  auto git = platform::find_executable("git");
  if (git.empty()) {
    return fail(Code::unavailable, "worktrees need git, which is not on PATH", "Install git.");
  }
  const auto place = is_absolute(git) ? place_of_agents(theirs, git) : git;
  if (place.empty()) return git;
  return fail(Code::refused,
              "the git on your PATH is " + display_text(place) + ", where agents can write",
              "Take that folder off PATH, or put it behind the one of the system's git.");
}

// Nothing of the person's environment but where programs are.
platform::Environment bare_environment(const std::string& own) {
  const auto all = platform::current_environment();
  platform::Environment env = {{"HOME", own},
                               {"LC_ALL", "C"},
                               {"GIT_CONFIG_GLOBAL", "/dev/null"},
                               {"GIT_CONFIG_SYSTEM", "/dev/null"},
                               {"GIT_CONFIG_NOSYSTEM", "1"},
                               {"GIT_ATTR_NOSYSTEM", "1"},
                               {"GIT_TERMINAL_PROMPT", "0"},
                               {"GIT_NO_LAZY_FETCH", "1"}};
  for (const auto* name : {"PATH", "SystemRoot", "TMPDIR"}) {
    if (const auto found = all.find(name); found != all.end()) env.insert(*found);
  }
  return env;
}

Result<std::string> run_program(const std::vector<std::string>& argv,
                                const platform::Environment& env, const std::string& folder,
                                const std::string& input_file) {
  auto ends = platform::make_pipe();
  if (!ends) return Failure(ends.error());
  const auto input =
      input_file.empty() ? platform::OwnedHandle() : platform::open_to_read(input_file);
  platform::SpawnOptions options;
  options.argv = argv;
  options.env = env;
  options.folder = folder;
  if (input) options.input = input.get();
  options.output = options.error = ends->second.get();
  options.new_session = true;
  options.die_with_parent = true;
  const auto pid = platform::spawn(options);
  if (!pid) return Failure(pid.error());
  ends->second.reset();
  std::string output;
  char buffer[16384];
  while (true) {
    const auto io = platform::read_some(ends->first.get(), buffer, sizeof buffer);
    if (io.state != platform::IoState::ok) break;
    if (output.size() < most_output) output.append(buffer, io.bytes);
  }
  const auto ended = platform::wait_for(*pid);
  if (ended.code == 0) return output;
  auto lines = split(output, '\n');
  while (!lines.empty() && lines.back().empty()) lines.pop_back();
  return fail(Code::internal, "git " + display_text(argv.size() > 1 ? argv[1] : "", 40) +
                                  " failed" +
                                  (lines.empty() ? "" : ": " + display_text(lines.back())));
}

}  // namespace

Result<NeutralGit> NeutralGit::make(const std::string& own, const std::string& objects,
                                    const std::string& head,
                                    const std::vector<std::string>& theirs) {
  auto program = find_git(theirs);
  if (!program) return Failure(program.error());
  SANDTRAY_TRY(platform::remove_tree(own));
  for (const auto* folder : {"", "/refs", "/objects", "/info"}) {
    SANDTRAY_TRY(platform::make_private_folder(own + folder));
  }
  // A hash of SHA-256 has 64 digits.
  const bool sha256 = head.size() == 64;
  const std::string config =
      std::string("[core]\n\trepositoryformatversion = ") + (sha256 ? "1" : "0") +
      "\n\tbare = false\n\thooksPath = /dev/null\n\tfsmonitor = false\n\tuntrackedCache = false\n" +
      (sha256 ? "[extensions]\n\tobjectFormat = sha256\n" : "");
  SANDTRAY_TRY(platform::write_file(own + "/config", config));
  SANDTRAY_TRY(platform::write_file(own + "/HEAD", head + "\n"));
  return NeutralGit(std::move(*program), own, objects);
}

NeutralGit::~NeutralGit() {
  if (!own_.empty()) (void)platform::remove_tree(own_);
}

Result<std::string> NeutralGit::run(const std::vector<std::string>& words,
                                    const std::string& work_tree, const std::string& input) const {
  auto env = bare_environment(own_);
  env["GIT_DIR"] = own_;
  env["GIT_WORK_TREE"] = work_tree;
  env["GIT_OBJECT_DIRECTORY"] = objects_;
  env["GIT_INDEX_FILE"] = index();
  std::string input_file;
  if (!input.empty()) {
    input_file = own_ + "/input";
    SANDTRAY_TRY(platform::write_file(input_file, input));
  }
  std::vector<std::string> argv = {program_};
  argv.insert(argv.end(), words.begin(), words.end());
  return run_program(argv, env, work_tree, input_file);
}

Result<> check_branch_name(const std::string& branch, const std::vector<std::string>& theirs) {
  constexpr std::size_t most = 200;
  const auto bad = [&] {
    return fail(Code::usage, "a branch cannot be called \"" + display_text(branch, 60) + "\"",
                "See `git help check-ref-format`.");
  };
  if (branch.empty() || branch.size() > most || branch[0] == '-' || branch == "HEAD" ||
      !is_valid_utf8(branch) || display_text(branch, most) != branch) {
    return bad();
  }
  const auto git = find_git(theirs);
  if (!git) return Failure(git.error());
  if (!run_program({*git, "check-ref-format", "refs/heads/" + branch}, bare_environment("/"), "/",
                   "")) {
    return bad();
  }
  return {};
}

}  // namespace sandtray::session
