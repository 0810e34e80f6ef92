// SPDX-License-Identifier: MIT
#include "tray/autostart.h"

#include <cstdlib>
#include <filesystem>
#include <utility>

#include "base/text.h"
#include "platform/file.h"
#include "tray/embed.h"

SANDTRAY_EMBED(sandtray_autostart_entry, "sandtray-autostart.desktop.in");

namespace sandtray::tray {
namespace {

constexpr auto file_name = "sandtray.desktop";

// The quoting rules of the Desktop Entry Specification, section "The Exec key": inside quotes four
// characters need a backslash, which the string rules double; a per cent sign is doubled.
std::string quote_exec(const std::string& program) {
  std::string out = "\"";
  for (const char c : program) {
    if (c == '"' || c == '`' || c == '$' || c == '\\') out += "\\\\";
    if (c == '\\') out += '\\';
    if (c == '%') out += '%';
    out += c;
  }
  return out + "\"";
}

bool is_hidden(const std::string& entry) {
  for (const auto& line : split(entry, '\n')) {
    if (line == "Hidden=true" || line == "X-GNOME-Autostart-enabled=false") return true;
  }
  return false;
}

bool system_has_entry() {
  const char* dirs = std::getenv("XDG_CONFIG_DIRS");
  const std::string folders = dirs != nullptr && dirs[0] != '\0' ? dirs : "/etc/xdg";
  for (const auto& folder : split(folders, ':')) {
    if (platform::exists(folder + "/autostart/" + file_name)) return true;
  }
  return false;
}

}  // namespace

std::string autostart_entry(const std::string& program) {
  return expand_template(SANDTRAY_EMBEDDED(sandtray_autostart_entry),
                         {{"exec", quote_exec(program)}});
}

Autostart::Autostart(std::string config_home, std::string program)
    : folder_(std::move(config_home) + "/autostart"),
      path_(folder_ + "/" + file_name),
      program_(std::move(program)) {}

bool Autostart::is_on() const {
  if (const auto own = platform::read_file(path_, 64 << 10)) return !is_hidden(*own);
  return system_has_entry();
}

Result<> Autostart::set(bool on) const {
  if (!on && !system_has_entry()) return platform::remove_tree(path_);
  std::error_code problem;
  std::filesystem::create_directories(folder_, problem);
  if (problem) return fail_errno(problem.value(), "cannot make " + folder_);
  auto entry = autostart_entry(program_);
  if (!on) entry += "Hidden=true\n";
  return platform::write_file(path_, entry, 0644);
}

}  // namespace sandtray::tray
