// SPDX-License-Identifier: MIT
#include "ui/signals.h"

#include <wx/app.h>
#include <wx/window.h>

#include <csignal>

namespace sandtray::ui {

void close_on_signals() {
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) {
    // The library calls it in its loop, not in the signal's handler.
    wxTheApp->SetSignalHandler(signal, [](int) {
      if (auto* const window = wxTheApp->GetTopWindow()) window->Close(/*force=*/true);
      wxWakeUpIdle();  // that is when it goes, and no event of the desktop's leads there
    });
  }
}

}  // namespace sandtray::ui
