// SPDX-License-Identifier: MIT
#include "ui/signals.h"

#include <unistd.h>
#include <wx/app.h>
#include <wx/window.h>

#include <csignal>

namespace sandtray::ui {
namespace {

constexpr int endings[] = {SIGTERM, SIGINT, SIGHUP};

// What a handler may read: set before there is one, and never again.
std::string& leftover() {
  static std::string path;
  return path;
}
const char* leftover_path = nullptr;

}  // namespace

void remove_on_signals(const std::string& path) {
  leftover() = path;
  leftover_path = leftover().c_str();
  struct sigaction action {};
  // Once: the second one ends the program as if there were no handler.
  action.sa_flags = SA_RESETHAND;
  action.sa_handler = [](int signal) {
    unlink(leftover_path);
    raise(signal);  // blocked until this is over
  };
  for (const int signal : endings) sigaction(signal, &action, nullptr);
}

void close_on_signals() {
  for (const int signal : endings) {
    // The library calls it in its loop, not in the signal's handler.
    wxTheApp->SetSignalHandler(signal, [](int) {
      if (auto* const window = wxTheApp->GetTopWindow()) window->Close(/*force=*/true);
      wxWakeUpIdle();  // that is when it goes, and no event of the desktop's leads there
    });
  }
}

}  // namespace sandtray::ui
