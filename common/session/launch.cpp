// SPDX-License-Identifier: MIT
#include "session/launch.h"

#include <algorithm>

#include "base/clock.h"
#include "base/text.h"
#include "platform/process.h"
#include "platform/socket.h"
#include "session/cleanup.h"
#include "session/filenames.h"
#include "session/prepare.h"
#include "session/queue.h"

namespace sandtray::session {
namespace {

// A host that says nothing for so long is stuck: prepare commands may take a while.
constexpr auto host_patience = std::chrono::minutes(5);
constexpr platform::Handle lock_number = 3;
constexpr platform::Handle ready_number = 4;

Json session_json(const platform::Paths& paths, const Store& store, const Prepared& prepared) {
  const auto& spec = prepared.request.spec;
  return {{"version", 1},
          {"created", format_time(now_ms())},
          {"spec", sandbox::spec_to_json(spec)},
          {"signals", config::signals_to_json(prepared.request.agent.signals)},
          {"limits", {{"log_bytes", prepared.request.settings.log_bytes}}},
          {"restart", config::restart_to_json(prepared.request.agent.restart)},
          {"paths",
           {{"socket", store.socket_of(spec.id)},
            {"cleanup", cleanup_file(paths.state, spec.id)},
            {"hook", prepared.plan.hook_socket},
            {"tray", paths.runtime + "/" + filename::tray_socket},
            {"program", paths.bin + "/sandtray"},
            {"settings", paths.config}}}};
}

// Only what the plan lets through; the host adds nothing of its own.
platform::Environment allowed_environment(const std::vector<std::string>& names) {
  const auto all = platform::current_environment();
  platform::Environment env;
  for (const auto& name : names) {
    if (const auto found = all.find(name); found != all.end()) env.insert(*found);
  }
  return env;
}

// "ok", or the host's Error as one line of JSON; nothing when the host died.
Result<> read_answer(platform::Handle pipe) {
  std::string answer;
  char buffer[4096];
  const auto deadline = platform::Clock::now() + host_patience;
  while (true) {
    const auto io = platform::receive_some(pipe, buffer, sizeof buffer, deadline);
    if (io.state != platform::IoState::ok) break;
    answer.append(buffer, io.bytes);
  }
  if (answer == "ok\n") return {};
  const auto json = parse_json(answer, "the host's answer");
  if (!json || !json->is_object()) {
    return fail(Code::internal, "the session's host ended before the agent ran",
                "Try again; `sandtray doctor` checks this machine.");
  }
  return fail(static_cast<Code>(json->value("code", static_cast<int>(Code::internal))),
              json->value("message", "the session's host could not start the agent"),
              json->value("hint", ""));
}

// What the plan lets through. Of a session that waits the plan is still to be made, of all that
// there is now; what the agent gets is what that plan lets through (session/host/agent.cpp).
platform::Environment host_environment(const sandbox::Plan& plan, bool waits) {
  return waits ? platform::current_environment() : allowed_environment(plan.pass_env);
}

Result<> start_host(const platform::Paths& paths, platform::Environment env,
                    const Created& created) {
  auto ready = platform::make_pipe();
  if (!ready) return Failure(ready.error());
  platform::SpawnOptions host;
  host.argv = {paths.bin + "/sandtray-host", created.folder, "--lock-fd",
               std::to_string(lock_number),  "--ready-fd",   std::to_string(ready_number)};
  host.env = std::move(env);
  host.folder = "/";
  host.inherited = {{created.lock.handle(), lock_number}, {ready->second.get(), ready_number}};
  host.new_session = true;
  host.detached = true;
  const auto pid = platform::spawn(host);
  if (!pid) return Failure(pid.error());
  ready->second.reset();
  return read_answer(ready->first.get());
}

Failure too_many(std::size_t running, int most) {
  return fail(
      Code::unavailable,
      std::to_string(running) + (running == 1 ? " session lives" : " sessions live") + ", and " +
          std::to_string(most) + " may run at once (max_sessions)",
      "Without --no-wait it waits for its turn. `sandtray stop SESSION` ends one, `sandtray "
      "config set max_sessions N` lets more run.");
}

// Whether something of the plan counts on the folder of the session's files, empty or not.
bool names_files(const sandbox::Plan& plan, const std::string& folder) {
  const auto files = folder + "/" + filename::files;
  const auto names = [&](const std::string& word) { return word.find(files) != std::string::npos; };
  const auto any = [&](const sandbox::Argv& argv) {
    return std::any_of(argv.begin(), argv.end(), names);
  };
  return any(plan.main) || std::any_of(plan.prepare.begin(), plan.prepare.end(), any) ||
         std::any_of(plan.env.begin(), plan.env.end(),
                     [&](const auto& variable) { return names(variable.second); });
}

struct Made {
  Created created;
  std::optional<Waits> waits;
};

// Nobody else starts or is let in between the look at the line and the place in it.
Result<Made> make_folder(const platform::Paths& paths, const Prepared& prepared,
                         const LaunchOptions& options) {
  const Store store(paths);
  const auto& spec = prepared.request.spec;
  const auto& settings = prepared.request.settings;
  Store::Wanted wanted;
  wanted.id = spec.id;
  wanted.session = session_json(paths, store, prepared);
  if (options.name_is_chosen) wanted.unique_name = spec.name;
  std::optional<platform::FileLock> lock;
  std::optional<Waits> waits;
  if (settings.max_sessions > 0 && options.limit != Limit::ignore) {
    auto locked = lock_queue(paths);
    if (!locked) return Failure(locked.error());
    lock = std::move(*locked);
    const auto line = line_of(store);
    if (line.length() >= static_cast<std::size_t>(settings.max_sessions)) {
      if (options.limit == Limit::refuse) return too_many(line.length(), settings.max_sessions);
      waits = Waits{settings.max_sessions, line.waiting.size()};
      wanted.session["queue"] = {{"ticket", line.next_ticket()}, {"said", prepared.plan.notes}};
    }
  }
  if (!waits) {
    auto files = session_files(prepared.plan);
    if (!files) return Failure(files.error());
    wanted.has_files = !files->empty() || names_files(prepared.plan, store.folder_of(spec.id));
    wanted.files = std::move(*files);
    wanted.plan = plan_json(prepared.plan);
  }
  auto created = store.create(wanted);
  if (!created) return Failure(created.error());
  return Made{std::move(*created), waits};
}

}  // namespace

Result<Launched> launch(const platform::Paths& paths, sandbox::PlanRequest request,
                        const LaunchOptions& options) {
  const auto id = request.spec.id;
  SANDTRAY_TRY(platform::check_socket_path(Store(paths).socket_of(id)));
  auto prepared = prepare(paths, std::move(request));
  if (!prepared) return Failure(prepared.error());
  auto& plan = prepared->plan;
  SANDTRAY_TRY(make_ready(paths, *prepared));
  const auto made = make_folder(paths, *prepared, options);
  if (!made) return Failure(made.error());
  if (!made->waits && !plan.cleanup.empty()) {
    SANDTRAY_TRY(owe_cleanup(paths.state, id, plan.cleanup));
  }
  SANDTRAY_TRY(start_host(paths, host_environment(plan, made->waits.has_value()), made->created));
  return Launched{id, std::move(plan.notes), made->waits};
}

}  // namespace sandtray::session
