// SPDX-License-Identifier: MIT
// sandtray-guest: the one program of ours inside a sandbox. Static, so that it runs on any Linux;
// it holds no secret.
#include <unistd.h>

#include <cstdlib>
#include <string_view>

#include "guest/hook.h"
#include "guest/start.h"

int main(int argc, char** argv) {
  const std::string_view verb = argc > 1 ? argv[1] : "";
  if (verb == "hook" && argc == 3) {
    sandtray::guest::send_hook_event(argv[2]);
    return 0;
  }
  if (verb == "start" && argc > 5 && std::string_view(argv[4]) == "--") {
    return sandtray::guest::start_agent(std::atoi(argv[2]), argv[3], argv + 5);
  }
  constexpr char usage[] =
      "usage: sandtray-guest hook SOCKET\n"
      "       sandtray-guest start REPORT MOUNTS -- PROGRAM [ARGUMENT...]\n";
  [[maybe_unused]] const auto written = write(STDERR_FILENO, usage, sizeof usage - 1);
  return 64;
}
