// SPDX-License-Identifier: MIT
// The `sandtray` command: parse, act, print the error with its hint, end with its status.
#include <array>
#include <cstdio>
#include <exception>

#include "cli/machine.h"
#include "cli/options.h"
#include "cli/parse.h"
#include "cli/print.h"
#include "platform/arguments.h"
#include "platform/handle.h"
#include "session/admit.h"
#include "session/cleanup.h"
#include "session/ports.h"

namespace {

using sandtray::Error;
using sandtray::Result;
namespace cli = sandtray::cli;

struct Entry {
  std::string_view name;
  cli::Command command;
};

constexpr std::array<Entry, 17> commands = {{
    {"run", cli::run},
    {"attach", cli::attach},
    {"ls", cli::list_sessions},
    {"logs", cli::logs},
    {"ports", cli::ports},
    {"stop", cli::stop},
    {"wait", cli::wait},
    {"rm", cli::remove},
    {"events", cli::events},
    {"agents", cli::agents},
    {"methods", cli::methods},
    {"workspaces", cli::workspaces},
    {"doctor", cli::doctor},
    {"vm", cli::vm},
    {"provision", cli::provision_command},
    {"config", cli::config_command},
    {"completion", cli::completion},
}};

int report(const Error& error) {
  cli::print_error(error);
  return static_cast<int>(error.code);
}

// Asked by the host of a session that waits; the answer is one line of JSON.
int admit(const std::string& id) {
  const auto paths = sandtray::platform::find_paths();
  const auto complete = [&](sandtray::sandbox::PlanRequest& request) -> sandtray::Result<> {
    SANDTRAY_TRY(cli::enter_machine(*paths, request, /*may_start=*/false));
    return {};
  };
  const auto turn = paths ? sandtray::session::take_turn(*paths, id, complete)
                          : Result<sandtray::session::Turn>(sandtray::Failure(paths.error()));
  cli::print_line(sandtray::dump_json(
      turn ? sandtray::session::turn_to_json(*turn)
           : sandtray::Json({{"error", sandtray::error_to_json(turn.error())}})));
  return 0;
}

// Asked by the host of a session that begins or ends, whose error is one line.
int keep_ports(const std::string& verb, const std::string& file) {
  const auto done = verb == "open" ? sandtray::session::open_all_ports(file)
                                   : sandtray::session::close_all_ports(file);
  if (done) return 0;
  cli::print_error({done.error().code, done.error().message, ""});
  return static_cast<int>(done.error().code);
}

Result<int> act(const std::vector<std::string>& words) {
  if (words.size() == 3 && words[1] == "--admit") return admit(words[2]);
  if (words.size() == 4 && words[1] == "--ports") return keep_ports(words[2], words[3]);
  std::vector<const char*> argv;
  for (const auto& word : words) argv.push_back(word.c_str());
  const auto parsed = cli::parse(static_cast<int>(argv.size()), argv.data());
  if (!parsed) return sandtray::Failure(parsed.error());
  if (parsed->print) {
    std::fputs(parsed->print->c_str(), stdout);
    return 0;
  }
  const auto paths = sandtray::platform::find_paths();
  if (!paths) return sandtray::Failure(paths.error());
  sandtray::session::settle_cleanups(*paths);
  for (const auto& entry : commands) {
    if (entry.name == parsed->options.command) return entry.command(parsed->options, *paths);
  }
  return sandtray::fail(sandtray::Code::internal, "a command without a body");
}

}  // namespace

int main(int argc, char** argv) {
  sandtray::platform::occupy_standard_handles();
  try {
    const auto status = act(sandtray::platform::program_arguments(argc, argv));
    // A full disk or a closed pipe behind standard output must not look like success.
    // What did not fit the buffer has been written, and may have failed, before.
    if (status && (std::fflush(stdout) != 0 || std::ferror(stdout) != 0)) {
      return report({sandtray::Code::internal, "cannot write to standard output", ""});
    }
    return status ? *status : report(status.error());
  } catch (const std::exception& defect) {
    return report({sandtray::Code::internal, std::string("internal error: ") + defect.what(),
                   "Please report this."});
  }
}
