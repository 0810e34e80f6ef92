// SPDX-License-Identifier: MIT
#include <algorithm>

#include "cli/machine.h"
#include "cli/print.h"
#include "cli/try_method.h"

#include <chrono>
#include <optional>

#include "app/controller.h"
#include "app/recent.h"
#include "base/text.h"
#include "config/catalog.h"
#include "platform/file.h"
#include "session/cleanup.h"
#include "session/client.h"
#include "session/gather_facts.h"
#include "session/launch.h"
#include "session/workspace.h"

namespace sandtray::cli {
namespace {

constexpr auto patience = std::chrono::seconds(60);

struct Step {
  std::string what;
  std::optional<Error> error;
};

// A folder of its own, where the agent of the test may write; removed at the end.
class Place {
 public:
  Place(const Options& options, const platform::Paths& paths, const std::string& id)
      : own_(options.workspace.empty()),
        folder_(own_ ? paths.home + app::test_folder + id : options.workspace) {}
  ~Place() { (void)platform::remove_tree(own_ ? folder_ : made_); }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;

  Result<std::string> make(const session::Store& store, const config::Settings& settings,
                           const std::string& file) {
    if (own_) SANDTRAY_TRY(platform::make_private_folder(folder_));
    auto found = session::find_workspace(store, settings, folder_);
    if (found) made_ = *found + "/" + file;
    return found;
  }
  const std::string& made() const { return made_; }

 private:
  bool own_;
  std::string folder_, made_;
};

Result<sandbox::SessionSpec> make_wish(const Options& options, const platform::Paths& paths,
                                       const config::Settings& settings, const std::string& id,
                                       const std::string& workspace, const std::string& file) {
  const auto shell = config::load_agent(paths, "shell");
  if (!shell) return Failure(shell.error());
  app::RunRequest request;
  request.agent = "shell";
  request.method = options.name;
  request.workspace = workspace;
  // The same words for both shells.
  request.args = {shell->command == "cmd.exe" ? "/c" : "-c", "echo made>" + file};
  request.channel = sandbox::Channel::pipe;
  return app::make_spec(request, settings, options.name, id);
}

std::optional<Error> how_it_ran(const Result<session::Snapshot>& ended) {
  if (!ended) return ended.error();
  if (ended->last.state == session::State::failed) {
    return Error{Code::unavailable, ended->last.message,
                 "`sandtray logs " + ended->spec.id + "` has what it said."};
  }
  const auto code = ended->last.exit_code.value_or(0);
  if (code == 0) return std::nullopt;
  return Error{Code::unavailable, "its command ended with " + std::to_string(code),
               "`sandtray logs " + ended->spec.id + "` has what it said."};
}

std::optional<Error> what_is_left(const session::Store& store, const platform::Paths& paths,
                                  const std::string& id, const std::vector<std::string>& notes) {
  if (platform::exists(session::cleanup_file(paths.state, id))) {
    return Error{Code::unavailable, "the clean-up has failed",
                 "It is tried again with the next command. Correct \"cleanup\" in its file."};
  }
  const auto events = store.events(id);
  if (!events) return events.error();
  for (const auto& event : *events) {
    // What the workspace asks for is of no session.
    if (event.type != "warning" ||
        std::find(notes.begin(), notes.end(), event.message) != notes.end()) {
      continue;
    }
    return Error{Code::unavailable, event.message, "`sandtray events " + id + "` has all of them."};
  }
  return std::nullopt;
}

// Until the first that the others build on does not hold.
std::vector<Step> take_steps(const Options& options, const platform::Paths& paths,
                             const config::Settings& settings, const std::string& id) {
  const session::Store store(paths);
  const auto file = "sandtray-test-" + id;
  Place place(options, paths, id);
  std::vector<Step> steps = {{"a session starts", std::nullopt}};
  const auto failed = [&](const Error& error) {
    steps.back().error = error;
    return steps;
  };
  const auto workspace = place.make(store, settings, file);
  if (!workspace) return failed(workspace.error());
  const auto spec = make_wish(options, paths, settings, id, *workspace, file);
  if (!spec) return failed(spec.error());
  auto wanted = session::load_plan_request(paths, settings, *spec);
  if (!wanted) return failed(wanted.error());
  const auto use = enter_machine(paths, *wanted);
  if (!use) return failed(use.error());
  const auto launched =
      session::launch(paths, std::move(*wanted), {.limit = session::Limit::ignore});
  if (!launched) return failed(launched.error());
  const auto session = store.read(id);
  if (!session) return failed(session.error());

  auto ended = session::wait_for_end(store, *session, platform::Clock::now() + patience);
  if (!ended) (void)session::stop_session(store, *session, settings.stop_timeout_s);
  steps.push_back({"its command runs to the end", how_it_ran(ended)});
  if (steps.back().error) return steps;

  steps.push_back({"it can write in the workspace", std::nullopt});
  if (!platform::exists(place.made())) {
    return failed({Code::unavailable, "what it wrote is not there",
                   "The wrapper has to show {workspace} where the agent works, writable."});
  }
  steps.push_back({"what it writes is yours", std::nullopt});
  if (!platform::may_write_unprivileged(place.made())) {
    steps.back().error = Error{Code::unavailable, "another user owns what it wrote",
                               "Let the agent run under your numbers, {uid} and {gid}."};
  }
  steps.push_back({"nothing is left behind", what_is_left(store, paths, id, launched->notes)});
  return steps;
}

Json step_json(const Step& step) {
  Json json = {{"what", step.what}, {"ok", !step.error}};
  if (step.error) json.update({{"message", step.error->message}, {"hint", step.error->hint}});
  return json;
}

void print_step(const Step& step) {
  print_line((step.error ? "FAILED  " : "ok      ") + step.what);
  if (!step.error) return;
  print_line("        " + display_text(step.error->message));
  if (!step.error->hint.empty()) print_line("        " + display_text(step.error->hint));
}

}  // namespace

Result<int> try_method(const Options& options, const platform::Paths& paths) {
  const auto settings = config::load_settings(paths);
  if (!settings) return Failure(settings.error());
  if (const auto method = config::load_method(paths, options.name); !method) {
    return Failure(method.error());
  }
  const auto id = session::new_session_id();
  const auto steps = take_steps(options, paths, *settings, id);
  int status = 0;
  Json all = Json::array();
  for (const auto& step : steps) {
    if (step.error && status == 0) status = static_cast<int>(step.error->code);
    if (options.json) {
      all.push_back(step_json(step));
    } else {
      print_step(step);
    }
  }
  if (options.json) print_json(all);
  // What failed is worth a look.
  if (status == 0) (void)session::Store(paths).remove(id);
  return status;
}

}  // namespace sandtray::cli
