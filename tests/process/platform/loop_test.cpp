// SPDX-License-Identifier: MIT
#include "platform/loop.h"

#include <gtest/gtest.h>

#include <vector>

#include "support/loop_fixture.h"

namespace sandtray::platform {
namespace {

using std::chrono::milliseconds;

class LoopTest : public test::LoopFixture {};

TEST_F(LoopTest, CallsBackWhenBytesArriveAndAtTheEnd) {
  auto [in, out] = std::move(*make_pipe());
  std::string got;
  loop_->on_readable(in.get(), [&, from = in.get()] {
    char buffer[16];
    const Io io = read_some(from, buffer, sizeof buffer);
    if (io.state == IoState::ok) {
      got.append(buffer, io.bytes);
      out.reset();
    } else {
      EXPECT_EQ(io.state, IoState::closed);
      loop_->stop();
    }
  });
  ASSERT_EQ(write_some(out.get(), "hello").bytes, 5u);
  run();
  EXPECT_EQ(got, "hello");
}

TEST_F(LoopTest, FiresTimersInTheirOrderAndNotTheCancelledOne) {
  std::vector<int> order;
  const auto now = Clock::now();
  loop_->at(now + milliseconds(20), [&] {
    order.push_back(2);
    loop_->stop();
  });
  const auto cancelled = loop_->at(now + milliseconds(5), [&] { order.push_back(9); });
  loop_->at(now + milliseconds(10), [&] { order.push_back(1); });
  loop_->cancel(cancelled);
  run();
  EXPECT_EQ(order, (std::vector{1, 2}));
}

TEST_F(LoopTest, DoesNotCallAnOwnerThatLeftInTheSameRound) {
  auto first = std::move(*make_pipe());
  auto second = std::move(*make_pipe());
  ASSERT_EQ(write_some(first.second.get(), "x").bytes, 1u);
  ASSERT_EQ(write_some(second.second.get(), "x").bytes, 1u);
  int calls = 0;
  const auto leave = [&] {
    ++calls;
    loop_->forget(first.first.get());
    loop_->forget(second.first.get());
    loop_->at(Clock::now(), [this] { loop_->stop(); });
  };
  loop_->on_readable(first.first.get(), leave);
  loop_->on_readable(second.first.get(), leave);
  run();
  EXPECT_EQ(calls, 1);
}

TEST_F(LoopTest, WaitsForMoreThingsThanWindowsTakesAtOnce) {
  std::vector<std::pair<OwnedHandle, OwnedHandle>> pipes;
  std::vector<int> calls;
  for (int i = 0; i < 150; ++i) {
    pipes.push_back(std::move(*make_pipe()));
    loop_->on_readable(pipes.back().first.get(), [&, i] {
      char byte = 0;
      if (read_some(pipes[static_cast<std::size_t>(i)].first.get(), &byte, 1).bytes == 1) {
        calls.push_back(i);
      }
      if (calls.size() == 3) loop_->stop();
      if (calls.size() == 1) (void)write_some(pipes[149].second.get(), "x");
      if (calls.size() == 2) (void)write_some(pipes[62].second.get(), "x");
    });
  }
  loop_->at(Clock::now(), [&] { (void)write_some(pipes[90].second.get(), "x"); });
  run();
  EXPECT_EQ(calls, (std::vector{90, 149, 62}));
}

}  // namespace
}  // namespace sandtray::platform
