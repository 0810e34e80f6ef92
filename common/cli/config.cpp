// SPDX-License-Identifier: MIT
// config: the settings from the command line.
#include "base/path.h"
#include "base/text.h"
#include "cli/editor.h"
#include "cli/options.h"
#include "cli/print.h"
#include "config/catalog.h"
#include "config/last_good.h"
#include "config/settings.h"
#include "platform/embedded_method.h"
#include "platform/file.h"
#include "provision/lima/vm.h"
#include "session/check_settings.h"
#include "session/workspace.h"

namespace sandtray::cli {
namespace {

constexpr auto first_line =
    "  // `sandtray config get` prints every setting with its present value.\n";

// JSON where it is JSON, otherwise plain text: `config set network none` needs no quotes.
Json value_from(const std::string& text) {
  return Json::accept(text) ? Json::parse(text) : Json(text);
}

// A setting without a value, or none at all.
Result<int> print_unset(const std::string& key, const platform::Paths& paths) {
  const auto known = config::is_setting(paths, key);
  if (!known) return Failure(known.error());
  if (!*known) {
    return fail(Code::usage, "there is no setting \"" + display_text(key, 60) + "\"",
                "`sandtray config get` prints them all.");
  }
  print_line("null");
  return 0;
}

Result<int> get(const Options& options, const platform::Paths& paths) {
  const auto settings = config::load_settings(paths);
  if (!settings) return Failure(settings.error());
  auto all = config::settings_to_json(*settings);
  if (settings->default_method.empty()) all["default_method"] = platform::embedded_method();
  const Json* place = &all;
  for (const auto& part :
       options.name.empty() ? std::vector<std::string>{} : split(options.name, '.')) {
    if (!place->is_object() || !place->contains(part)) return print_unset(options.name, paths);
    place = &place->at(part);
  }
  print_line(place->is_structured()
                 ? dump_json_pretty(*place).substr(0, dump_json_pretty(*place).size() - 1)
             : place->is_string() ? place->get<std::string>()
                                  : dump_json(*place));
  return 0;
}

Result<int> unset(const Options& options, const platform::Paths& paths) {
  if (options.name.empty()) return fail(Code::usage, "config unset takes a key");
  const auto was_set = config::unset_setting(paths, options.name);
  if (!was_set) return Failure(was_set.error());
  if (!*was_set) print_line(options.name + " is not set: its default counts already.");
  return 0;
}

Result<int> edit(const platform::Paths& paths) {
  const auto path = config::settings_path(paths);
  SANDTRAY_TRY(platform::make_private_folder(paths.config));
  if (!platform::exists(path)) {
    auto text = config::own_file_text(paths, "config", Json::object());
    text.insert(text.find('\n') + 1, first_line);
    SANDTRAY_TRY(platform::write_file(path, text));
  }
  SANDTRAY_TRY(open_editor(path));
  const auto settings = config::load_settings(paths);
  if (!settings) return Failure(settings.error());
  const auto notes = session::check_settings(paths, *settings, platform::embedded_method(),
                                             session::MissingMounts::refused);
  if (!notes) return Failure(notes.error());
  for (const auto& note : *notes) print_warning(note);
  return 0;
}

// Settings, every agent, method and workspace, vm.json: what the next `run` would read, and refuse.
Result<int> check(const platform::Paths& paths) {
  const auto settings = config::load_settings(paths);
  if (!settings) return Failure(settings.error());
  const auto own_method = platform::embedded_method();
  const auto notes =
      session::check_settings(paths, *settings, own_method, session::MissingMounts::refused);
  if (!notes) return Failure(notes.error());
  for (const auto& told : *notes) print_warning(told);
  std::vector<Error> wrong;
  const auto note = [&](const auto& result) {
    if (!result) wrong.push_back(result.error());
  };
  for (const auto& name : config::agent_names(paths)) {
    const auto agent = config::load_agent(paths, name);
    note(agent);
    if (agent) note(session::check_agent(paths, *settings, own_method, *agent));
  }
  for (const auto& name : config::method_names(paths)) note(config::load_method(paths, name));
  for (const auto& name : config::workspace_names(paths)) {
    const auto workspace = config::load_workspace(paths, name);
    note(workspace);
    if (workspace) note(session::check_workspace(paths, *settings, own_method, *workspace));
  }
  const provision::Vm machine(paths);
  if (platform::exists(machine.place().wish)) {
    const auto wish = machine.wished();
    note(wish);
    if (wish) note(machine.accept(*wish));
  }
  for (const auto& error : wrong) print_error(error);
  if (!wrong.empty()) return static_cast<int>(wrong.front().code);
  print_line("The configuration is good.");
  return 0;
}

// Of "config", "agents/NAME", "methods/NAME" or "workspaces/NAME".
Result<> load_one(const platform::Paths& paths, const std::string& name) {
  const auto dropped = [](const auto& result) {
    return result ? Result<>{} : Failure(result.error());
  };
  if (name == "config") return dropped(config::load_settings(paths));
  const auto slash = name.find('/');
  const auto kind = name.substr(0, slash);
  const auto of_it = slash == name.npos ? "" : name.substr(slash + 1);
  if (is_plain_name(of_it)) {
    if (kind == "agents") return dropped(config::load_agent(paths, of_it));
    if (kind == "methods") return dropped(config::load_method(paths, of_it));
    if (kind == "workspaces") return dropped(config::load_workspace(paths, of_it));
  }
  return fail(Code::usage, "there is no file \"" + display_text(name, 60) + "\" of yours",
              "Say config, agents/NAME, methods/NAME or workspaces/NAME.");
}

// Only in the place of what is not good: nothing that counts is lost.
Result<int> restore(const Options& options, const platform::Paths& paths) {
  const auto name = options.name.empty() ? "config" : options.name;
  const auto present = load_one(paths, name);
  const auto path = paths.config + "/" + name + ".json";
  // Without a file of settings the defaults count, which may not be what was wanted.
  if (present && (name != "config" || platform::exists(path))) {
    return fail(Code::usage, display_text(path) + " is good as it is");
  }
  if (!present && present.error().code != Code::config) return Failure(present.error());
  const bool was_there = platform::exists(path);
  SANDTRAY_TRY(config::restore_good(paths, name));
  print_line(path + " is as it was when it was good." +
             (was_there ? " What it was until now is in " + path + ".bad." : ""));
  return 0;
}

}  // namespace

Result<int> config_command(const Options& options, const platform::Paths& paths) {
  if (options.action == "path") {
    print_line(config::settings_path(paths));
    return 0;
  }
  if (options.action == "get") return get(options, paths);
  if (options.action == "unset") return unset(options, paths);
  if (options.action == "edit") return edit(paths);
  if (options.action == "check") return check(paths);
  if (options.action == "restore") return restore(options, paths);
  if (options.name.empty() || options.value.empty()) {
    return fail(Code::usage, "config set takes a key and a value");
  }
  std::string method;
  std::vector<std::string> notes;
  SANDTRAY_TRY(config::change_setting(paths, options.name, value_from(options.value),
                                      [&](const config::Settings& settings) -> Result<> {
                                        method = settings.default_method;
                                        auto told = session::check_settings(
                                            paths, settings, platform::embedded_method(),
                                            session::MissingMounts::tolerated);
                                        if (!told) return Failure(told.error());
                                        notes = std::move(*told);
                                        return {};
                                      }));
  if (options.name == "mounts") {
    for (const auto& note : notes) print_warning(note);
  }
  const auto chosen = config::load_method(paths, method);
  if (options.name == "default_method" && chosen && !chosen->boundary) {
    print_warning(
        std::string(chosen->partial
                        ? "only commands of agents are confined from now on, by themselves"
                        : "nothing is confined from now on") +
        ": every session that names no method runs as you, "
        "with all that you may do. `sandtray config unset default_method` ends that.");
  }
  return 0;
}

}  // namespace sandtray::cli
