// SPDX-License-Identifier: MIT
#include "sandbox/plan.h"

namespace sandtray::sandbox {

Json plan_to_json(const Plan& plan) {
  Json files = Json::array();
  for (const auto& file : plan.files) {
    files.push_back({{"name", file.name}, {"content", file.content}, {"mode", file.mode}});
  }
  Json open_files = Json::array();
  for (const auto& file : plan.open_files) {
    open_files.push_back({{"descriptor", file.descriptor}, {"path", file.path}});
  }
  Json shown = Json::array();
  for (const auto& mount : plan.shown) {
    shown.push_back({{"source", mount.source}, {"path", mount.path}});
  }
  Json placeholders = Json::array();
  for (const auto& item : plan.placeholders) {
    placeholders.push_back(
        {{"path", item.path}, {"content", item.content}, {"folder", item.folder}});
  }
  Json seeds = Json::array();
  for (const auto& seed : plan.seeds) {
    seeds.push_back({{"path", seed.path}, {"content", seed.content}});
  }
  Json json = {{"method", plan.method},
               {"files", files},
               {"seccomp", plan.seccomp},
               {"prepare", plan.prepare},
               {"main", plan.main},
               {"folder", plan.folder},
               {"env", plan.env},
               {"pass_env", plan.pass_env},
               {"open_files", open_files},
               {"report_descriptor", plan.report_descriptor},
               {"shown", shown},
               {"wrapper_levels", plan.wrapper_levels},
               {"hook_socket", plan.hook_socket},
               {"cleanup", plan.cleanup},
               {"placeholders", placeholders},
               {"seeds", seeds},
               {"private_home", plan.private_home},
               {"watch", plan.watch},
               {"guarded", plan.guarded},
               {"git_folders", plan.git_folders},
               {"notes", plan.notes}};
  if (!plan.stop.empty()) json["stop"] = plan.stop;
  if (!plan.reports.empty()) json["reports"] = plan.reports;
  return json;
}

Result<Plan> plan_from_json(const Json& json) {
  try {
    Plan plan;
    json.at("method").get_to(plan.method);
    for (const auto& file : json.at("files")) {
      plan.files.push_back({file.at("name"), file.at("content"), file.at("mode")});
    }
    plan.seccomp = json.at("seccomp");
    json.at("prepare").get_to(plan.prepare);
    json.at("main").get_to(plan.main);
    json.at("folder").get_to(plan.folder);
    json.at("env").get_to(plan.env);
    json.at("pass_env").get_to(plan.pass_env);
    for (const auto& file : json.at("open_files")) {
      plan.open_files.push_back({file.at("descriptor"), file.at("path")});
    }
    json.at("report_descriptor").get_to(plan.report_descriptor);
    for (const auto& mount : json.at("shown")) {
      plan.shown.push_back({mount.at("source"), mount.at("path")});
    }
    json.at("wrapper_levels").get_to(plan.wrapper_levels);
    json.at("hook_socket").get_to(plan.hook_socket);
    plan.stop = json.value("stop", plan.stop);
    json.at("cleanup").get_to(plan.cleanup);
    for (const auto& item : json.at("placeholders")) {
      plan.placeholders.push_back({item.at("path"), item.at("content"), item.at("folder")});
    }
    for (const auto& seed : json.at("seeds")) {
      plan.seeds.push_back({seed.at("path"), seed.at("content")});
    }
    json.at("private_home").get_to(plan.private_home);
    json.at("watch").get_to(plan.watch);
    json.at("guarded").get_to(plan.guarded);
    json.at("git_folders").get_to(plan.git_folders);
    plan.reports = json.value("reports", plan.reports);
    json.at("notes").get_to(plan.notes);
    if (plan.main.empty()) return fail(Code::internal, "the plan has no main command");
    return plan;
  } catch (const Json::exception&) {
    return fail(Code::internal, "plan.json does not hold a plan of the expected form");
  }
}

}  // namespace sandtray::sandbox
