// SPDX-License-Identifier: MIT
#include "provision/lima/limactl.h"

#include <array>
#include <charconv>

#include "base/text.h"

namespace sandtray::provision {
namespace {

constexpr std::array<int, 3> oldest = {2, 2, 0};

template <class Act>
void each_line(std::string_view text, Act act) {
  while (!text.empty()) {
    const auto end = text.find('\n');
    act(text.substr(0, end));
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
  }
}

std::optional<Json> object_of(std::string_view line) {
  auto json = Json::parse(line, nullptr, false);
  if (!json.is_object()) return {};
  return json;
}

std::string text_at(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

std::int64_t number_at(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_number_integer() ? found->get<std::int64_t>() : 0;
}

bool take_number(std::string_view& text, int& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc()) return false;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return true;
}

// "2.2.0" and what follows it.
std::optional<LimaVersion> version_at(std::string_view text) {
  LimaVersion version;
  const auto dot = [&] {
    const bool is = text.starts_with('.');
    if (is) text.remove_prefix(1);
    return is;
  };
  if (!take_number(text, version.major) || !dot() || !take_number(text, version.minor) || !dot() ||
      !take_number(text, version.patch)) {
    return {};
  }
  for (const auto* word : {"-alpha", "-beta", "-rc", "-pre", "~"}) {
    if (text.starts_with(word)) version.before = true;
  }
  return version;
}

LimaInstance instance_of(const Json& row) {
  LimaInstance instance;
  instance.name = text_at(row, "name");
  instance.folder = text_at(row, "dir");
  instance.status = text_at(row, "status");
  instance.version = text_at(row, "limaVersion");
  instance.processors = static_cast<int>(number_at(row, "cpus"));
  instance.memory = static_cast<std::uint64_t>(number_at(row, "memory"));
  instance.disk = static_cast<std::uint64_t>(number_at(row, "disk"));
  instance.ssh_port = static_cast<int>(number_at(row, "sshLocalPort"));
  instance.host_agent = static_cast<int>(number_at(row, "hostAgentPID"));
  instance.driver = static_cast<int>(number_at(row, "driverPID"));
  const auto errors = row.find("errors");
  if (errors != row.end() && errors->is_array()) {
    for (const auto& error : *errors) {
      if (error.is_string()) instance.errors.push_back(error.get<std::string>());
    }
  }
  return instance;
}

struct Known {
  std::string_view said;
  std::string_view hint;
};
// What people meet most.
constexpr std::array<Known, 8> known = {{
    {"Could not access KVM kernel module",
     "Join the group that may use it: `sudo usermod -aG kvm $USER`, then log in again."},
    {"no space left on device", "Make room on the disk, or give the machine a smaller one."},
    {"must not run as the root user", "Run Sandtray as the user whose projects agents work on."},
    {"did not receive an event with the",
     "The virtual machine took too long. Its serial log is named by `sandtray vm status`."},
    {"digest mismatch", "The image is not what it should be: fetch it again."},
    {"qemu-img", "Install QEMU's tools: `sandtray doctor` names the package."},
    {"qemu-system", "Install QEMU: `sandtray doctor` names the package."},
    {"must be less than UNIX_PATH_MAX", "Your home's path is too long for Lima's sockets."},
}};

}  // namespace

std::optional<LimaVersion> parse_lima_version(std::string_view said) {
  std::optional<LimaVersion> found;
  each_line(said, [&](std::string_view line) {
    constexpr std::string_view before = "version ";
    const auto at = line.find(before);
    if (found || at == line.npos) return;
    line.remove_prefix(at + before.size());
    if (line.starts_with('v')) line.remove_prefix(1);
    found = version_at(line);
  });
  return found;
}

Result<> check_lima_version(std::string_view said) {
  const auto version = parse_lima_version(said);
  const std::string hint = "Install Lima 2.2.0 or later: https://lima-vm.io/docs/installation/";
  if (!version) {
    return fail(Code::unavailable,
                "limactl does not tell which version it is: " + display_text(said, 80), hint);
  }
  const std::array<int, 3> is = {version->major, version->minor, version->patch};
  if (is < oldest || (is == oldest && version->before)) {
    return fail(Code::unavailable,
                "Lima " + std::to_string(is[0]) + "." + std::to_string(is[1]) + "." +
                    std::to_string(is[2]) + " is too old: a machine could take over ports of yours",
                hint);
  }
  return {};
}

std::vector<LimaInstance> parse_lima_list(std::string_view text) {
  std::vector<LimaInstance> all;
  each_line(text, [&](std::string_view line) {
    const auto row = object_of(line);
    if (row && !text_at(*row, "name").empty()) all.push_back(instance_of(*row));
  });
  return all;
}

std::optional<LimaInstance> find_instance(std::string_view list, const std::string& name) {
  for (auto& instance : parse_lima_list(list)) {
    if (instance.name == name) return std::move(instance);
  }
  return {};
}

LimaLog parse_lima_log(std::string_view text) {
  LimaLog log;
  bool is_fatal = false;
  each_line(text, [&](std::string_view line) {
    const auto entry = object_of(line);
    if (!entry) {
      if (!display_text(line).empty()) log.last_plain = std::string(line);
      return;
    }
    const auto level = text_at(*entry, "level");
    if (level != "fatal" && (level != "error" || is_fatal)) return;
    is_fatal = level == "fatal";
    log.fatal = text_at(*entry, "msg");
    // logrus keeps the cause apart.
    if (const auto cause = text_at(*entry, "error"); !cause.empty()) log.fatal += ": " + cause;
  });
  return log;
}

Error lima_error(const std::string& what, int code, std::string_view log) {
  const auto parsed = parse_lima_log(log);
  const auto& said = parsed.fatal.empty() ? parsed.last_plain : parsed.fatal;
  Error error{Code::unavailable, what, ""};
  error.message += said.empty() ? ": limactl ended with " + std::to_string(code)
                                : ": " + display_text(said, 400);
  for (const auto& one : known) {
    if (log.find(one.said) == log.npos) continue;
    error.hint = one.hint;
    break;
  }
  return error;
}

}  // namespace sandtray::provision
