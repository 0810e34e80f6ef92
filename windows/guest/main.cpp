// SPDX-License-Identifier: MIT
// sandtray-guest on Windows, where no sandbox of ours starts an agent: it carries hook events.
#include "guest/hook.h"
#include "platform/arguments.h"
#include "platform/handle.h"

int main(int argc, char** argv) {
  const auto words = sandtray::platform::program_arguments(argc, argv);
  if (words.size() == 3 && words[1] == "hook") {
    sandtray::guest::send_hook_event(words[2].c_str());
    return 0;
  }
  constexpr sandtray::platform::Handle standard_error = 2;
  (void)sandtray::platform::write_some(standard_error, "usage: sandtray-guest hook SOCKET\n");
  return 64;
}
