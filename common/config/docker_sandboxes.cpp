// SPDX-License-Identifier: MIT
#include "config/docker_sandboxes.h"

#include <algorithm>
#include <cctype>
#include <chrono>

#include "base/json.h"
#include "base/text.h"
#include "platform/file.h"
#include "platform/process.h"
#include "platform/run_and_read.h"

namespace sandtray::config {
namespace {

using Known = DockerSandboxes::Known;
using std::chrono::seconds;

constexpr auto not_signed_in = "not authenticated to Docker";
constexpr int most_places = 200;

// The first value that reads as JSON: the daemon's start talks before it, and may talk after it.
Json json_within(const std::string& text) {
  int places = 0;
  for (auto at = text.find_first_of("[{"); at != std::string::npos && places < most_places;
       at = text.find_first_of("[{", at + 1), ++places) {
    const char close = text[at] == '[' ? ']' : '}';
    for (auto end = text.rfind(close); end != std::string::npos && end > at && places < most_places;
         end = text.rfind(close, end - 1), ++places) {
      // A word of the chatter in brackets is no answer.
      auto json = parse_json(text.substr(at, end - at + 1), "");
      if (json && (json->is_object() || json->empty() || json->front().is_object())) return *json;
    }
  }
  return {};
}

bool is_word(const Json& json, std::initializer_list<const char*> words) {
  if (!json.is_string()) return false;
  std::string text = json.get<std::string>();
  std::transform(text.begin(), text.end(), text.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return std::any_of(words.begin(), words.end(), [&](const char* word) { return text == word; });
}

// The item of that name, wherever it stands.
Known authentication_in(const Json& json) {
  if (json.is_object()) {
    const bool named = std::any_of(json.begin(), json.end(), [](const Json& value) {
      return is_word(value, {"authentication"});
    });
    for (const auto& value : json) {
      if (!named) break;
      if (is_word(value, {"pass", "passed", "ok", "success", "healthy"}) || value == Json(true)) {
        return Known::yes;
      }
      if (is_word(value, {"fail", "failed", "error", "unhealthy"}) || value == Json(false)) {
        return Known::no;
      }
    }
  }
  if (!json.is_structured()) return Known::unknown;
  for (const auto& value : json) {
    if (const auto known = authentication_in(value); known != Known::unknown) return known;
  }
  return Known::unknown;
}

// Nothing, where it could not be run; what took too long has said nothing either.
platform::Said ask(const std::string& program, std::vector<std::string> words, seconds patience) {
  words.insert(words.begin(), program);
  auto said = platform::run_and_read(words, patience);
  return said ? *said : platform::Said{127, true, ""};
}

Known diagnose(const std::string& program) {
  // Its flag was renamed twice.
  for (const std::vector<std::string>& flag :
       {std::vector<std::string>{"--output", "json"}, {"--format", "json"}, {"--json"}}) {
    std::vector<std::string> words = {"diagnose"};
    words.insert(words.end(), flag.begin(), flag.end());
    const auto said = ask(program, words, seconds(20));
    if (!said.in_time) break;
    if (const auto known = signed_in_by(said.text); known != Known::unknown) return known;
  }
  return Known::unknown;
}

}  // namespace

Known signed_in_by(const std::string& diagnosis) {
  if (diagnosis.find(not_signed_in) != std::string::npos) return Known::no;
  return authentication_in(json_within(diagnosis));
}

std::vector<std::string> sandbox_names(const std::string& answer) {
  const auto json = json_within(answer);
  const auto& list = json.is_object() && json.contains("sandboxes") ? json.at("sandboxes") : json;
  std::vector<std::string> names;
  if (!list.is_array()) return names;
  for (const auto& sandbox : list) {
    if (sandbox.is_object() && sandbox.contains("name") && sandbox.at("name").is_string()) {
      names.push_back(sandbox.at("name"));
    }
  }
  return names;
}

std::string find_sbx() {
  if (auto path = platform::find_executable("sbx"); !path.empty()) return path;
  const auto env = platform::current_environment();
  const auto local = env.find("LOCALAPPDATA");
  if (local != env.end()) {
    auto path = platform::find_executable(local->second + "/DockerSandboxes/bin/sbx.exe");
    if (!path.empty()) return path;
  }
  return platform::find_executable("/opt/homebrew/bin/sbx");
}

DockerSandboxes look_at_docker_sandboxes(const std::string& program, bool version) {
  DockerSandboxes found;
  found.program = program;
  if (program.empty()) return found;
  if (version) {
    const auto said = ask(program, {"version"}, seconds(5)).text;
    found.version = display_text(said.substr(0, said.find('\n')), 80);
  }
  const auto help = ask(program, {"run", "--help"}, seconds(5)).text;
  found.clones = help.find("--clone") != std::string::npos;
  found.branches = help.find("--branch") != std::string::npos;
  found.signed_in = diagnose(program);
  if (found.signed_in == Known::no) return found;  // no other answer would be one
  const auto policy = ask(program, {"policy", "ls"}, seconds(10));
  if (policy.text.find(not_signed_in) != std::string::npos) {
    found.signed_in = Known::no;
    return found;
  }
  // It asks for one, or fails, where there is none.
  found.policy = policy.in_time && policy.code == 0 ? Known::yes : Known::no;
  if (found.policy == Known::no) return found;
  const auto list = ask(program, {"ls", "--json"}, seconds(10));
  if (list.text.find(not_signed_in) != std::string::npos) found.signed_in = Known::no;
  found.names = sandbox_names(list.text);
  return found;
}

}  // namespace sandtray::config
