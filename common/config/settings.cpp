// SPDX-License-Identifier: MIT
#include "config/settings.h"

#include "base/text.h"
#include "config/catalog.h"
#include "config/last_good.h"
#include "config/own_file.h"
#include "config/schema.h"
#include "platform/file.h"

namespace sandtray::config {
std::string plain_path(const std::string& path) {
  // A drive of Windows has no slash before it.
  const bool drive = !path.empty() && path[0] != '/';
  std::string plain;
  for (const auto& part : split(path, '/')) {
    if (!part.empty() && part != ".") plain += (drive && plain.empty() ? "" : "/") + part;
  }
  return plain.empty() ? "/" : plain;
}

std::string mount_words(const Mount& mount) {
  return mount.workspace.empty() ? "a mount of your settings"
                                 : "a mount of your workspace " + mount.workspace;
}

std::string mount_remedy(const Mount& mount) {
  return mount.workspace.empty() ? "take it from \"mounts\" in the settings"
                                 : "take it from the workspace: sandtray workspaces edit " +
                                       mount.workspace + " --unmount " + shell_quote(mount.path);
}

std::string settings_path(const platform::Paths& paths) {
  return paths.config + "/config.json";
}

Result<Settings> settings_from_json(const Json& json, const std::string& origin) {
  try {
    Settings settings;
    settings.containerized_agents = json.value("containerized_agents", true);
    settings.default_method = json.value("default_method", "");
    settings.network = json.value("network", settings.network);
    for (const auto& mount : json.value("mounts", Json::array())) {
      settings.mounts.push_back({plain_path(mount.at("path")), mount.value("writable", false), ""});
    }
    settings.pass_env = json.value("pass_env", settings.pass_env);
    settings.detach_keys = json.value("detach_keys", settings.detach_keys);
    settings.log_bytes = json.value("log_mib", settings.log_bytes >> 20) << 20;
    settings.stop_timeout_s = json.value("stop_timeout_s", settings.stop_timeout_s);
    settings.max_sessions = json.value("max_sessions", settings.max_sessions);
    settings.terminal = json.value("terminal", "");
    const auto toasts = json.value("notifications", Json::object());
    auto& to = settings.notifications;
    to.finished = toasts.value("finished", to.finished);
    to.needs_you = toasts.value("needs_you", to.needs_you);
    to.failed = toasts.value("failed", to.failed);
    to.quiet_success_s = toasts.value("quiet_success_s", to.quiet_success_s);
    const auto quiet = toasts.value("quiet_hours", Json::object());
    to.quiet_from = quiet.value("from", "");
    to.quiet_to = quiet.value("to", "");
    return settings;
  } catch (const Json::exception&) {
    return fail(Code::config, origin + " is not of the expected form");
  }
}

Json settings_to_json(const Settings& settings) {
  Json mounts = Json::array();
  for (const auto& mount : settings.mounts) {
    mounts.push_back({{"path", mount.path}, {"writable", mount.writable}});
  }
  const auto& toasts = settings.notifications;
  Json notifications = {{"finished", toasts.finished},
                        {"needs_you", toasts.needs_you},
                        {"failed", toasts.failed},
                        {"quiet_success_s", toasts.quiet_success_s}};
  if (!toasts.quiet_from.empty()) {
    notifications["quiet_hours"] = {{"from", toasts.quiet_from}, {"to", toasts.quiet_to}};
  }
  Json json = {{"containerized_agents", settings.containerized_agents},
               {"network", settings.network},
               {"mounts", mounts},
               {"pass_env", settings.pass_env},
               {"detach_keys", settings.detach_keys},
               {"log_mib", settings.log_bytes >> 20},
               {"stop_timeout_s", settings.stop_timeout_s},
               {"max_sessions", settings.max_sessions},
               {"terminal", settings.terminal},
               {"notifications", notifications}};
  if (!settings.default_method.empty()) json["default_method"] = settings.default_method;
  return json;
}

namespace {

// An empty object when there is no file.
Result<OwnFile> read(const platform::Paths& paths) {
  const auto path = settings_path(paths);
  if (!platform::exists(path)) return OwnFile{path, "", Json::object()};
  return read_own_file(path, "config");
}

Result<> check(const platform::Paths& paths, const Json& json) {
  const auto schema = load_data(paths, "schemas/config.schema.json", "");
  if (!schema) return Failure(schema.error());
  return check_schema(json, *schema, settings_path(paths));
}

Failure unknown_setting(const std::string& key) {
  return fail(Code::usage, "there is no setting \"" + display_text(key, 60) + "\"",
              "`sandtray config get` prints them all.");
}

// What is said of a file that is not good is wrong of one that was not written, unless the present
// one is not good either.
Failure not_written(const platform::Paths& paths, const Json& before, Error error) {
  if (check(paths, before)) {
    error.hint = "Nothing has been changed. `sandtray config get` prints every setting.";
  }
  return Failure(std::move(error));
}

// Reads the file, changes it and writes it, all under a lock. Nothing is written unless `change`
// has changed something and the whole is good.
Result<bool> rewrite(const platform::Paths& paths, const std::function<Result<bool>(Json&)>& change,
                     const std::function<Result<>(const Settings&)>& accept) {
  const auto path = settings_path(paths);
  SANDTRAY_TRY(platform::make_private_folder(paths.config));
  const auto lock = platform::FileLock::acquire(paths.config + "/config.lock", /*wait=*/true);
  if (!lock) return Failure(lock.error());
  auto file = read(paths);
  if (!file) return Failure(with_way_back(paths, path, file.error()));
  auto* const json = &file->json;
  const auto before = *json;
  const auto changed = change(*json);
  if (!changed || !*changed) return changed;
  SANDTRAY_TRY(check_rewrite(path, "`sandtray config edit` opens it in your editor."));
  if (const auto good = check(paths, *json); !good) {
    return not_written(paths, before, good.error());
  }
  const auto settings = settings_from_json(*json, path);
  if (!settings) return Failure(settings.error());
  SANDTRAY_TRY(accept(*settings));
  SANDTRAY_TRY(write_own_file(paths, path, "config", *json));
  return true;
}

}  // namespace

Result<Settings> load_settings(const platform::Paths& paths) {
  const auto path = settings_path(paths);
  const auto file = read(paths);
  if (!file) return Failure(with_way_back(paths, path, file.error()));
  if (file->text.empty()) return Settings{};
  const auto schema = load_data(paths, "schemas/config.schema.json", "");
  if (!schema) return Failure(schema.error());
  if (const auto good = check_own_file(file->json, *schema, path); !good) {
    return Failure(with_way_back(paths, path, good.error()));
  }
  auto settings = settings_from_json(file->json, path);
  if (settings) keep_good(paths, *file);
  return settings;
}

Result<> change_setting(const platform::Paths& paths, const std::string& key, const Json& value,
                        const std::function<Result<>(const Settings&)>& accept) {
  const auto set = [&](Json& json) -> Result<bool> {
    Json* place = &json;
    for (const auto& part : split(key, '.')) {
      if (!place->is_object() && !place->is_null()) return unknown_setting(key);
      place = &(*place)[part];
    }
    *place = value;
    return true;
  };
  const auto written = rewrite(paths, set, accept);
  return written ? Result<>{} : Failure(written.error());
}

Result<bool> unset_setting(const platform::Paths& paths, const std::string& key) {
  const auto known = is_setting(paths, key);
  if (!known) return known;
  if (!*known) return unknown_setting(key);
  const auto unset = [&](Json& json) -> Result<bool> {
    auto parts = split(key, '.');
    const auto last = std::move(parts.back());
    parts.pop_back();
    Json* place = &json;
    for (const auto& part : parts) {
      if (!place->is_object() || !place->contains(part)) return false;
      place = &(*place)[part];
    }
    return place->is_object() && place->erase(last) != 0;
  };
  // What is wrong with the rest was so before, and is mended one by one.
  return rewrite(paths, unset, [](const Settings&) { return Result<>{}; });
}

Result<bool> is_setting(const platform::Paths& paths, const std::string& key) {
  const auto schema = load_data(paths, "schemas/config.schema.json", "");
  if (!schema) return Failure(schema.error());
  const Json* place = &*schema;
  for (const auto& part : split(key, '.')) {
    const auto at = Json::json_pointer("/properties") / part;
    if (!place->contains(at)) return false;
    place = &place->at(at);
  }
  return true;
}

}  // namespace sandtray::config
