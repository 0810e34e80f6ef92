// SPDX-License-Identifier: MIT
// What agents cannot do in the machine, tried by a session of its own, which goes again.
#include <algorithm>

#include "base/clock.h"
#include "base/text.h"
#include "config/settings.h"
#include "platform/file.h"
#include "platform/process.h"
#include "platform/run_and_read.h"
#include "provision/lima/proof_file.h"
#include "provision/lima/provision.h"

namespace sandtray::provision {
namespace {

constexpr std::chrono::milliseconds patience = std::chrono::minutes(5);
constexpr std::string_view held = "@sandtray held ", open = "@sandtray open ",
                           end_of_all = "@sandtray end ";

bool is_in(const std::string& path, const std::string& folder) {
  return path == folder || path.starts_with(folder + "/");
}

std::vector<std::string> other_folders(const std::vector<VmMount>& mounts,
                                       const std::string& workspace,
                                       const config::Settings& settings) {
  std::vector<std::string> others;
  for (const auto& mount : mounts) {
    const bool is_shown =
        std::any_of(settings.mounts.begin(), settings.mounts.end(), [&](const auto& shown) {
          return is_in(shown.path, mount.path) || is_in(mount.path, shown.path);
        });
    if (mount.path != workspace && !is_shown) others.push_back(mount.path);
  }
  return others;
}

// Of what the session said.
struct Answers {
  std::size_t tried = 0;
  bool is_whole = false;  // the last line says that there are no more
  std::string opened;
};

Answers read_answers(const std::string& text,
                     const std::function<void(const StepFinding&)>& found) {
  Answers answers;
  for (const std::string_view line : split(text, '\n')) {
    if (line.starts_with(end_of_all)) {
      answers.is_whole =
          answers.tried != 0 && line.substr(end_of_all.size()) == std::to_string(answers.tried);
    }
    const bool good = line.starts_with(held);
    if (!good && !line.starts_with(open)) continue;
    const auto what = display_text(line.substr(good ? held.size() : open.size()));
    ++answers.tried;
    if (!good) answers.opened += (answers.opened.empty() ? "" : ", ") + what;
    found({what, good, good ? "no" : "YES"});
  }
  return answers;
}

}  // namespace

Result<ProvisionStep> Provision::look_at_proof() const {
  ProvisionStep step{"proof", true, "try inside what agents must not be able to do"};
  const auto wanted = options();
  if (!wanted) return Failure(wanted.error());
  const auto made = vm_.made();
  const auto& counts = made ? made->options : *wanted;
  const bool has_place = std::any_of(counts.mounts.begin(), counts.mounts.end(),
                                     [](const VmMount& mount) { return mount.writable; });
  if (!counts.switches.restrict_sudo) {
    return ProvisionStep{"proof", false, "agents may be root inside: there is nothing to prove"};
  }
  if (is_made() && !has_place) {
    return ProvisionStep{"proof", false, "no folder is writable, so no session can try it"};
  }
  return step;
}

Result<> Provision::prove(const ProvisionStep& step) {
  const auto& place = vm_.place();
  const auto made = vm_.made();
  const auto script = platform::read_file(paths_.share + "/vm/prove.sh");
  const auto settings = config::load_settings(paths_);
  if (!made) return fail(Code::internal, "the machine is made, and nothing says of what");
  if (made->had_root) {
    return fail(
        Code::refused,
        "agents could be root in this virtual machine once: what one has left there may lift "
        "its rules",
        "`sandtray provision lima --reset` makes a new one.");
  }
  if (!script) return Failure(script.error());
  if (!settings) return Failure(settings.error());
  const auto alone = platform::FileLock::acquire(place.proof + ".lock", /*wait=*/true);
  if (!alone) return Failure(alone.error());
  const auto view = vm_.look();
  if (!view) return Failure(view.error());
  if (view->state != VmState::ready || view->ssh_port == 0) {
    return fail(Code::unavailable, "the virtual machine does not run any more",
                "The same command tries again.");
  }
  const auto& mounts = made->options.mounts;
  const auto workspace = std::find_if(mounts.begin(), mounts.end(),
                                      [](const VmMount& mount) { return mount.writable; });
  const auto sandtray = paths_.bin + "/sandtray";
  const auto name = "proof-" + std::to_string(platform::own_pid());
  // The service of the host's loopback is the machine's own way in.
  std::vector<std::string> words = {sandtray,
                                    "run",
                                    "--no-wait",
                                    "-m",
                                    "lima",
                                    "-w",
                                    workspace->path,
                                    "--name",
                                    name,
                                    "shell",
                                    "--",
                                    "-c",
                                    *script,
                                    "prove",
                                    std::to_string(view->ssh_port)};
  for (auto& other : other_folders(mounts, workspace->path, *settings)) words.push_back(other);
  say(step, {-1, "a session tries"});
  // Whatever ends this, what was open stays so until all of it has held.
  auto proof = read_proof(place);
  proof.by = name;
  SANDTRAY_TRY(write_proof(place, proof));
  const auto said = platform::run_and_read(words, patience);
  const auto answers = read_answers(said ? said->text : "",
                                    [&](const StepFinding& finding) { find(step, finding); });
  const auto after = vm_.look();
  const bool is_whole = answers.is_whole && said && said->code == 0 && said->in_time && after &&
                        after->host_agent == view->host_agent;
  proof.by.clear();
  if (is_whole || !answers.opened.empty()) proof.open = answers.opened;
  proof.held_ms = is_whole && answers.opened.empty() ? now_ms() : 0;
  SANDTRAY_TRY(write_proof(place, proof));
  if (!said) return Failure(said.error());
  if (!answers.opened.empty()) {
    return fail(
        Code::refused, "an agent in the virtual machine " + answers.opened,
        "None is let in until that is over. `sandtray vm stop`, then `sandtray provision lima` "
        "sets its rules again and tries again.");
  }
  if (!is_whole) {
    return fail(Code::unavailable,
                "no session could try what agents can do: " + display_text(said->text, 400),
                "`sandtray run -m lima -w " + shell_quote(workspace->path) + " shell` shows more.");
  }
  (void)platform::run_and_read({sandtray, "rm", name}, std::chrono::minutes(1));
  return {};
}

}  // namespace sandtray::provision
