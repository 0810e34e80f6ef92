// SPDX-License-Identifier: MIT
// sandtray-guest: the one program of ours inside a sandbox. Static, so that it runs on any Linux;
// it holds no secret.
#include <unistd.h>

#include <cstring>
#include <string_view>

#include "guest/hook.h"

int main(int argc, char** argv) {
  if (argc == 3 && std::string_view(argv[1]) == "hook") {
    sandtray::guest::send_hook_event(argv[2]);
    return 0;
  }
  constexpr char usage[] = "usage: sandtray-guest hook SOCKET\n";
  [[maybe_unused]] const auto written = write(STDERR_FILENO, usage, sizeof usage - 1);
  return 64;
}
