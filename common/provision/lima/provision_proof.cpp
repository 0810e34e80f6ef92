// SPDX-License-Identifier: MIT
// What agents cannot do in the machine, tried by a session of its own, which goes again.
#include <algorithm>
#include <thread>

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
constexpr std::chrono::milliseconds again{200}, settling = std::chrono::seconds(20);
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

Result<platform::FileLock> Provision::wait_for_turn(const ProvisionStep& step) const {
  for (bool is_told = false;; is_told = true) {
    auto alone = platform::FileLock::acquire(proof_lock(vm_.place()), /*wait=*/false);
    if (alone || alone.error().code != Code::unavailable) return alone;
    if (cancel_ != nullptr && cancel_->is_wanted()) return cancelled("proof");
    if (!is_told) say(step, {-1, "another command tries"});
    std::this_thread::sleep_for(again);
  }
}

// Whoever lets a session in has it be "starting" for a moment.
Result<VmView> Provision::look_when_it_runs() const {
  for (auto waited = again; waited < settling; waited += again) {
    const auto view = vm_.look();
    if (!view || (view->state == VmState::ready && view->ssh_port != 0)) return view;
    if (view->state != VmState::starting) break;
    std::this_thread::sleep_for(again);
  }
  return fail(Code::unavailable, "the virtual machine does not run any more",
              "The same command tries again.");
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
  const auto alone = wait_for_turn(step);
  if (!alone) return Failure(alone.error());
  const auto view = look_when_it_runs();
  if (!view) return Failure(view.error());
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
  proof.of = made->hash;
  const auto written = write_proof(place, proof);
  for (const std::vector<std::string>& last :
       {std::vector<std::string>{sandtray, "stop", "--timeout", "2", name},
        {sandtray, "rm", name}}) {
    (void)platform::run_and_read(last, std::chrono::minutes(1));
  }
  if (!written) return written;
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
  return {};
}

}  // namespace sandtray::provision
