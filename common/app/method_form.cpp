// SPDX-License-Identifier: MIT
#include "app/method_form.h"

#include <algorithm>

#include "app/window_strings.h"
#include "base/text.h"

namespace sandtray::app {
namespace {

using Words = std::vector<std::string>;

constexpr auto boundary = "boundary";
constexpr auto env = "env";

// Keys of the form that are command lines in the file; a dot leads into an object.
struct CommandField {
  const char* key;
  const char* label;
  const char* help;
};
constexpr CommandField commands[] = {
    {"check", strings::method_check, strings::method_check_help},
    {"stop", strings::method_stop, strings::method_stop_help},
    {"cleanup", strings::method_cleanup, strings::method_cleanup_help},
    {"words.terminal", strings::method_terminal, strings::method_terminal_help},
    {"words.online", strings::method_online, strings::method_online_help},
    {"words.offline", strings::method_offline, strings::method_offline_help},
    {"words.mount_read_only", strings::method_mount_read_only, strings::method_mount_help},
    {"words.mount_writable", strings::method_mount_writable, strings::method_mount_writable_help},
    {"pass_env", strings::method_pass_env, strings::method_pass_env_help},
    {"platforms", strings::method_platforms, strings::method_platforms_help},
};
constexpr CommandField paths[] = {
    {"inside.workspace", strings::method_inside_workspace, strings::method_inside_help},
    {"inside.home", strings::method_inside_home, ""},
};

// "words.terminal" as "/words/terminal".
Json::json_pointer place(const std::string& key) {
  Json::json_pointer at;
  for (const auto& part : split(key, '.')) at /= part;
  return at;
}

template <class Value>
Value value_at(const Json& json, const std::string& key, Value otherwise) {
  const auto at = place(key);
  return json.contains(at) ? json.at(at).get<Value>() : otherwise;
}

void set(Json& json, const std::string& key, const Json& value) {
  const auto at = place(key);
  if (!value.empty()) {
    json[at] = value;
    return;
  }
  if (!json.contains(at)) return;
  const auto parent = at.parent_pointer();
  json[parent].erase(at.back());
  if (!parent.empty() && json[parent].empty()) json.erase(parent.back());
}

std::string reason_against_line(const std::string& line) {
  const auto equals = line.find('=');
  const auto name = line.substr(0, equals);
  const bool good = equals != std::string::npos && !name.empty() &&
                    name.find_first_not_of(
                        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                        "0123456789_") == std::string::npos &&
                    (name[0] < '0' || name[0] > '9');
  return good ? std::string()
              : expand_template(strings::env_form, {{"line", display_text(line, 40)}});
}

bool is_another_program(const Json& before, const Values& values) {
  const auto words = value_at<Words>(before, "wrapper", {});
  const auto program = program_of(values);
  return !words.empty() && !program.empty() && program != words[0];
}

}  // namespace

std::string program_of(const Values& values) {
  const auto words = words_of(value_of(values, "wrapper")).value_or(Words());
  return words.empty() ? std::string() : words[0];
}

Values after_wrapper(Values values, std::string& program) {
  const auto now = program_of(values);
  if (now.empty() || now == program) return values;
  program = now;
  values[boundary] = flag_text(false);
  return values;
}

std::vector<Field> method_fields(bool fresh, const Json& before, const Values& values) {
  const bool states =
      value_at(before, boundary, false) ||
      std::any_of(config::statements.begin(), config::statements.end(),
                  [&](const char* statement) { return before.contains(statement); });
  std::vector<Field> fields = {
      {.key = "name",
       .label = strings::method_name,
       .help = strings::method_name_help,
       .enabled = fresh},
      {.key = "wrapper",
       .label = strings::method_wrapper,
       .kind = FieldKind::words,
       .help = strings::method_wrapper_help,
       .alarm =
           states && is_another_program(before, values)
               ? expand_template(
                     strings::method_other_program,
                     {{"program", display_text(value_at<Words>(before, "wrapper", {})[0], 40)}})
               : std::string()},
      {.key = "host_address", .label = strings::method_host, .help = strings::method_host_help},
      {.key = "title", .label = strings::method_title, .advanced = true},
      {.key = boundary,
       .label = strings::method_boundary,
       .kind = FieldKind::flag,
       .help = strings::method_boundary_help,
       .advanced = true},
      {.key = env,
       .label = strings::method_env,
       .kind = FieldKind::lines,
       .help = strings::method_env_help,
       .advanced = true},
  };
  for (const auto& command : commands) {
    fields.push_back(
        {.key = command.key, .label = command.label, .help = command.help, .advanced = true});
  }
  for (const auto& path : paths) {
    fields.push_back({.key = path.key, .label = path.label, .help = path.help, .advanced = true});
  }
  return fields;
}

Values method_values(const Json& method) {
  Values values;
  for (const auto* key : {"name", "title", "host_address"}) {
    values[key] = value_at<std::string>(method, key, "");
  }
  values["wrapper"] = words_text(value_at<Words>(method, "wrapper", {}));
  values[boundary] = flag_text(value_at(method, boundary, false));
  std::string lines;
  for (const auto& [name, value] : value_at<std::map<std::string, std::string>>(method, env, {})) {
    lines += name + "=" + value + "\n";
  }
  values[env] = lines;
  for (const auto& command : commands) {
    values[command.key] = words_text(value_at<Words>(method, command.key, {}));
  }
  for (const auto& path : paths) {
    values[path.key] = value_at<std::string>(method, path.key, "");
  }
  return values;
}

Reasons check_method(const Values& values, const std::vector<std::string>& taken) {
  Reasons reasons;
  const auto object = [&](const std::string& key, const std::string& reason) {
    if (!reason.empty()) reasons.emplace(key, reason);
  };
  object("name", reason_against_name(value_of(values, "name"), taken));
  const auto wrapper = words_of(value_of(values, "wrapper"));
  if (!wrapper) {
    object("wrapper", wrapper.error().message);
  } else if (wrapper->empty()) {
    object("wrapper", strings::wrapper_missing);
  }
  if (value_of(values, "host_address").find_first_of(" \t/") != std::string::npos) {
    object("host_address", strings::host_form);
  }
  for (const auto& line : lines_of(value_of(values, env))) object(env, reason_against_line(line));
  for (const auto& command : commands) {
    const auto words = words_of(value_of(values, command.key));
    if (!words) object(command.key, words.error().message);
  }
  for (const auto& system : words_of(value_of(values, "platforms")).value_or(Words())) {
    if (system != "linux" && system != "macos" && system != "windows") {
      object("platforms", strings::platforms_form);
    }
  }
  for (const auto& path : paths) {
    const auto value = value_of(values, path.key);
    if (!value.empty() && value[0] != '/') object(path.key, strings::path_form);
  }
  if (!reasons.empty()) return reasons;
  // What the words may hold is said once, by who reads them.
  const auto read = config::method_from_json(method_from(values, Json::object()), "");
  if (read) return reasons;
  const auto& message = read.error().message;
  const auto text = message.starts_with(": ") ? message.substr(2) : message;
  object("wrapper", text + (read.error().hint.empty() ? "" : ". " + read.error().hint));
  return reasons;
}

Json method_from(const Values& values, Json before) {
  auto method = std::move(before);
  if (is_another_program(method, values)) {
    for (const auto* statement : config::statements) method.erase(statement);
  }
  for (const auto* key : {"name", "title", "host_address"}) {
    set(method, key, value_of(values, key).empty() ? Json() : Json(value_of(values, key)));
  }
  const auto words = [&](const char* key) {
    const auto list = words_of(value_of(values, key)).value_or(Words());
    set(method, key, list.empty() ? Json() : Json(list));
  };
  words("wrapper");
  method[boundary] = value_of(values, boundary) == yes;
  Json variables = Json::object();
  for (const auto& line : lines_of(value_of(values, env))) {
    const auto equals = line.find('=');
    variables[line.substr(0, equals)] = equals == std::string::npos ? "" : line.substr(equals + 1);
  }
  set(method, env, variables);
  for (const auto& command : commands) words(command.key);
  for (const auto& path : paths) {
    const auto value = value_of(values, path.key);
    set(method, path.key, value.empty() ? Json() : Json(value));
  }
  return method;
}

void change_method(Json& method, const Values& opened, const Values& values) {
  const auto now = method_values(method);
  const auto wanted = with_changes(now, opened, values);
  if (wanted != now) method = method_from(wanted, method);
}

MethodRow method_row(const config::MethodInfo& method) {
  MethodRow row;
  row.name = method.name;
  row.title = display_text(method.title, 60);
  row.summary = display_text(method.summary, 400);
  row.own = method.own;
  row.confined = method.boundary || method.planned;
  row.boundary = method.planned ? strings::boundary_planned
                 : method.boundary
                     ? (method.own ? strings::boundary_claimed : strings::boundary_yes)
                 : method.partial ? strings::boundary_partial
                 : method.own     ? strings::boundary_unknown
                                  : strings::boundary_none;
  return row;
}

bool can_be_tested(const config::MethodInfo& method) {
  return !method.planned && !method.partial;
}

std::string method_details(const config::MethodInfo& method) {
  std::vector<std::string> kinds;
  for (const auto& kind : method.withstands) kinds.push_back(display_text(kind, 40));
  return expand_template(
      strings::method_details,
      {{"summary", display_text(method.summary, 400)},
       {"files", display_text(method.files, 1000)},
       {"processes", display_text(method.processes, 1000)},
       {"network", display_text(method.network, 1000)},
       {"devices", display_text(method.devices, 1000)},
       {"withstands", kinds.empty() ? strings::withstands_nothing : join(kinds, ", ")}});
}

std::vector<Option> default_method_options(const std::vector<config::MethodInfo>& methods,
                                           const std::string& usual, const std::string& present) {
  std::vector<Option> options = {{"", expand_template(strings::method_usual, {{"method", usual}})}};
  bool has_present = present.empty();
  for (const auto& method : methods) {
    if (method.planned || (!method.boundary && !method.own)) continue;
    options.push_back({method.name, method_row(method).title + " (" + method.name + ")"});
    has_present = has_present || method.name == present;
  }
  // Somebody has set it elsewhere; it is shown, and can be chosen away.
  if (!has_present) options.push_back({present, present});
  return options;
}

}  // namespace sandtray::app
