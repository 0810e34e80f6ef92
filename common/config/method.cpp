// SPDX-License-Identifier: MIT
#include "config/method.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/text.h"
#include "platform/system_name.h"

namespace sandtray::config {
namespace {

constexpr auto unknown_promise = "Not stated: Sandtray does not know what this command isolates.";

constexpr std::array<std::string_view, 9> within_words = {
    "workspace", "home", "cwd", "session", "uid", "gid", "files", "guest", "socket"};
constexpr std::array<std::string_view, 2> of_mount = {"source", "path"};
constexpr std::string_view mounts_word = "{mounts}";
constexpr std::array<std::string_view, 6> whole_words = {"{command}",  "{command:sh}", "{cwd:sh}",
                                                         "{terminal}", "{network}",    mounts_word};
constexpr auto how_to_mount =
    "Give \"words\" both \"mount_read_only\" and \"mount_writable\", with {source} and {path} in "
    "them, and \"wrapper\" the word {mounts}.";

bool is_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || c == '_' || c == ':';
  });
}

template <std::size_t n>
bool is_one_of(const std::array<std::string_view, n>& list, std::string_view item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

// A placeholder that nobody fills would reach the program as text, and mean something else.
// `mount`: it is a word of one mount.
Result<> check_word(const std::string& word, const std::string& origin, bool mount = false) {
  if (is_one_of(whole_words, word) || (word.starts_with("{env:") && word.ends_with('}'))) return {};
  for (auto open = word.find('{'); open != std::string::npos; open = word.find('{', open + 1)) {
    const auto close = word.find('}', open);
    if (close == std::string::npos) break;
    const auto name = std::string_view(word).substr(open + 1, close - open - 1);
    if (!is_name(name) || is_one_of(within_words, name)) continue;
    if (mount && is_one_of(of_mount, name)) continue;
    const bool alone = is_one_of(whole_words, "{" + std::string(name) + "}");
    return fail(
        Code::config,
        origin + ": " + (alone ? "only a word of its own can be {" : "there is no {") +
            std::string(name) + "}, which stands in \"" + display_text(word, 80) + "\"",
        "Known: {workspace}, {home}, {cwd}, {session}, {uid}, {gid}, {files}, {guest}, "
        "{socket}; as whole words {command}, {command:sh}, {cwd:sh}, {terminal}, {network}, "
        "{mounts}, {env:-e}; in the words of a mount {source}, {path}.");
  }
  return {};
}

// They stand for words of the wrapper, so what stands for words cannot be in them.
Result<> check_lists(const Wrapper& wrapper, const std::string& origin) {
  for (const auto* words : {&wrapper.terminal, &wrapper.online, &wrapper.offline,
                            &wrapper.mount_read_only, &wrapper.mount_writable}) {
    for (const auto& word : *words) {
      if (!is_one_of(whole_words, word) && !word.starts_with("{env:")) continue;
      return fail(Code::config, origin + ": " + word + " cannot stand in \"words\"",
                  "Put it into \"wrapper\".");
    }
  }
  return {};
}

Result<> check_strings(const Json& json, const std::string& origin) {
  if (json.is_string()) return check_word(json.get<std::string>(), origin);
  if (!json.is_structured()) return {};
  for (const auto& item : json) SANDTRAY_TRY(check_strings(item, origin));
  return {};
}

// What is said by halves would show less than was asked for, or let be written what was not.
Result<> check_mounts(const Wrapper& wrapper, const std::string& origin) {
  const auto wrong = [&](const std::string& reason) {
    return fail(Code::config, origin + ": " + reason, how_to_mount);
  };
  const auto& read_only = wrapper.mount_read_only;
  const auto& writable = wrapper.mount_writable;
  if (read_only.empty() != writable.empty()) {
    return wrong(std::string("\"words\" has ") + (writable.empty()
                                                      ? "mount_read_only without mount_writable"
                                                      : "mount_writable without mount_read_only"));
  }
  if (!read_only.empty() && read_only == writable) {
    return wrong("mount_read_only and mount_writable are the same words");
  }
  for (const auto* words : {&read_only, &writable}) {
    for (const auto& word : *words) SANDTRAY_TRY(check_word(word, origin, /*mount=*/true));
    const bool named = std::any_of(words->begin(), words->end(), [](const std::string& word) {
      return word.find("{source}") != std::string::npos;
    });
    if (!words->empty() && !named) return wrong("the words of a mount do not name {source}");
  }
  for (const auto* words : {&wrapper.check, &wrapper.stop, &wrapper.cleanup}) {
    if (std::count(words->begin(), words->end(), mounts_word) > 0) {
      return wrong("{mounts} can stand only in \"wrapper\"");
    }
  }
  const auto times = std::count(wrapper.argv.begin(), wrapper.argv.end(), mounts_word);
  if (times > 1) return wrong("{mounts} can stand only once in \"wrapper\"");
  if (times == 1 && read_only.empty()) {
    return wrong("{mounts} is in \"wrapper\", and \"words\" does not say what it stands for");
  }
  return {};
}

Result<> check_wrapper(const Wrapper& wrapper, const std::string& origin) {
  SANDTRAY_TRY(check_lists(wrapper, origin));
  for (const auto& [name, content] : wrapper.session_files) {
    SANDTRAY_TRY(check_strings(content, origin));
  }
  for (const auto* words : {&wrapper.argv, &wrapper.terminal, &wrapper.online, &wrapper.offline,
                            &wrapper.check, &wrapper.stop, &wrapper.cleanup}) {
    for (const auto& word : *words) SANDTRAY_TRY(check_word(word, origin));
  }
  SANDTRAY_TRY(check_mounts(wrapper, origin));
  if (wrapper.argv.empty()) return {};
  if (wrapper.argv[0].find('{') != std::string::npos) {
    return fail(Code::config, origin + ": \"wrapper\" must begin with the program that is run");
  }
  const auto commands =
      std::count_if(wrapper.argv.begin(), wrapper.argv.end(),
                    [](const auto& word) { return word == "{command}" || word == "{command:sh}"; });
  if (commands > 1) {
    return fail(Code::config, origin + ": {command} can stand only once in \"wrapper\"");
  }
  return {};
}

Wrapper wrapper_from(const Json& json) {
  Wrapper wrapper;
  wrapper.argv = json.value("wrapper", wrapper.argv);
  wrapper.host_address = json.value("host_address", "");
  const auto words = json.value("words", Json::object());
  wrapper.terminal = words.value("terminal", wrapper.terminal);
  wrapper.online = words.value("online", wrapper.online);
  wrapper.offline = words.value("offline", wrapper.offline);
  wrapper.mount_read_only = words.value("mount_read_only", wrapper.mount_read_only);
  wrapper.mount_writable = words.value("mount_writable", wrapper.mount_writable);
  const auto inside = json.value("inside", Json::object());
  wrapper.workspace = inside.value("workspace", "");
  wrapper.home = inside.value("home", "");
  wrapper.files = inside.value("files", "");
  wrapper.guest = inside.value("guest", "");
  wrapper.socket = inside.value("socket", "");
  wrapper.env = json.value("env", wrapper.env);
  wrapper.pass_env = json.value("pass_env", wrapper.pass_env);
  wrapper.session_files = json.value("session_files", wrapper.session_files);
  wrapper.separators = json.value("separators", "");
  wrapper.check = json.value("check", wrapper.check);
  wrapper.stop = json.value("stop", wrapper.stop);
  wrapper.cleanup = json.value("cleanup", wrapper.cleanup);
  return wrapper;
}

// What has been tried on one system says nothing of another.
std::vector<std::string> withstood_here(const Json& json) {
  const std::string here = platform::system_name;
  const auto tried = json.value("tried_on", std::vector<std::string>{here});
  if (std::find(tried.begin(), tried.end(), here) == tried.end()) return {};
  return json.value("withstands", std::vector<std::string>());
}

}  // namespace

Result<MethodInfo> method_from_json(const Json& json, const std::string& origin) {
  try {
    MethodInfo method;
    json.at("name").get_to(method.name);
    method.title = json.value("title", method.name);
    method.wrapper = wrapper_from(json);
    const auto& argv = method.wrapper.argv;
    method.summary =
        json.value("summary", argv.empty() ? "" : "Your own command: " + argv[0] + ".");
    method.boundary = json.value("boundary", false);
    method.partial = json.value("partial", false);
    method.planned = json.value("planned", false);
    method.platforms =
        json.value("platforms", std::vector<std::string>{"linux", "macos", "windows"});
    method.files = json.value("files", unknown_promise);
    method.processes = json.value("processes", unknown_promise);
    method.network = json.value("network", unknown_promise);
    method.devices = json.value("devices", unknown_promise);
    method.withstands = withstood_here(json);
    method.needs = json.value("needs", argv.empty() ? "" : argv[0]);
    SANDTRAY_TRY(check_wrapper(method.wrapper, origin));
    return method;
  } catch (const Json::exception&) {
    return fail(Code::config, origin + " is not a method of the expected form");
  }
}

}  // namespace sandtray::config
