// SPDX-License-Identifier: MIT
// A case with the tray's loop.
#pragma once

#include <gtest/gtest.h>

#include <chrono>

#include "tray/message_loop.h"

namespace sandtray::tray {

class TrayLoop : public testing::Test {
 protected:
  // Whether exit() was called before this much time has passed.
  bool runs_to_the_end(std::chrono::milliseconds patience = std::chrono::seconds(10)) {
    bool late = false;
    const auto limit = loop_.after(patience, [&] {
      late = true;
      loop_.exit();
    });
    loop_.run();
    return !late;
  }

  MessageLoop loop_;
};

}  // namespace sandtray::tray
