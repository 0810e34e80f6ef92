// SPDX-License-Identifier: MIT
// sandtray-guest: the one program of ours inside a sandbox. Static, so that it runs on any Linux;
// it holds no secret.
#include <unistd.h>

#include <cstdlib>
#include <string_view>

#include "guest/hook.h"
#include "guest/session.h"
#include "guest/start.h"

namespace {

// How many words an option is, 0 if it is none or not a good one.
int read_option(char* const* word, sandtray::guest::Session& session) {
  const std::string_view name = word[0];
  const auto number = [](const char* text) {
    return static_cast<unsigned>(std::strtoul(text, nullptr, 10));
  };
  if (name == "--offline") {
    session.offline = true;
    return 1;
  }
  if (name == "--files" && word[1] != nullptr) {
    session.files = word[1];
    return 2;
  }
  if (name == "--files-at" && word[1] != nullptr) {
    session.files_at = word[1];
    return 2;
  }
  if (name == "--keys" && word[1] != nullptr) {
    session.keys = word[1];
    return 2;
  }
  if (name == "--hooks" && word[1] != nullptr) {
    session.hooks = word[1];
    return 2;
  }
  if ((name == "--hide" || name == "--show") && word[1] != nullptr) {
    (name == "--hide" ? session.hidden : session.shown).push_back(word[1]);
    return 2;
  }
  if (name == "--as" && word[1] != nullptr && word[2] != nullptr) {
    session.user = number(word[1]);
    session.group = number(word[2]);
    return session.user == 0 || session.group == 0 ? 0 : 3;
  }
  return 0;
}

bool read_session(char* const* word, sandtray::guest::Session& session) {
  while (*word != nullptr && std::string_view(*word).starts_with("--")) {
    const int words = read_option(word, session);
    if (words == 0) return false;
    word += words;
  }
  if (word[0] == nullptr || word[1] == nullptr || std::string_view(word[1]) != "--") return false;
  session.folder = word[0];
  session.argv = word + 2;
  return session.argv[0] != nullptr;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view verb = argc > 1 ? argv[1] : "";
  if (verb == "hook" && argc == 3) {
    sandtray::guest::send_hook_event(argv[2]);
    return 0;
  }
  if (verb == "start" && argc > 5 && std::string_view(argv[4]) == "--") {
    return sandtray::guest::start_agent(std::atoi(argv[2]), argv[3], argv + 5);
  }
  if (sandtray::guest::Session session; verb == "session" && read_session(argv + 2, session)) {
    return sandtray::guest::run_session(session);
  }
  constexpr char usage[] =
      "usage: sandtray-guest hook SOCKET\n"
      "       sandtray-guest start REPORT MOUNTS -- PROGRAM [ARGUMENT...]\n"
      "       sandtray-guest session [--as USER GROUP] [--offline] [--files FOLDER]\n"
      "                      [--files-at FOLDER] [--keys SOCKET] [--hooks SOCKET]\n"
      "                      [--hide FOLDER]... [--show FOLDER]... FOLDER -- PROGRAM "
      "[ARGUMENT...]\n";
  [[maybe_unused]] const auto written = write(STDERR_FILENO, usage, sizeof usage - 1);
  return 64;
}
