// SPDX-License-Identifier: MIT
// A loop, and a run of it that fails instead of hanging.
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <memory>

#include "platform/loop.h"

namespace sandtray::test {

class LoopFixture : public testing::Test {
 protected:
  void run() {
    loop_->at(platform::Clock::now() + std::chrono::seconds(30), [this] {
      ADD_FAILURE() << "nothing happened";
      loop_->stop();
    });
    loop_->run();
  }

  std::unique_ptr<platform::Loop> loop_ = platform::Loop::create();
};

}  // namespace sandtray::test
