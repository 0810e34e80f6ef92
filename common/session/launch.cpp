// SPDX-License-Identifier: MIT
#include "session/launch.h"

#include "base/clock.h"
#include "base/text.h"
#include "platform/ownership.h"
#include "platform/process.h"
#include "platform/seccomp.h"
#include "platform/socket.h"
#include "sandbox/method.h"
#include "session/cleanup.h"
#include "session/filenames.h"
#include "session/gather_facts.h"
#include "session/seed.h"
#include "session/store.h"

namespace sandtray::session {
namespace {

// A host that says nothing for so long is stuck: prepare commands may take a while.
constexpr auto host_patience = std::chrono::minutes(5);
constexpr platform::Handle lock_number = 3;
constexpr platform::Handle ready_number = 4;

struct Prepared {
  sandbox::PlanRequest request;
  sandbox::Plan plan;
};

Result<Prepared> prepare(const platform::Paths& paths, const config::Settings& settings,
                         const sandbox::SessionSpec& spec) {
  auto request = load_plan_request(paths, settings, spec);
  if (!request) return Failure(request.error());
  request->spec.confined = request->method.boundary;
  const auto facts = gather_facts(paths, *request);
  if (!facts) return Failure(facts.error());
  auto plan = make_plan(*request, *facts);
  if (!plan) return Failure(plan.error());
  return Prepared{std::move(*request), std::move(*plan)};
}

Result<std::vector<Store::File>> session_files(const sandbox::Plan& plan) {
  std::vector<Store::File> files;
  files.reserve(plan.files.size() + 1);
  for (const auto& file : plan.files) files.push_back({file.name, file.content, file.mode});
  if (!plan.seccomp.is_null()) {
    auto program = platform::seccomp_program(plan.seccomp);
    if (!program) return Failure(program.error());
    files.push_back({sandbox::seccomp_file, std::move(*program), 0600});
  }
  return files;
}

Json session_json(const platform::Paths& paths, const Store& store,
                  const config::Settings& settings, const Prepared& prepared) {
  const auto& spec = prepared.request.spec;
  auto plan = prepared.plan;
  // What is on disk as files/ or in the private home need not be here again.
  plan.files.clear();
  plan.seeds.clear();
  plan.seccomp = Json();
  return {{"version", 1},
          {"created", format_time(now_ms())},
          {"spec", sandbox::spec_to_json(spec)},
          {"plan", sandbox::plan_to_json(plan)},
          {"signals", config::signals_to_json(prepared.request.agent.signals)},
          {"limits", {{"log_bytes", settings.log_bytes}}},
          {"restart", config::restart_to_json(prepared.request.agent.restart)},
          {"paths",
           {{"socket", store.socket_of(spec.id)},
            {"cleanup", cleanup_file(paths.state, spec.id)},
            {"hook", plan.hook_socket},
            {"tray", paths.runtime + "/" + filename::tray_socket}}}};
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

// A folder of sockets that lies in another user's cannot be reached from inside of a boundary, and
// is that user's to replace: root with the environment of somebody else.
Result<> check_runtime(const platform::Paths& paths, const sandbox::SessionSpec& spec) {
  if (!spec.confined || !platform::others_may_replace(paths.runtime)) {
    return {};
  }
  return fail(Code::refused,
              "another user may replace " + paths.runtime + ", the folder of sockets",
              "Set XDG_RUNTIME_DIR to a folder of your own, or unset it.");
}

Result<> start_host(const platform::Paths& paths, const sandbox::Plan& plan,
                    const Created& created) {
  auto ready = platform::make_pipe();
  if (!ready) return Failure(ready.error());
  platform::SpawnOptions host;
  host.argv = {paths.bin + "/sandtray-host", created.folder, "--lock-fd",
               std::to_string(lock_number),  "--ready-fd",   std::to_string(ready_number)};
  host.env = allowed_environment(plan.pass_env);
  host.folder = "/";
  host.inherited = {{created.lock.handle(), lock_number}, {ready->second.get(), ready_number}};
  host.new_session = true;
  host.detached = true;
  const auto pid = platform::spawn(host);
  if (!pid) return Failure(pid.error());
  ready->second.reset();
  return read_answer(ready->first.get());
}

}  // namespace

Result<Launched> launch(const platform::Paths& paths, const config::Settings& settings,
                        const sandbox::SessionSpec& spec, bool name_is_chosen) {
  const Store store(paths);
  SANDTRAY_TRY(platform::check_socket_path(store.socket_of(spec.id)));
  auto prepared = prepare(paths, settings, spec);
  if (!prepared) return Failure(prepared.error());
  auto& plan = prepared->plan;
  SANDTRAY_TRY(platform::make_private_folder(paths.runtime));
  SANDTRAY_TRY(check_runtime(paths, prepared->request.spec));
  if (!plan.private_home.empty()) {
    SANDTRAY_TRY(platform::make_private_folder(plan.private_home));
    SANDTRAY_TRY(apply_seeds(plan.private_home, plan.seeds));
  }
  const auto files = session_files(plan);
  if (!files) return Failure(files.error());
  const auto created = store.create(spec.id, session_json(paths, store, settings, *prepared),
                                    *files, name_is_chosen ? spec.name : "");
  if (!created) return Failure(created.error());
  if (!plan.cleanup.empty()) SANDTRAY_TRY(owe_cleanup(paths.state, spec.id, plan.cleanup));
  SANDTRAY_TRY(start_host(paths, plan, *created));
  return Launched{spec.id, std::move(plan.notes)};
}

}  // namespace sandtray::session
