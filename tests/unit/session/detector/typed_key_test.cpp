// SPDX-License-Identifier: MIT
#include "session/detector/typed_key.h"

#include <gtest/gtest.h>

#include <string>

namespace sandtray::session {
namespace {

using Kind = TypedKey::Kind;

void expect(const std::string& text, Kind kind, std::size_t size, int byte) {
  const auto key = first_key(text);
  EXPECT_EQ(key.kind, kind) << testing::PrintToString(text);
  EXPECT_EQ(key.size, size) << testing::PrintToString(text);
  EXPECT_EQ(key.byte, byte) << testing::PrintToString(text);
}

TEST(TypedKey, APlainByteIsOne) {
  expect("abc", Kind::key, 1, 'a');
  expect("\xc3\xa4", Kind::key, 1, 0xc3);
  expect("\033", Kind::key, 1, 0x1b);
  expect("\033x", Kind::key, 1, 0x1b);
  expect("\033[", Kind::key, 1, 0x1b);
}

TEST(TypedKey, TheProtocolsNameTheByte) {
  expect("\033[99;5u.", Kind::key, 7, 3);
  expect("\033[99;5:1u", Kind::key, 9, 3);
  expect("\033[27u", Kind::key, 5, 0x1b);
  expect("\033[27;1:2u", Kind::key, 9, 0x1b);
  expect("\033[27;5;99~", Kind::key, 10, 3);
  expect("\033[97:65;2u", Kind::key, 10, 'A');
  expect("\033[97;2u", Kind::key, 7, 'A');
  expect("\033[97;129u", Kind::key, 9, 'a');  // the lock of numbers
}

TEST(TypedKey, OthersHaveNoByte) {
  expect("\033[99;3u", Kind::key, 7, -1);  // Alt
  expect("\033[228;5u", Kind::key, 8, -1);
  expect("\033[A", Kind::key, 3, -1);
  expect("\033[3~", Kind::key, 4, -1);
  expect("\033[999999999999;5u", Kind::key, 17, -1);
}

TEST(TypedKey, WhatIsLetGoAndModifiersAreSilent) {
  expect("\033[99;5:3u", Kind::silent, 9, -1);
  expect("\033[57442;5u", Kind::silent, 10, -1);
  expect("\033[1;1:3A", Kind::silent, 8, -1);
}

TEST(TypedKey, WhatTheTerminalTellsIsForeign) {
  expect("\033[?1;2c", Kind::foreign, 7, -1);
  expect("\033[12;40R", Kind::foreign, 8, -1);
  expect("\033[<0;1;1M", Kind::foreign, 9, -1);
  expect("\033[?7u", Kind::foreign, 5, -1);
}

TEST(TypedKey, OnlyWhatNoKeyBeginsWithIsPartial) {
  expect("\033[9", Kind::partial, 3, -1);
  expect("\033[93;5", Kind::partial, 6, -1);
  expect("\033[?", Kind::key, 1, 0x1b);
  expect("\033[" + std::string(100, '1'), Kind::key, 1, 0x1b);
  expect("\033[93\x01u", Kind::key, 1, 0x1b);
}

}  // namespace
}  // namespace sandtray::session
