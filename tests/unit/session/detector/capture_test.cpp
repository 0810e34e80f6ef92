// SPDX-License-Identifier: MIT
// Real agents' bytes, cut as they came, whole, and byte by byte.
#include "unit/session/detector/capture.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/text.h"

#include "unit/session/detector/event_log.h"

namespace sandtray::session {
namespace {

using Lines = std::vector<std::string>;

std::string agent_of(const std::string& capture) {
  return capture.substr(0, capture.find('-'));
}

// After the last read, long enough for every timer.
constexpr std::int64_t aftermath = 60'000;

struct Heard {
  Lines changes;
  std::string replies;
};

Heard hear(const Capture& capture, std::size_t piece) {
  DetectorDriver driver(shipped_signals(agent_of(capture.name)));
  for (const auto& read : capture.reads) {
    const std::string_view bytes = read.bytes;
    for (std::size_t at = 0; at < bytes.size(); at += piece) {
      driver.output(read.ms, bytes.substr(at, piece));
    }
  }
  driver.until(capture.reads.back().ms + aftermath);
  return {driver.take_lines(), printable(driver.take_replies())};
}

Lines sequences(const std::vector<std::string>& pieces) {
  EscapeParser parser;
  EventLog log;
  for (const auto& piece : pieces) parser.feed(piece, log);
  return log.take();
}

Lines lines_of(const std::string& text) {
  Lines lines = split(text, '\n');
  lines.pop_back();
  return lines;
}

class Captures : public testing::TestWithParam<std::string> {};

TEST_P(Captures, GiveTheExpectedChangesAndRepliesForEveryCut) {
  const Capture capture = load_capture(GetParam());
  Lines expected = lines_of(read_test_data("captures/" + capture.name + ".expected"));
  const std::string replies = expected.back();
  expected.pop_back();

  const Heard as_read = hear(capture, std::string::npos);
  EXPECT_EQ(as_read.changes, expected);
  EXPECT_EQ("replies " + as_read.replies, replies);
  for (const std::size_t piece : {1, 2, 7}) {
    const Heard cut = hear(capture, piece);
    EXPECT_EQ(cut.changes, expected) << "in pieces of " << piece;
    EXPECT_EQ("replies " + cut.replies, replies) << "in pieces of " << piece;
  }
}

TEST_P(Captures, GiveTheSameSequencesWholeByLineAndByByte) {
  const Capture capture = load_capture(GetParam());
  const Lines whole = sequences({capture.whole()});
  Lines by_line, by_byte;
  for (const auto& read : capture.reads) {
    by_line.push_back(read.bytes);
    for (const char byte : read.bytes) by_byte.emplace_back(1, byte);
  }
  EXPECT_EQ(sequences(by_line), whole);
  EXPECT_EQ(sequences(by_byte), whole);
  EXPECT_FALSE(whole.empty());
}

// All reads at one moment: nothing is settled by time, the states must still come out.
TEST_P(Captures, EndInTheSameStateWhenTheyArriveAtOnce) {
  const Capture capture = load_capture(GetParam());
  const auto state = [](const Lines& lines) {
    return lines.empty() ? "" : lines.back().substr(lines.back().find(' '));
  };
  Capture at_once = capture;
  at_once.reads = {{capture.reads.back().ms, capture.whole()}};
  const Heard whole = hear(at_once, std::string::npos);
  EXPECT_EQ(state(whole.changes), state(hear(capture, std::string::npos).changes));
  EXPECT_EQ(whole.changes, hear(at_once, 1).changes);
}

INSTANTIATE_TEST_SUITE_P(All, Captures, testing::ValuesIn(capture_names()),
                         [](const auto& capture) {
                           std::string name = capture.param;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

}  // namespace
}  // namespace sandtray::session
