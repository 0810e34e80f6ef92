// SPDX-License-Identifier: MIT
// sandtray-tray: an icon in the menu bar and nothing in the Dock. A second start makes the first
// one show itself.
#import <AppKit/AppKit.h>

#include <csignal>
#include <cstdio>
#include <string_view>
#include <vector>

#include "base/log.h"
#include "platform/handle.h"
#include "tray/desktop.h"
#include "tray/dispatch_loop.h"
#include "tray/instance.h"
#include "tray/tray.h"

namespace sandtray::tray {
namespace {

constexpr auto usage =
    "Usage: sandtray-tray [--help | --version]\n"
    "Shows the sessions of sandtray in the menu bar and tells when one needs you.\n"
    "Starting it again makes the running one show itself. Ending it ends no session.\n";

// terminate: ends the process without unwinding, so what must be tidy is tidied by the system: the
// lock and the socket go with the process.
void end_application() {
  log::info("ended");
  [NSApp terminate:nil];
}

Result<> run() {
  const auto paths = platform::find_paths();
  if (!paths) return Failure(paths.error());
  const auto instance = only_instance(*paths);
  if (!instance) return Failure(instance.error());
  if (!*instance) return {};  // another one runs, and shows itself now
  NSApplication* application = [NSApplication sharedApplication];
  [application setActivationPolicy:NSApplicationActivationPolicyAccessory];
  DispatchLoop loop(end_application);
  std::signal(SIGPIPE, SIG_IGN);
  std::vector<Source> signals;
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) {
    signals.push_back(loop.on_signal(signal, end_application));
  }
  Desktop desktop(*paths);
  Tray tray(loop, desktop, *paths);
  desktop.start(tray);
  SANDTRAY_TRY(tray.start());
  log::info("started");
  [application run];
  return {};
}

}  // namespace
}  // namespace sandtray::tray

int main(int argc, char** argv) {
  using namespace sandtray;
  platform::occupy_standard_handles();
  if (argc > 1) {
    const std::string_view option = argv[1];
    if (option == "--version") {
      std::puts("sandtray-tray " SANDTRAY_VERSION);
      return 0;
    }
    const bool help = option == "--help" || option == "-h";
    std::fputs(tray::usage, help ? stdout : stderr);
    return help ? 0 : static_cast<int>(Code::usage);
  }
  @autoreleasepool {
    const auto ended = tray::run();
    if (ended) return 0;
    std::fprintf(stderr, "sandtray-tray: %s\n%s\n", ended.error().message.c_str(),
                 ended.error().hint.c_str());
    return static_cast<int>(ended.error().code);
  }
}
