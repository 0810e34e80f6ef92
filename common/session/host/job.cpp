// SPDX-License-Identifier: MIT
#include "session/host/job.h"

#include "platform/file.h"
#include "session/filenames.h"

namespace sandtray::session {

namespace {

Result<Json> read_json(const std::string& path) {
  const auto text = platform::read_file(path);
  if (!text) return Failure(text.error());
  return parse_json(*text, path);
}

}  // namespace

Result<sandbox::Plan> load_plan(const std::string& folder) {
  const auto json = read_json(folder + "/" + filename::plan);
  if (!json) return Failure(json.error());
  return sandbox::plan_from_json(*json);
}

Result<Job> load_job(const std::string& folder) {
  const auto path = folder + "/" + filename::session;
  const auto json = read_json(path);
  if (!json) return Failure(json.error());
  Job job;
  job.folder = folder;
  try {
    if (json->at("version") != 1) {
      return fail(Code::config, path + " is of a version that this program does not know");
    }
    auto spec = sandbox::spec_from_json(json->at("spec"));
    if (!spec) return Failure(spec.error());
    job.waits = json->contains("queue");
    if (job.waits) job.said = json->at("queue").value("said", job.said);
    auto plan = job.waits ? Result<sandbox::Plan>(sandbox::Plan()) : load_plan(folder);
    if (!plan) return Failure(plan.error());
    auto signals = config::signals_from_json(json->at("signals"));
    if (!signals) return Failure(signals.error());
    job.spec = std::move(*spec);
    job.plan = std::move(*plan);
    job.signals = std::move(*signals);
    json->at("limits").at("log_bytes").get_to(job.log_bytes);
    job.restart = config::restart_from_json(json->value("restart", Json::object()));
    json->at("paths").at("socket").get_to(job.socket);
    job.cleanup_file = json->at("paths").value("cleanup", "");
    job.tray_socket = json->at("paths").value("tray", "");
    job.program = json->at("paths").value("program", "");
    job.settings = json->at("paths").value("settings", "");
  } catch (const Json::exception&) {
    return fail(Code::config, path + " is not of the expected form");
  }
  return job;
}

}  // namespace sandtray::session
