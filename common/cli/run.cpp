// SPDX-License-Identifier: MIT
// run: a wish, a session, and then a look at it.
#include <algorithm>
#include <cstdio>
#include <optional>

#include "app/controller.h"
#include "base/text.h"
#include "cli/end.h"
#include "cli/launch_mode.h"
#include "cli/machine.h"
#include "cli/options.h"
#include "cli/print.h"
#include "config/catalog.h"
#include "config/settings.h"
#include "platform/embedded_method.h"
#include "platform/file.h"
#include "platform/process.h"
#include "platform/terminal.h"
#include "session/attach.h"
#include "session/client.h"
#include "session/filenames.h"
#include "session/gather_facts.h"
#include "session/launch.h"
#include "session/workspace.h"
#include "session/worktree/worktree.h"

namespace sandtray::cli {
namespace {

// The worktree of a session that is being started. Nobody sweeps it meanwhile; it goes again if
// there is no session after all, unless there is work in it.
class Tree {
 public:
  Tree(const platform::Paths& paths, const session::Store& store) : paths_(paths), store_(store) {}
  Tree(const Tree&) = delete;
  Tree& operator=(const Tree&) = delete;
  ~Tree() {
    if (made_ && lock_) (void)session::remove_worktree(paths_, *made_, /*force=*/false);
  }

  Result<> make(const std::string& repository, const std::string& branch) {
    SANDTRAY_TRY(session::check_folder(paths_, repository));
    auto lock = session::lock_worktrees(paths_);
    if (!lock) return Failure(lock.error());
    session::sweep_worktrees(paths_, store_);
    auto made = session::make_worktree(paths_, store_, repository, branch);
    if (!made) return Failure(made.error());
    lock_ = std::move(*lock);
    made_ = std::move(*made);
    return {};
  }
  void keep() { lock_.reset(); }
  const std::optional<session::Worktree>& made() const { return made_; }

