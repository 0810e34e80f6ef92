// SPDX-License-Identifier: MIT
// A sink that wants no painting gets everything else, wherever the bytes are cut.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "unit/session/detector/event_log.h"

namespace sandtray::session {
namespace {

class Log : public EventLog {
 public:
  explicit Log(bool painting) : painting_(painting) {}
  bool wants_painting() const override { return painting_; }

 private:
  bool painting_;
};

bool is_painting(const std::string& line) {
  if (line.starts_with("text ")) return true;
  const bool plain =
      line.starts_with("csi ") && line.find_first_not_of("0123456789:;", 4) == line.size() - 1;
  return plain && std::string_view("chlnr").find(line.back()) == std::string_view::npos;
}

std::vector<std::string> read(const std::string& bytes, bool painting, std::mt19937& random) {
  Log log(painting);
  EscapeParser parser;
  for (std::size_t at = 0; at < bytes.size();) {
    const auto size = std::min<std::size_t>(1 + random() % 40, bytes.size() - at);
    parser.feed(std::string_view(bytes).substr(at, size), log);
    at += size;
  }
  auto lines = log.take();
  std::erase_if(lines, is_painting);
  return lines;
}

TEST(Painting, IsAllThatASinkWithoutPaintingMisses) {
  static constexpr std::string_view pieces[] = {"\033",     "[",
                                                "\033[",    "?",
                                                "1",        "25",
                                                ";",        "m",
                                                "h",        "l",
                                                "H",        "J",
                                                "r",        "n",
                                                "c",        "q",
                                                " ",        "$",
                                                "\xC2",     "\x9B",
                                                "\x9D",     "\xE2\x94\x80",
                                                "\xE2",     "\x94",
                                                "\xC3\xA9", "a line",
                                                "\r\n",     "\t",
                                                "\a",       "\b",
                                                "\x18",     "]",
                                                "0;title",  "\033\\",
                                                "P",        ">",
                                                "\x7F",     "\033[38;5;208m",
                                                "\033[2K"};
  std::mt19937 random(7501);
  std::size_t kept = 0;
  for (int round = 0; round < 3000; ++round) {
    std::string bytes;
    for (auto n = random() % 60; n > 0; --n) bytes += pieces[random() % std::size(pieces)];
    const auto wanted = read(bytes, true, random);
    ASSERT_EQ(read(bytes, false, random), wanted) << printable(bytes);
    kept += wanted.size();
  }
  EXPECT_GT(kept, 10'000u);
}

}  // namespace
}  // namespace sandtray::session
