// SPDX-License-Identifier: MIT
#include "tray/launch_agent.h"

#include <unistd.h>

#include <filesystem>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.h"
#include "platform/file.h"
#include "platform/handle.h"
#include "platform/process.h"

namespace sandtray::tray {
namespace {

constexpr auto label = "sandtray.tray";  // the application's identifier too

// Only in the person's graphical session, started again only after a crash.
constexpr auto entry = R"(<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>Label</key>
  <string>{label}</string>
  <key>ProgramArguments</key>
  <array>
    <string>{program}</string>
  </array>
  <key>RunAtLoad</key>
  <true/>
  <key>KeepAlive</key>
  <dict>
    <key>SuccessfulExit</key>
    <false/>
  </dict>
  <key>ProcessType</key>
  <string>Interactive</string>
  <key>LimitLoadToSessionType</key>
  <string>Aqua</string>
  <key>AssociatedBundleIdentifiers</key>
  <string>{label}</string>
</dict>
</plist>
)";

std::string escape_xml(const std::string& text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string domain() {
  return "gui/" + std::to_string(getuid());
}

// What launchctl says to these words; nothing when it fails.
std::optional<std::string> ask(std::vector<std::string> words) {
  auto ends = platform::make_pipe();
  if (!ends) return std::nullopt;
  platform::SpawnOptions options;
  options.argv = std::move(words);
  options.env = platform::current_environment();
  options.output = ends->second.get();
  const auto pid = platform::spawn(options);
  if (!pid) return std::nullopt;
  ends->second.reset();
  std::string text;
  char buffer[4096];
  for (auto io = platform::read_some(ends->first.get(), buffer, sizeof buffer);
       io.state == platform::IoState::ok;
       io = platform::read_some(ends->first.get(), buffer, sizeof buffer)) {
    text.append(buffer, io.bytes);
  }
  if (platform::wait_for(*pid).code != 0) return std::nullopt;
  return text;
}

// Somebody may have switched the entry off in the system's settings, which outlives the file.
Result<> allow() {
  platform::SpawnOptions options;
  options.argv = {"launchctl", "enable", domain() + "/" + label};
  options.env = platform::current_environment();
  const auto pid = platform::spawn(options);
  if (!pid) return Failure(pid.error());
  if (platform::wait_for(*pid).code == 0) return {};
  return fail(Code::unavailable, "launchctl did not enable " + std::string(label),
              "Allow Sandtray in System Settings, General, Login Items.");
}

}  // namespace

std::string launch_agent(const std::string& program) {
  return expand_template(entry, {{"label", label}, {"program", escape_xml(program)}});
}

LaunchAgent::LaunchAgent(std::string home, std::string program)
    : folder_(std::move(home) + "/Library/LaunchAgents"),
      path_(folder_ + "/" + label + ".plist"),
      program_(std::move(program)) {}

// A line of the list: "sandtray.tray" => disabled; older systems say true.
bool is_switched_off(const std::string& list) {
  const auto named = "\"" + std::string(label) + "\" => ";
  const auto at = list.find(named);
  if (at == std::string::npos) return false;
  const auto state = std::string_view(list).substr(at + named.size());
  return state.starts_with("disabled") || state.starts_with("true");
}

// Where launchctl does not answer, the file is all that is known.
bool LaunchAgent::is_on() const {
  if (!platform::exists(path_)) return false;
  const auto list = ask({"launchctl", "print-disabled", domain()});
  return !list || !is_switched_off(*list);
}

Result<> LaunchAgent::set(bool on) const {
  if (!on) return platform::remove_tree(path_);
  std::error_code problem;
  std::filesystem::create_directories(folder_, problem);
  if (problem) return fail_errno(problem.value(), "cannot make " + folder_);
  SANDTRAY_TRY(platform::write_file(path_, launch_agent(program_), 0644));
  auto allowed = allow();
  if (!allowed) (void)platform::remove_tree(path_);
  return allowed;
}

}  // namespace sandtray::tray
