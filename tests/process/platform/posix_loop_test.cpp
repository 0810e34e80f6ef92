// SPDX-License-Identifier: MIT
// What only systems with POSIX have of loops.
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>

#include "platform/loop.h"
#include "support/loop_fixture.h"

namespace sandtray::platform {
namespace {

using std::chrono::milliseconds;

class PosixLoopTest : public test::LoopFixture {};

TEST_F(PosixLoopTest, DeliversSignalsAsCallbacks) {
  int terms = 0;
  loop_->on_signal(SIGTERM, [&] {
    ++terms;
    loop_->stop();
  });
  raise(SIGTERM);
  run();
  EXPECT_EQ(terms, 1);
}

TEST_F(PosixLoopTest, AHandleWithoutInterestDoesNotSpin) {
  auto [in, out] = std::move(*make_pipe());
  loop_->on_readable(in.get(), [] { FAIL(); });
  loop_->stop_reading(in.get());
  out.reset();  // hung up: poll would report it at once, for ever
  rusage before{}, after{};
  getrusage(RUSAGE_SELF, &before);
  loop_->at(Clock::now() + milliseconds(50), [this] { loop_->stop(); });
  run();
  getrusage(RUSAGE_SELF, &after);
  EXPECT_LE(after.ru_nvcsw - before.ru_nvcsw, 3);
}

}  // namespace
}  // namespace sandtray::platform
