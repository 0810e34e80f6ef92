// SPDX-License-Identifier: MIT
// Ends what waits when its Source goes, but frees it only when the library has left it: the library
// may still be inside of the object that has called.
#pragma once

#include <wx/app.h>

#include <memory>
#include <utility>

#include "tray/event_loop.h"

namespace sandtray::ui {

// `Waiting` has stop(), after which it calls nobody.
template <class Waiting>
tray::Source keep_until_idle(std::shared_ptr<Waiting> waiting) {
  auto* const raw = waiting.get();
  return tray::Source(std::shared_ptr<void>(raw, [waiting = std::move(waiting)](void*) {
    waiting->stop();
    if (wxTheApp != nullptr) wxTheApp->CallAfter([waiting] {});
  }));
}

}  // namespace sandtray::ui
