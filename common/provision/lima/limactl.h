// SPDX-License-Identifier: MIT
// What limactl prints, as values. Pure. Everything in it may come from the virtual machine or be
// cut short: a line that is not understood is left out, never an error.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"

namespace sandtray::provision {

struct LimaVersion {
  int major = 0, minor = 0, patch = 0;
  bool before = false;  // a release candidate or beta of it
};
// Of `limactl --version`: "limactl version 2.2.0", with what git or a packager has put behind it.
// Empty where none is told, as in a build that was not given one.
std::optional<LimaVersion> parse_lima_version(std::string_view said);
// unavailable below 2.2.0, the first one whose rules keep a guest from the port of its own sshd.
Result<> check_lima_version(std::string_view said);

// A row of `limactl list --json`; of a broken instance there may be name, folder, status and errors
// alone.
struct LimaInstance {
  std::string name, folder;
  std::string status;  // "", Uninitialized, Installing, Stopped, Running, Broken
  std::string version;
  int processors = 0;
  std::uint64_t memory = 0, disk = 0;  // bytes
  int ssh_port = 0;                    // 0: not known yet
  int host_agent = 0, driver = 0;      // processes; 0: none
  std::vector<std::string> errors;     // not shown without display_text()
};
// JSON Lines, one object each.
std::vector<LimaInstance> parse_lima_list(std::string_view text);
std::optional<LimaInstance> find_instance(std::string_view list, const std::string& name);

// What the log on standard error says, in --log-format json.
struct LimaLog {
  std::string fatal;       // the last line of that level, or the last error
  std::string last_plain;  // the last line that is no JSON: what a child of limactl has said
};
LimaLog parse_lima_log(std::string_view text);

// Why a command of limactl's has failed, for a person; what it says has passed display_text().
Error lima_error(const std::string& what, int code, std::string_view log);

}  // namespace sandtray::provision
