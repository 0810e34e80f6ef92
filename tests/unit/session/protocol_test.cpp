// SPDX-License-Identifier: MIT
#include "session/protocol.h"

#include <gtest/gtest.h>

#include "session/state.h"

namespace sandtray::session {
namespace {

TEST(Frames, SurviveAnySplit) {
  const auto bytes = encode_frame(FrameType::input, "hello") +
                     encode_frame(FrameType::end_input, "") +
                     encode_frame(FrameType::output, std::string(70000, 'x'));
  FrameReader reader;
  std::vector<Frame> frames;
  for (const char byte : bytes) {
    reader.feed({&byte, 1});
    while (auto frame = reader.next()) frames.push_back(std::move(*frame));
  }
  ASSERT_EQ(frames.size(), 3u);
  EXPECT_EQ(frames[0].payload, "hello");
  EXPECT_EQ(frames[1].type, FrameType::end_input);
  EXPECT_EQ(frames[2].payload.size(), 70000u);
}

TEST(Frames, AnUnknownTypeOrAnOversizedOneBreaksTheReader) {
  FrameReader unknown;
  unknown.feed(std::string("Z\0\0\0\0", 5));
  EXPECT_FALSE(unknown.next());
  EXPECT_TRUE(unknown.broken());
  FrameReader large;
  large.feed(std::string("I\xff\xff\xff\x7f", 5));
  EXPECT_FALSE(large.next());
  EXPECT_TRUE(large.broken());
}

TEST(Events, RoundTripAndRejectNonsense) {
  Event event;
  event.time_ms = 1795423684123;
  event.since_ms = 1795423684000;
  event.type = "state";
  event.state = State::blocked;
  event.source = Source::osc;
  event.kind = "permission";
  event.message = "approve Bash: \xff";
  event.pid = 42;
  const auto again = event_from_json(Json::parse(dump_json(event_to_json(event))));
  ASSERT_TRUE(again);
  EXPECT_EQ(again->state, State::blocked);
  EXPECT_EQ(again->since_ms, event.since_ms);
  EXPECT_EQ(again->kind, "permission");
  EXPECT_FALSE(again->exit_code);
  EXPECT_FALSE(event_from_json(Json::parse(R"({"state":"sleeping"})")));
  EXPECT_FALSE(event_from_json(Json::parse("[1]")));
}

}  // namespace
}  // namespace sandtray::session
