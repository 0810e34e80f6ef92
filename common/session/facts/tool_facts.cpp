// SPDX-License-Identifier: MIT
#include <algorithm>

#include "base/text.h"
#include "platform/file.h"
#include "platform/not_executable.h"
#include "sandbox/folders.h"
#include "session/facts/facts.h"

namespace sandtray::session {
namespace {

using sandbox::is_or_is_below;
using sandbox::Tool;

// The words of a script's first line: "/usr/bin/env", "node".
std::vector<std::string> interpreter_of(const std::string& path) {
  const auto head = platform::read_head(path, 256);
  if (!head || !head->starts_with("#!")) return {};
  std::vector<std::string> words;
  for (auto& word : split(head->substr(2, head->find('\n') - 2), ' ')) {
    if (!word.empty()) words.push_back(word);
  }
  return words;
}

// The program that a script asks for by name; empty when it is not one or names a path.
std::string interpreter_name(const std::string& path) {
  const auto words = interpreter_of(path);
  if (words.empty()) return {};
  if (!words[0].ends_with("/env")) return words[0];
  for (std::size_t i = 1; i < words.size(); ++i) {
    if (words[i][0] != '-' && words[i].find('=') == std::string::npos) return words[i];
  }
  return {};
}

std::vector<std::string> visible_for(const Tool& tool, const std::string& home,
                                     const sandbox::BwrapPolicy& policy) {
  std::vector<std::string> visible;
  const auto add = [&](const std::string& path) {
    if (std::find(visible.begin(), visible.end(), path) == visible.end()) visible.push_back(path);
  };
  for (const auto& path : {tool.path, tool.real}) {
    const auto in_system = [&](const std::string& folder) { return is_or_is_below(path, folder); };
    if (std::any_of(policy.system.begin(), policy.system.end(), in_system)) continue;
    const auto root = std::find_if(
        policy.tool_roots.begin(), policy.tool_roots.end(),
        [&](const std::string& name) { return is_or_is_below(path, home + "/" + name); });
    const auto modules = path.find("/node_modules/");
    if (root != policy.tool_roots.end()) {
      add(home + "/" + *root);
    } else if (modules != std::string::npos) {
      add(path.substr(0, modules) + "/node_modules");
    } else if (path == tool.real) {
      add(path);
    }
  }
  return visible;
}

}  // namespace

std::vector<Tool> gather_tools(const std::vector<std::string>& names, const std::string& home,
                               const sandbox::BwrapPolicy& policy) {
  std::vector<Tool> tools;
  auto wanted = names;
  for (std::size_t i = 0; i < wanted.size() && i < 32; ++i) {
    Tool tool;
    tool.name = wanted[i];
    tool.path = platform::find_executable(tool.name);
    if (tool.path.empty()) {
      tool.not_executable = platform::find_not_executable(tool.name);
    } else {
      tool.real = platform::real_path(tool.path).value_or(tool.path);
      tool.visible = visible_for(tool, home, policy);
      const auto next = interpreter_name(tool.real);
      if (!next.empty() && std::find(wanted.begin(), wanted.end(), next) == wanted.end()) {
        wanted.push_back(next);
      }
    }
    tools.push_back(std::move(tool));
  }
  return tools;
}

}  // namespace sandtray::session
