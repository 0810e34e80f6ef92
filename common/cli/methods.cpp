// SPDX-License-Identifier: MIT
// methods: how an agent can be confined; those of the person are made and removed here.
#include "base/text.h"
#include "base/words.h"
#include "cli/editor.h"
#include "cli/options.h"
#include "cli/print.h"
#include "cli/try_method.h"
#include "config/catalog.h"
#include "config/own_file.h"
#include "config/own_methods.h"
#include "platform/file.h"

namespace sandtray::cli {
namespace {

std::string boundary_words(const config::MethodInfo& method) {
  if (method.planned) return "not yet";
  if (method.boundary) return method.own ? "claimed" : "yes";
  if (method.partial) return "in part";
  return method.own ? "unknown" : "NONE";
}

Json method_json(const config::MethodInfo& method) {
  return {{"name", method.name},
          {"title", method.title},
          {"summary", method.summary},
          {"boundary", method.boundary},
          {"partial", method.partial},
          {"planned", method.planned},
          {"platforms", method.platforms},
          {"isolates",
           {{"files", method.files},
            {"processes", method.processes},
            {"network", method.network},
            {"devices", method.devices}}},
          {"withstands", method.withstands},
          {"needs", method.needs},
          {"own", method.own},
          {"wrapper", method.wrapper.argv},
          {"mount_words",
           {{"read_only", method.wrapper.mount_read_only},
            {"writable", method.wrapper.mount_writable}}},
          {"host_address", method.wrapper.host_address}};
}

Result<int> show_method(const Options& options, const platform::Paths& paths) {
  const auto method = config::load_method(paths, options.name);
  if (!method) return Failure(method.error());
  if (options.json) {
    print_json(method_json(*method));
    return 0;
  }
  print_line(method->title + " (" + method->name + ")");
  print_line("  " + method->summary);
  print_line("  files      " + method->files);
  print_line("  processes  " + method->processes);
  print_line("  network    " + method->network);
  print_line("  devices    " + method->devices);
  print_line("  withstands " + (method->withstands.empty() ? "nothing that is known"
                                                           : join(method->withstands, ", ")));
  if (!method->own) return 0;
  print_line("  file       " + config::own_method_path(paths, method->name));
  print_line("  wrapper    " + shell_quote(method->wrapper.argv));
  const auto& read_only = method->wrapper.mount_read_only;
  print_line("  mounts     " + (read_only.empty() ? "none: sessions that need one are refused"
                                                  : shell_quote(read_only)));
  if (!read_only.empty()) {
    print_line("  writable   " + shell_quote(method->wrapper.mount_writable));
  }
  if (!method->wrapper.host_address.empty()) {
    print_line("  host       " + method->wrapper.host_address);
  }
  return 0;
}

// A method of the person's, as its file says.
Result<config::OwnFile> own_file(const platform::Paths& paths, const std::string& name) {
  const auto path = config::own_method_path(paths, name);
  if (!platform::exists(path)) {
    const auto method = config::load_method(paths, name);
    if (!method) return Failure(method.error());
    return fail(Code::refused, "the method \"" + name + "\" is Sandtray's own",
                "`sandtray methods add NAME --template TEMPLATE` makes one of yours.");
  }
  return config::read_own_file(path, "method");
}

// In the person's editor; what is broken is there to be mended.
Result<int> edit_method(const Options& options, const platform::Paths& paths) {
  if (const auto file = own_file(paths, options.name); !file && file.error().code != Code::config) {
    return Failure(file.error());
  }
  SANDTRAY_TRY(open_editor(config::own_method_path(paths, options.name)));
  const auto edited = config::load_method(paths, options.name);
  return edited ? Result<int>(0) : Failure(edited.error());
}

// From a template, a copy, a command line, or one of them and a command line, which then takes the
// place of theirs.
Result<int> add_method(const Options& options, const platform::Paths& paths) {
  const bool begun = !options.from.empty() || !options.copied.empty();
  if (options.name.empty() || (!begun && options.wrapper.empty())) {
    return fail(Code::usage, "methods add takes a name, and --template or --wrapper, or --from",
                "Templates: " + join(config::template_names(paths), ", ") + ".");
  }
  Json method = Json::object();
  if (!options.from.empty()) {
    auto json = config::load_template(paths, options.from);
    if (!json) return Failure(json.error());
    method = config::said_in(std::move(*json));
  } else if (!options.copied.empty()) {
    auto file = own_file(paths, options.copied);
    if (!file) return Failure(file.error());
    method = config::said_in(std::move(file->json));
  }
  method["name"] = options.name;
  if (!options.wrapper.empty()) {
    auto words = split_words(options.wrapper);
    if (!words) return Failure(words.error());
    method["wrapper"] = std::move(*words);
    // What a template or another method promises is about its own command.
    method.erase("boundary");
    for (const auto* statement : config::statements) method.erase(statement);
  }
  if (!options.host_address.empty()) method["host_address"] = options.host_address;
  SANDTRAY_TRY(config::add_method(paths, method));
  print_line(config::own_method_path(paths, options.name));
  return 0;
}

Result<int> list_methods(const Options& options, const platform::Paths& paths) {
  Json all = Json::array();
  std::vector<std::vector<std::string>> rows = {{"METHOD", "BOUNDARY", "SUMMARY"}};
  std::vector<bool> alarming = {false};
  std::vector<Error> broken;
  for (const auto& name : config::method_names(paths)) {
    const auto method = config::load_method(paths, name);
    if (!method) {
      broken.push_back(method.error());
      continue;
    }
    all.push_back(method_json(*method));
    if (config::is_for_this_system(*method)) {
      rows.push_back({name, boundary_words(*method), method->summary});
      alarming.push_back(!method->boundary && !method->planned);
    }
  }
  if (options.json) {
    print_json(all);
  } else {
    print_table(rows,
                [&](std::size_t row, std::size_t column) { return column < 2 && alarming[row]; });
  }
  for (const auto& error : broken) print_error(error);
  return broken.empty() ? 0 : static_cast<int>(broken.front().code);
}

Result<int> list_templates(const Options& options, const platform::Paths& paths) {
  Json all = Json::array();
  std::vector<std::vector<std::string>> rows = {{"TEMPLATE", "SUMMARY"}};
  for (const auto& name : config::template_names(paths)) {
    const auto json = config::load_template(paths, name);
    if (!json) return Failure(json.error());
    const auto method = config::method_from_json(*json, name);
    if (!method) return Failure(method.error());
    all.push_back(method_json(*method));
    if (config::is_for_this_system(*method)) rows.push_back({name, method->summary});
  }
  if (options.json) {
    print_json(all);
  } else {
    print_table(rows);
  }
  return 0;
}

}  // namespace

Result<int> methods(const Options& options, const platform::Paths& paths) {
  if (options.action == "add") return add_method(options, paths);
  if (options.action == "templates") return list_templates(options, paths);
  if (options.action.empty() || options.action == "list") return list_methods(options, paths);
  if (options.name.empty()) {
    return fail(Code::usage, "methods " + options.action + " takes a name");
  }
  if (options.action == "show") return show_method(options, paths);
  if (options.action == "edit") return edit_method(options, paths);
  if (options.action == "test") return try_method(options, paths);
  SANDTRAY_TRY(config::remove_method(paths, options.name));
  return 0;
}

}  // namespace sandtray::cli
