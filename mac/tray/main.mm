// SPDX-License-Identifier: MIT
// sandtray-tray: an icon in the menu bar and nothing in the Dock. A second start makes the first
// one show itself.
#import <AppKit/AppKit.h>

#include <csignal>
#include <vector>

#include "base/log.h"
#include "platform/arguments.h"
#include "platform/handle.h"
#include "tray/desktop.h"
#include "tray/dispatch_loop.h"
#include "tray/program.h"
#include "tray/tray.h"

namespace sandtray::tray {
namespace {

// terminate: ends the process without unwinding, so what must be tidy is tidied by the system: the
// lock and the socket go with the process.
void end_application() {
  log::info("ended");
  [NSApp terminate:nil];
}

Result<int> run(const platform::Paths& paths) {
  NSApplication* application = [NSApplication sharedApplication];
  [application setActivationPolicy:NSApplicationActivationPolicyAccessory];
  DispatchLoop loop(end_application);
  std::signal(SIGPIPE, SIG_IGN);
  std::vector<Source> signals;
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) {
    signals.push_back(loop.on_signal(signal, end_application));
  }
  Desktop desktop(loop, paths);
  Tray tray(loop, desktop, paths);
  desktop.start(tray);
  SANDTRAY_TRY(tray.start());
  log::info("started");
  [application run];
  return 0;
}

}  // namespace
}  // namespace sandtray::tray

int main(int argc, char** argv) {
  using namespace sandtray;
  platform::occupy_standard_handles();
  @autoreleasepool {
    return tray::run_program(platform::program_arguments(argc, argv),
                             {"the menu bar", tray::say_to_streams, tray::run});
  }
}
