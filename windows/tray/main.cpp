// SPDX-License-Identifier: MIT
// sandtray-tray: an icon in the notification area and no window. A second start makes the first one
// show itself.
#include <windows.h>

#include "base/log.h"
#include "platform/arguments.h"
#include "platform/handle.h"
#include "tray/application_id.h"
#include "tray/desktop.h"
#include "tray/message_loop.h"
#include "tray/program.h"
#include "tray/run_key.h"
#include "tray/say.h"
#include "tray/tray.h"

namespace sandtray::tray {
namespace {

Result<int> run(const platform::Paths& paths) {
  MessageLoop loop;
  Desktop desktop(loop, paths);
  Tray tray(loop, desktop, paths);
  desktop.start(tray);
  SANDTRAY_TRY(tray.start());
  log::info("started");
  loop.run();
  log::info("ended");
  return 0;
}

// Both entries of the registry.
Result<> unregister(const platform::Paths& paths) {
  SANDTRAY_TRY(RunKey(paths.bin + "/sandtray-tray.exe").set(false));
  return unregister_application();
}

}  // namespace
}  // namespace sandtray::tray

int WINAPI WinMain(HINSTANCE, HINSTANCE, LPSTR, int) {
  using namespace sandtray;
  platform::occupy_standard_handles();
  return tray::run_program(platform::program_arguments(__argc, __argv),
                           {"the notification area", tray::say, tray::run, tray::unregister});
}
