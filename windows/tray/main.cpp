// SPDX-License-Identifier: MIT
// sandtray-tray: an icon in the notification area and no window. A second start makes the first one
// show itself.
#include <windows.h>

#include <string>

#include "base/log.h"
#include "platform/arguments.h"
#include "platform/handle.h"
#include "platform/wide.h"
#include "tray/application_id.h"
#include "tray/desktop.h"
#include "tray/message_loop.h"
#include "tray/program.h"
#include "tray/run_key.h"
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

// To whoever has given us a pipe or a file; otherwise in a window, for there is no console.
void say(const std::string& text, bool is_error) {
  const HANDLE output = GetStdHandle(is_error ? STD_ERROR_HANDLE : STD_OUTPUT_HANDLE);
  DWORD done = 0;
  if (output != nullptr && output != INVALID_HANDLE_VALUE &&
      WriteFile(output, text.data(), static_cast<DWORD>(text.size()), &done, nullptr)) {
    return;
  }
  MessageBoxW(nullptr, platform::to_wide(text).c_str(), L"Sandtray",
              is_error ? MB_ICONERROR : MB_ICONINFORMATION);
}

}  // namespace
}  // namespace sandtray::tray

int WINAPI WinMain(HINSTANCE, HINSTANCE, LPSTR, int) {
  using namespace sandtray;
  platform::occupy_standard_handles();
  return tray::run_program(platform::program_arguments(__argc, __argv),
                           {"the notification area", tray::say, tray::run, tray::unregister});
}
