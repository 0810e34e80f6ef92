// SPDX-License-Identifier: MIT
#include "provision/lima/cancel.h"

#include <csignal>

#include "platform/signals.h"

namespace sandtray::provision {
namespace {

volatile std::sig_atomic_t wanted_by = 0;
constexpr int heard[] = {platform::signals::interrupt, platform::signals::terminate,
                         platform::signals::hang_up};

void note(int number) {
  wanted_by = number;
}

}  // namespace

Cancel::Cancel() {
  wanted_by = 0;
  listen();
}

Cancel::~Cancel() {
  for (const int number : heard) std::signal(number, SIG_DFL);
}

int Cancel::signal() const {
  return wanted_by;
}

void Cancel::listen() const {
  for (const int number : heard) std::signal(number, note);
}

void Cancel::heed(platform::Loop& loop) const {
  for (const int number : heard) {
    loop.on_signal(number, [&loop, number] {
      wanted_by = number;
      loop.stop();
    });
  }
  // One that came before anybody listened.
  if (is_wanted()) loop.at(platform::Clock::now(), [&loop] { loop.stop(); });
}

}  // namespace sandtray::provision
