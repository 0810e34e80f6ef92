// SPDX-License-Identifier: MIT
#include "tray/program.h"

#include <cstdio>

#include "tray/instance.h"

namespace sandtray::tray {
namespace {

std::string usage_of(const Program& program) {
  const std::string more = program.unregister ? " | --unregister" : "";
  auto text = "Usage: sandtray-tray [--help | --version" + more +
              "]\nShows the sessions of sandtray in " + program.place +
              " and tells when one needs you.\n"
              "Starting it again makes the running one show itself. Ending it ends no session.\n";
  if (program.unregister) {
    text +=
        "  --unregister   takes away what it has registered with the desktop (the start at login,\n"
        "                 the name of its notifications) and ends\n";
  }
  return text;
}

Result<int> unregister(const Program& program) {
  const auto paths = platform::find_paths();
  if (!paths) return Failure(paths.error());
  SANDTRAY_TRY(program.unregister(*paths));
  return 0;
}

Result<int> run_alone(const Program& program) {
  const auto paths = platform::find_paths();
  if (!paths) return Failure(paths.error());
  const auto instance = only_instance(*paths);
  if (!instance) return Failure(instance.error());
  if (!*instance) return 0;
  return program.run(*paths);
}

}  // namespace

void say_to_streams(const std::string& text, bool is_error) {
  std::fputs(text.c_str(), is_error ? stderr : stdout);
}

int run_program(const std::vector<std::string>& words, const Program& program) {
  const bool unregisters = program.unregister && words.size() == 2 && words[1] == "--unregister";
  if (words.size() > 1 && !unregisters) {
    const auto& option = words[1];
    const bool version = option == "--version";
    const bool good = version || option == "--help" || option == "-h";
    program.say(version ? "sandtray-tray " SANDTRAY_VERSION "\n" : usage_of(program), !good);
    return good ? 0 : static_cast<int>(Code::usage);
  }
  const auto ended = unregisters ? unregister(program) : run_alone(program);
  if (ended) return *ended;
  const auto& error = ended.error();
  program.say("sandtray-tray: " + error.message + "\n" + error.hint + "\n", /*is_error=*/true);
  return static_cast<int>(error.code);
}

}  // namespace sandtray::tray