 private:
  const platform::Paths& paths_;
  const session::Store& store_;
  std::optional<platform::FileLock> lock_;
  std::optional<session::Worktree> made_;
};

// What the command line does not say, the workspace does; what neither says, the settings do.
Result<app::RunRequest> make_request(const Options& options, const platform::Paths& paths,
                                     const session::Place& place,
                                     const std::optional<session::Worktree>& worktree) {
  const auto& known = place.known;
  app::RunRequest request;
  request.agent = options.agent.empty() && known ? known->agent : options.agent;
  if (request.agent.empty()) {
    return fail(
        Code::usage,
        "which agent? " + (known ? "The workspace \"" + known->name + "\" names none"
                                 : display_text(place.folder) + " is no workspace of yours"),
        "Name one: sandtray run AGENT (`sandtray agents` lists them). `sandtray workspaces "
        "--help` shows how a folder keeps one.");
  }
  auto method = method_for(options, paths, request.agent, known ? known->method : "");
  if (!method) return Failure(method.error());
  request.method = std::move(*method);
  request.workspace = worktree ? worktree->folder : place.folder;
  if (worktree) {
    request.branch = worktree->branch;
    request.repository = worktree->repository;
  }
  request.name = options.name;
  request.args = options.args;
  if (known) request.options = config::options_there(*known, request.agent);
  for (const auto& option : options.set) {
    if (!option.starts_with(launch_option)) request.options.push_back(option);
  }
  if (!options.model.empty()) request.options.push_back("model=" + options.model);
  if (options.resume) request.options.push_back("resume=last");
  const bool terminal = platform::is_terminal(0) && platform::is_terminal(1);
  if (!options.detached && !terminal) request.channel = sandbox::Channel::pipe;
  const auto size = platform::terminal_size(1).value_or(platform::TerminalSize{});
  request.rows = size.rows;
  request.columns = size.columns;
  const auto env = platform::current_environment();
  if (const auto term = env.find("TERM"); terminal && term != env.end())
    request.term = term->second;
  return request;
}

// Warnings from before the stream was connected, but for those that have been said as notes.
void print_first_warnings(const session::Store& store, const std::string& id, std::size_t said,
                          const std::vector<std::string>& notes) {
  const auto events = store.events(id);
  if (!events) return;
  const auto is_warning = [&](const session::Event& event) {
    return event.type == "warning" &&
           std::find(notes.begin(), notes.end(), event.message) == notes.end();
  };
  auto left =
      std::count_if(events->begin(), events->end(), is_warning) - static_cast<std::ptrdiff_t>(said);
  for (const auto& event : *events) {
    if (!is_warning(event) || left-- <= 0) continue;
    std::fprintf(stderr, "sandtray: %s\n", display_text(event.message).c_str());
  }
}

Failure lost_output(std::uint64_t bytes, bool rotated) {
  const auto lost = std::to_string(bytes) + " bytes of the output are lost: ";
  if (!rotated) return fail(Code::internal, lost + "the session's log could not be written");
  return fail(Code::internal, lost + "they came faster than they were read, and the log was full",
              "Raise log_mib (`sandtray config set log_mib 1024`), or read faster.");
}

Result<int> stream(const session::Store& store, const config::Settings& settings,
                   const session::Snapshot& session, const std::vector<std::string>& notes) {
  session::StreamOptions stream;
  stream.owner = true;
  // A person's terminal is no input for a program whose output goes elsewhere.
  stream.input =
      platform::is_terminal(0) ? session::StreamOptions::end : session::StreamOptions::pass;
  stream.stop_timeout_s = settings.stop_timeout_s;
  const auto result = session::stream_session(store, session, stream);
  if (!result) return Failure(result.error());
  if (result->end == session::ViewEnd::signal) return 128 + result->signal;
  const auto ended = session::wait_for_end(store, session);
  if (!ended) return Failure(ended.error());
  print_first_warnings(store, session.spec.id, result->warnings, notes);
  const auto total = ended->last.output_bytes.value_or(0);
  if (!result->output_closed && result->bytes < total) {
    const bool rotated = platform::exists(ended->folder + "/" + session::filename::output_old);
    return lost_output(total - result->bytes, rotated);
  }
  return end_status(*ended);
}

// `whence`: who chose the method, where the command line did not.
void warn_of_no_boundary(const sandbox::SessionSpec& spec, const config::MethodInfo& method,
                         const std::string& whence) {
  const auto agent = display_text(spec.agent, 40);
  print_warning(
      (method.own
           ? "nothing is known to be confined: your method does not say that it confines " + agent
       : method.partial
           ? "only commands that " + agent + " runs are confined, by itself; it runs as you"
           : "nothing is confined: " + agent + " runs as you, with all that you may do") +
      " (method " + spec.method + whence + ")");
}

void print_waits(const session::Waits& waits) {
  std::fprintf(
      stderr,
      "sandtray: it waits for its turn, with %zu before it: %d may run at once (max_sessions)\n",
      waits.before, waits.most);
}

}  // namespace

Result<int> run(const Options& options, const platform::Paths& paths) {
  auto settings = config::load_settings(paths);
  if (!settings) return Failure(settings.error());
  const session::Store store(paths);
  const auto place = session::find_place(paths, store, *settings, options.workspace);
  if (!place) return Failure(place.error());
  if (place->known) *settings = config::with_workspace(std::move(*settings), *place->known);
  Tree tree(paths, store);
  if (!options.worktree.empty()) SANDTRAY_TRY(tree.make(place->folder, options.worktree));
  const auto request = make_request(options, paths, *place, tree.made());
  if (!request) return Failure(request.error());
  const auto spec =
      app::make_spec(*request, *settings, platform::embedded_method(), session::new_session_id());
  if (!spec) return Failure(spec.error());
  auto wanted = session::load_plan_request(paths, *settings, *spec);
  if (!wanted) return Failure(wanted.error());
  if (!wanted->method.boundary) {
    warn_of_no_boundary(*spec, wanted->method,
                        !options.method.empty()   ? ""
                        : request->method.empty() ? ", from default_method"
                                                  : ", from the workspace " + place->known->name);
  }
  auto use = enter_machine(paths, *wanted);
  if (!use) return Failure(use.error());
  const auto limit = options.any_number ? session::Limit::ignore
                     : options.no_wait  ? session::Limit::refuse
                                        : session::Limit::wait;
  const auto launched = session::launch(paths, std::move(*wanted),
                                        {.name_is_chosen = !options.name.empty(), .limit = limit});
  if (!launched) return Failure(launched.error());
  use->reset();
  tree.keep();
  for (const auto& note : launched->notes) {
    std::fprintf(stderr, "sandtray: %s\n", display_lines(note).c_str());
  }
  if (launched->waits) print_waits(*launched->waits);
  if (options.detached) {
    print_line(launched->id);
    return 0;
  }
  const auto session = store.read(launched->id);
  if (!session) return Failure(session.error());
  return spec->channel == sandbox::Channel::pty
             ? view(store, paths, *session)
             : stream(store, *settings, *session, launched->notes);
}

}  // namespace sandtray::cli
