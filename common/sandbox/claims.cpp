// SPDX-License-Identifier: MIT
#include "sandbox/claims.h"

#include <algorithm>

#include "base/json.h"
#include "base/text.h"

namespace sandtray::sandbox {
namespace {

enum class Form { any, json, toml };

// Keys are JSON pointers; of a TOML file, names at the beginning of a line. The agents' own names
// for them: code.claude.com/docs (settings, sandboxing), developers.openai.com/codex (config),
// the settings of Gemini CLI and of OpenCode, containers.dev.
struct Kind {
  std::string name;
  Form form;
  std::string whose;  // of which program; empty: of this one
  std::vector<std::string> keys;
};

const std::vector<Kind>& kinds() {
  static const std::vector<std::string> claude = {"/permissions/defaultMode",
                                                  "/permissions/allow",
                                                  "/permissions/additionalDirectories",
                                                  "/sandbox/enabled",
                                                  "/sandbox/network",
                                                  "/sandbox/excludedCommands",
                                                  "/sandbox/allowUnsandboxedCommands",
                                                  "/enableAllProjectMcpServers"};
  static const std::vector<std::string> container = {
      "/mounts",      "/runArgs",           "/privileged",    "/capAdd",
      "/securityOpt", "/initializeCommand", "/workspaceMount"};
  static const std::vector<Kind> all = {
      {".sandtray", Form::any, "", {}},
      {".sandtray.json", Form::any, "", {}},
      {"sandtray.json", Form::any, "", {}},
      {".devcontainer/devcontainer.json", Form::json, "an editor's container", container},
      {".devcontainer.json", Form::json, "an editor's container", container},
      {".claude/settings.json", Form::json, "Claude Code", claude},
      {".claude/settings.local.json", Form::json, "Claude Code", claude},
      {".codex/config.toml",
       Form::toml,
       "Codex CLI",
       {"sandbox_mode", "approval_policy", "network_access", "writable_roots",
        "default_permissions"}},
      {".gemini/settings.json",
       Form::json,
       "Gemini CLI",
       {"/tools/sandbox", "/sandbox", "/general/defaultApprovalMode", "/tools/autoAccept",
        "/autoAccept", "/tools/allowed", "/security/disableYoloMode"}},
      {"opencode.json", Form::json, "OpenCode", {"/permission"}},
      {"opencode.jsonc", Form::json, "OpenCode", {"/permission"}},
  };
  return all;
}

std::string dotted(const std::string& pointer) {
  auto text = pointer.substr(1);
  std::replace(text.begin(), text.end(), '/', '.');
  return text;
}

std::vector<std::string> keys_in_toml(const std::string& text, const Kind& kind) {
  std::vector<std::string> found;
  for (const auto& line : split(text, '\n')) {
    const auto start = line.find_first_not_of(" \t\"'");
    if (start == std::string::npos) continue;
    for (const auto& key : kind.keys) {
      if (line.compare(start, key.size(), key) != 0) continue;
      const auto next = line.find_first_not_of(" \t\"'", start + key.size());
      if (next == std::string::npos || line[next] != '=') continue;
      if (std::find(found.begin(), found.end(), key) == found.end()) found.push_back(key);
    }
  }
  return found;
}

// Empty where the file asks for nothing; its problem where nobody can tell.
std::string asked_by(const ClaimingFile& file, const Kind& kind) {
  if (!file.problem.empty()) return "cannot be looked at (" + display_text(file.problem, 120) + ")";
  std::vector<std::string> found;
  if (kind.form == Form::toml) {
    found = keys_in_toml(file.text, kind);
  } else {
    const auto json = parse_json(file.text, file.name);
    if (!json) return "cannot be read as JSON";
    for (const auto& key : kind.keys) {
      if (json->contains(Json::json_pointer(key))) found.push_back(dotted(key));
    }
  }
  return found.empty() ? "" : "sets " + join(found, ", ");
}

std::string sentence(const ClaimingFile& file, const Kind& kind, bool confines) {
  const auto name = file.name + " in the workspace ";
  if (kind.whose.empty()) {
    return name + "has no effect: Sandtray takes its settings from your own folder alone.";
  }
  const auto asked = asked_by(file, kind);
  if (asked.empty()) return {};
  return name + asked + ": it may loosen what " + kind.whose + " itself asks or confines; " +
         (confines ? "the sandbox of this session is the same."
                   : "Sandtray confines nothing here (the method has no boundary).");
}

}  // namespace

const std::vector<std::string>& claiming_names() {
  static const auto names = [] {
    std::vector<std::string> result;
    for (const auto& kind : kinds()) result.push_back(kind.name);
    return result;
  }();
  return names;
}

std::vector<std::string> claims_of(const std::vector<ClaimingFile>& files, bool confines) {
  std::vector<std::string> sentences;
  for (const auto& file : files) {
    const auto kind = std::find_if(kinds().begin(), kinds().end(),
                                   [&](const Kind& known) { return known.name == file.name; });
    if (kind == kinds().end()) continue;
    if (auto said = sentence(file, *kind, confines); !said.empty()) {
      sentences.push_back(std::move(said));
    }
  }
  return sentences;
}

}  // namespace sandtray::sandbox
