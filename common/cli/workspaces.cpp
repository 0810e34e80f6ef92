// SPDX-License-Identifier: MIT
// workspaces: the folders that the person gives to agents, and what counts there.
#include <algorithm>

#include "base/path.h"
#include "base/text.h"
#include "cli/editor.h"
#include "cli/options.h"
#include "cli/print.h"
#include "config/workspaces.h"
#include "platform/embedded_method.h"
#include "platform/file.h"
#include "session/workspace.h"

namespace sandtray::cli {
namespace {

using config::Workspace;

bool is_there(const Workspace& workspace) {
  return platform::is_folder(workspace.folder);
}

std::string mounts_text(const Workspace& workspace) {
  std::vector<std::string> mounts;
  for (const auto& mount : workspace.mounts) {
    mounts.push_back(display_text(mount.path) + (mount.writable ? ":rw" : ""));
  }
  return join(mounts, " ");
}

std::string options_text(const Workspace& workspace) {
  std::vector<std::string> options;
  for (const auto& [name, value] : workspace.options) {
    options.push_back(name + "=" + display_text(value, 60));
  }
  return join(options, " ");
}

Json shown_json(const Workspace& workspace) {
  auto json = config::workspace_to_json(workspace);
  json.emplace("method", Json());
  json.emplace("agent", Json());
  json.emplace("mounts", Json::array());
  json.emplace("options", Json::object());
  json["there"] = is_there(workspace);
  return json;
}

Result<int> list_workspaces(const Options& options, const platform::Paths& paths) {
  Json all = Json::array();
  std::vector<std::vector<std::string>> rows = {
      {"WORKSPACE", "AGENT", "METHOD", "FOLDER", "OPTIONS"}};
  std::vector<Error> broken;
  for (const auto& name : config::workspace_names(paths)) {
    const auto workspace = config::load_workspace(paths, name);
    if (!workspace) {
      broken.push_back(workspace.error());
      continue;
    }
    all.push_back(shown_json(*workspace));
    rows.push_back({name, display_text(workspace->agent, 40), workspace->method,
                    display_text(workspace->folder) + (is_there(*workspace) ? "" : " (gone)"),
                    options_text(*workspace)});
  }
  if (options.json) {
    print_json(all);
  } else if (rows.size() == 1 && broken.empty()) {
    print_line("No workspaces; `sandtray workspaces add FOLDER` makes one.");
  } else {
    print_table(rows);
  }
  for (const auto& error : broken) print_error(error);
  return broken.empty() ? 0 : static_cast<int>(broken.front().code);
}

// A name, or a folder as it stands in the file or leads there.
Result<std::string> name_of_known(const Options& options, const platform::Paths& paths) {
  const auto& word = options.workspace;
  const auto names = config::workspace_names(paths);
  if (std::find(names.begin(), names.end(), word) != names.end()) return word;
  const auto real = platform::real_path(word.empty() ? "." : word);
  for (const auto& name : names) {
    const auto workspace = config::load_workspace(paths, name);
    if (!workspace) continue;
    if (workspace->folder == config::plain_path(word) || (real && workspace->folder == *real)) {
      return name;
    }
  }
  const auto none = config::load_workspace(paths, word);
  return none ? Result<std::string>(word) : Failure(none.error());
}

Result<int> show_workspace(const Options& options, const platform::Paths& paths) {
  const auto name = name_of_known(options, paths);
  if (!name) return Failure(name.error());
  const auto workspace = config::load_workspace(paths, *name);
  if (!workspace) return Failure(workspace.error());
  if (options.json) {
    print_json(shown_json(*workspace));
    return 0;
  }
  const auto or_none = [](const std::string& text, const char* none) {
    return text.empty() ? std::string(none) : text;
  };
  print_line(*name);
  print_line("  folder   " + display_text(workspace->folder) +
             (is_there(*workspace) ? "" : ", which is gone"));
  print_line("  agent    " + or_none(display_text(workspace->agent, 40), "none"));
  print_line("  method   " + or_none(workspace->method, "that of the settings"));
  print_line("  mounts   " + or_none(mounts_text(*workspace), "none"));
  print_line("  options  " + or_none(options_text(*workspace), "those of the settings"));
  print_line("  file     " + config::workspace_path(paths, *name));
  return 0;
}

Result<config::Mount> mount_from(const std::string& text, const std::string& workspace) {
  constexpr std::string_view mark = ":rw";
  const bool writable = text.ends_with(mark);
  const auto path = writable ? text.substr(0, text.size() - mark.size()) : text;
  const auto real = platform::real_path(path);
  if (!real) {
    return fail(Code::not_found, "there is no file or folder " + display_text(path),
                "--mount takes PATH, or PATH:rw for one that agents may change.");
  }
  // As it was named, so that it is seen where the person looks for it.
  const auto whole = is_absolute(path) ? path : platform::real_path(".").value_or("") + "/" + path;
  return config::Mount{is_absolute(path) ? config::plain_path(whole) : *real, writable, workspace};
}

// What the command line says, over what is there.
Result<> apply(const Options& options, Workspace& workspace) {
  if (options.has_method) workspace.method = options.method;
  if (options.has_agent) workspace.agent = options.agent;
  const auto forget = [&](const std::string& path) {
    return std::erase_if(workspace.mounts, [&](const auto& mount) { return mount.path == path; });
  };
  for (const auto& path : options.unmounts) {
    if (forget(config::plain_path(path)) != 0) continue;
    return fail(Code::usage, "there is no mount " + display_text(path),
                "There are: " + mounts_text(workspace));
  }
  for (const auto& text : options.mounts) {
    auto mount = mount_from(text, workspace.name);
    if (!mount) return Failure(mount.error());
    forget(mount->path);
    workspace.mounts.push_back(std::move(*mount));
  }
  for (const auto& text : options.set) {
    const auto equals = text.find('=');
    if (equals == std::string::npos || equals == 0) {
      return fail(Code::usage, "--set takes KEY=VALUE, not \"" + display_text(text, 40) + "\"",
                  "For example --set permissions=ask or --set network=none.");
    }
    const auto key = text.substr(0, equals);
    workspace.options.erase(key);
    if (equals + 1 < text.size()) workspace.options[key] = text.substr(equals + 1);
  }
  return {};
}

auto acceptable(const platform::Paths& paths, const config::Settings& settings) {
  return [&paths, &settings](const Workspace& workspace) {
    return session::check_workspace(paths, settings, platform::embedded_method(), workspace);
  };
}

Result<int> add_workspace(const Options& options, const platform::Paths& paths) {
  const auto settings = config::load_settings(paths);
  if (!settings) return Failure(settings.error());
  const auto folder = session::find_workspace(session::Store(paths), *settings, options.workspace);
  if (!folder) return Failure(folder.error());
  if (!is_valid_utf8(*folder)) {
    return fail(Code::usage, "the folder's path is not valid UTF-8: " + display_text(*folder),
                "Rename the folder; everything else in it may be called as it likes.");
  }
  Workspace workspace;
  workspace.folder = *folder;
  workspace.name = options.name.empty() ? config::workspace_name_for(paths, *folder) : options.name;
  SANDTRAY_TRY(apply(options, workspace));
  SANDTRAY_TRY(config::add_workspace(paths, workspace, acceptable(paths, *settings)));
  print_line(workspace.name);
  return 0;
}

// By what the command line says, or in the person's editor.
Result<int> edit_workspace(const Options& options, const platform::Paths& paths) {
  const auto settings = config::load_settings(paths);
  if (!settings) return Failure(settings.error());
  const auto name = name_of_known(options, paths);
  if (!name) return Failure(name.error());
  const bool by_words = options.has_method || options.has_agent || !options.mounts.empty() ||
                        !options.unmounts.empty() || !options.set.empty();
  if (by_words) {
    SANDTRAY_TRY(config::change_workspace(
        paths, *name, [&](Workspace& workspace) { return apply(options, workspace); },
        acceptable(paths, *settings)));
    return 0;
  }
  SANDTRAY_TRY(open_editor(config::workspace_path(paths, *name)));
  const auto edited = config::load_workspace(paths, *name);
  if (!edited) return Failure(edited.error());
  SANDTRAY_TRY(acceptable(paths, *settings)(*edited));
  return 0;
}

}  // namespace

Result<int> workspaces(const Options& options, const platform::Paths& paths) {
  if (options.action.empty() || options.action == "list") return list_workspaces(options, paths);
  if (options.action == "add") return add_workspace(options, paths);
  if (options.action == "show") return show_workspace(options, paths);
  if (options.action == "edit") return edit_workspace(options, paths);
  const auto name = name_of_known(options, paths);
  if (!name) return Failure(name.error());
  SANDTRAY_TRY(config::remove_workspace(paths, *name));
  return 0;
}

}  // namespace sandtray::cli
