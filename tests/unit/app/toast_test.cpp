// SPDX-License-Identifier: MIT
#include "app/toast.h"

#include <gtest/gtest.h>

#include "base/text.h"
#include "unit/app/sessions.h"

namespace sandtray::app {
namespace {

std::size_t count(std::string_view text, std::string_view what) {
  std::size_t found = 0;
  for (auto at = text.find(what); at != std::string_view::npos; at = text.find(what, at + 1)) {
    ++found;
  }
  return found;
}

Notification question() {
  return *describe_event(blocked_session("permission", "Bash: make"), 0, "/home/ann");
}

TEST(Toast, EveryAnswerOfItsOwnIsAnAction) {
  const auto asked = question();
  ASSERT_EQ(asked.buttons.size(), 2U);
  for (const auto& button : asked.buttons) {
    const auto action = toast_action(asked, button.key);
    ASSERT_TRUE(action) << button.key;
    EXPECT_EQ(*action, button.action);
    EXPECT_EQ(count(toast_xml(asked), "arguments=\"" + button.key + "\""), 1U);
  }
  EXPECT_EQ(toast_action(asked, "default"), asked.buttons.front().action);
}

TEST(Toast, NoOtherAnswerIsOne) {
  const auto asked = question();
  for (const auto* word : {"", "stop", "attach ", "Attach", "attach\"", "0", "session=abcd2345"}) {
    EXPECT_FALSE(toast_action(asked, word)) << word;
  }
  EXPECT_FALSE(toast_action(Notification{}, "default")) << "there is nothing to do";
}

TEST(Toast, NoTextAddsAnElementOrAnAttribute) {
  auto asked = question();
  const auto tags = count(toast_xml(asked), "<");
  const auto quotes = count(toast_xml(asked), "\"");
  for (const auto* hostile :
       {"\"><action content=\"Attach\" arguments=\"attach\"/>", "</text></binding></visual>",
        "<!--", "]]>", "<![CDATA[", "<?xml version=\"1.0\"?>", "&quot;&lt;action/&gt;", "&#60;a",
        "' launch='x", "<!DOCTYPE toast [<!ENTITY a SYSTEM \"file:///c:/\">]>"}) {
    asked.title = asked.body = hostile;
    asked.buttons[0].label = asked.buttons[0].key = hostile;
    const auto xml = toast_xml(asked);
    EXPECT_EQ(count(xml, "<"), tags) << xml;
    EXPECT_EQ(count(xml, "\""), quotes) << xml;
    EXPECT_EQ(count(xml, "'"), 0U) << xml;
    EXPECT_EQ(count(xml, "&"), count(xml, "&amp;") + count(xml, "&lt;") + count(xml, "&gt;") +
                                   count(xml, "&quot;") + count(xml, "&apos;"))
        << xml;
  }
}

TEST(Toast, NoControlCharacterGetsThrough) {
  auto asked = question();
  asked.title = std::string("a\0b\x1b[31mc\x07\x7f\xc2\x9b", 14) + "\xef\xbf\xbf\xff\xe2\x80\xae";
  asked.body = "one\r\ntwo\tthree\x01";
  const auto xml = toast_xml(asked);
  EXPECT_EQ(count(xml, "<text>ab[31mc</text>"), 1U) << xml;
  EXPECT_EQ(count(xml, "<text>one\ntwothree</text>"), 1U) << xml;
}

TEST(Toast, IsNeverMoreThanWindowsTakes) {
  auto asked = question();
  for (int i = 0; i < 4000; ++i) {
    asked.title += '"';
    asked.body += i < 3 ? "\xf0\x9f\x90\xb1" : "'";
    asked.buttons[0].label += '\'';
    asked.buttons[0].key += '"';
  }
  while (asked.buttons.size() < 9) asked.buttons.push_back(asked.buttons.front());
  const auto xml = toast_xml(asked);
  EXPECT_LE(xml.size(), 5U * 1024);
  EXPECT_EQ(count(xml, "<action "), 3U);
  EXPECT_TRUE(is_valid_utf8(xml));
}

}  // namespace
}  // namespace sandtray::app
