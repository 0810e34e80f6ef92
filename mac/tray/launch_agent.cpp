// SPDX-License-Identifier: MIT
#include "tray/launch_agent.h"

#include <unistd.h>

#include <filesystem>
#include <utility>

#include "base/text.h"
#include "platform/file.h"
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

// Somebody may have switched the entry off in the system's settings, which outlives the file.
Result<> allow() {
  platform::SpawnOptions options;
  options.argv = {"launchctl", "enable", "gui/" + std::to_string(getuid()) + "/" + label};
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

bool LaunchAgent::is_on() const {
  return platform::exists(path_);
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
