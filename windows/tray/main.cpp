// SPDX-License-Identifier: MIT
// sandtray-tray: an icon in the notification area and no window. A second start makes the first one
// show itself.
#include <windows.h>

#include <string>
#include <vector>

#include "base/log.h"
#include "platform/arguments.h"
#include "platform/handle.h"
#include "platform/wide.h"
#include "tray/desktop.h"
#include "tray/instance.h"
#include "tray/message_loop.h"
#include "tray/tray.h"

namespace sandtray::tray {
namespace {

constexpr auto usage =
    "Usage: sandtray-tray [--help | --version]\n"
    "Shows the sessions of sandtray in the notification area and tells when one needs you.\n"
    "Starting it again makes the running one show itself. Ending it ends no session.\n";

Result<> run() {
  const auto paths = platform::find_paths();
  if (!paths) return Failure(paths.error());
  const auto instance = only_instance(*paths);
  if (!instance) return Failure(instance.error());
  if (!*instance) return {};  // another one runs, and shows itself now
  MessageLoop loop;
  Desktop desktop(loop, *paths);
  Tray tray(loop, desktop, *paths);
  desktop.start(tray);
  SANDTRAY_TRY(tray.start());
  log::info("started");
  loop.run();
  log::info("ended");
  return {};
}

// To whoever has given us a pipe or a file; otherwise in a window, for there is no console.
void say(const std::string& text, DWORD where, UINT kind) {
  const HANDLE output = GetStdHandle(where);
  DWORD done = 0;
  if (output != nullptr && output != INVALID_HANDLE_VALUE &&
      WriteFile(output, text.data(), static_cast<DWORD>(text.size()), &done, nullptr)) {
    return;
  }
  MessageBoxW(nullptr, platform::to_wide(text).c_str(), L"Sandtray", kind);
}

int main_with(const std::vector<std::string>& words) {
  if (words.size() > 1) {
    const bool version = words[1] == "--version";
    const bool help = words[1] == "--help" || words[1] == "-h";
    if (version) say("sandtray-tray " SANDTRAY_VERSION "\n", STD_OUTPUT_HANDLE, MB_ICONINFORMATION);
    if (help) say(usage, STD_OUTPUT_HANDLE, MB_ICONINFORMATION);
    if (version || help) return 0;
    say(usage, STD_ERROR_HANDLE, MB_ICONERROR);
    return static_cast<int>(Code::usage);
  }
  const auto ended = run();
  if (ended) return 0;
  const auto& error = ended.error();
  say("sandtray-tray: " + error.message + "\n" + error.hint + "\n", STD_ERROR_HANDLE, MB_ICONERROR);
  return static_cast<int>(error.code);
}

}  // namespace
}  // namespace sandtray::tray

int WINAPI WinMain(HINSTANCE, HINSTANCE, LPSTR, int) {
  sandtray::platform::occupy_standard_handles();
  return sandtray::tray::main_with(sandtray::platform::program_arguments(__argc, __argv));
}
