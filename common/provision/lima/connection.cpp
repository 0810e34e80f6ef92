// SPDX-License-Identifier: MIT
#include "provision/lima/connection.h"

#include <charconv>
#include <cstdlib>

#include "base/text.h"
#include "platform/asleep.h"
#include "platform/file.h"
#include "sandbox/vm_ssh.h"

namespace sandtray::provision {
namespace {

constexpr std::chrono::milliseconds patience_for_ssh = std::chrono::minutes(1);
// Of what has been asleep: emulated, a look takes a second of it.
constexpr std::chrono::milliseconds patience_for_look = std::chrono::seconds(5);
constexpr std::int64_t rounding_s = 1;

bool went_well(const Result<platform::Said>& said) {
  return said && said->in_time && said->code == 0;
}

std::optional<std::int64_t> number_of(const std::string& text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end == text.data()) return std::nullopt;
  return number;
}

}  // namespace

Result<platform::Said> Connection::ssh(const std::vector<std::string>& options,
                                       const std::vector<std::string>& command,
                                       std::chrono::milliseconds patience) const {
  auto argv = sandbox::vm_ssh(vm_);
  argv.insert(argv.end(), options.begin(), options.end());
  argv.push_back(vm_.host);
  argv.insert(argv.end(), command.begin(), command.end());
  return platform::run_and_read(argv, patience);
}

bool Connection::is_there() const {
  return platform::exists(vm_.control) && went_well(ssh({"-O", "check"}, {}, patience_for_ssh));
}

bool Connection::has_slept() const {
  const auto noted = number_of(platform::read_file(note_, 64).value_or(""));
  return !noted || std::abs(platform::seconds_asleep() - *noted) > rounding_s;
}

void Connection::note() const {
  (void)platform::write_file(note_, std::to_string(platform::seconds_asleep()));
}

Result<platform::Said> Connection::ask(const std::vector<std::string>& command,
                                       std::chrono::milliseconds patience) const {
  // Never by a connection of its own, which would take as long as making one.
  return ssh({"-o", "ControlMaster=no", "-o", "ProxyCommand=false"}, command, patience);
}

Result<std::int64_t> Connection::look() const {
  const auto said = ask({"date", "+%s"}, patience_for_look);
  const auto seconds = went_well(said) ? number_of(said->text) : std::nullopt;
  if (!seconds) return fail(Code::unavailable, "the virtual machine does not answer");
  note();
  return *seconds;
}

Result<> Connection::make() const {
  // One that does not answer is of a machine that is gone, or asleep for good.
  (void)ssh({"-O", "exit"}, {}, patience_for_look);
  SANDTRAY_TRY(platform::remove_tree(vm_.control));
  // Of the variables that a session asks for it sends those that it would send itself.
  const auto said =
      ssh({"-a", "-x", "-o", "SendEnv=*", "-o", "ControlMaster=yes", "-o", "ControlPersist=yes",
           "-o", "ServerAliveInterval=15", "-o", "ServerAliveCountMax=40", "-N", "-f"},
          {}, patience_for_ssh);
  if (went_well(said)) {
    note();
    return {};
  }
  return fail(Code::unavailable,
              "the virtual machine lets no agent in" +
                  (said && !said->text.empty() ? ": " + display_text(said->text, 300) : ""),
              "`sandtray vm stop` and `sandtray vm start` try again.");
}

}  // namespace sandtray::provision
