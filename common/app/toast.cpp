// SPDX-License-Identifier: MIT
#include "app/toast.h"

#include <algorithm>

#include "base/text.h"

namespace sandtray::app {
namespace {

// The answer of a click on the toast itself.
constexpr auto itself = "default";
// More would not be shown, and must not make the whole longer than Windows takes.
constexpr std::size_t most_title = 120, most_body = 400, most_label = 40;
constexpr std::size_t most_buttons = 3;

std::string escaped(char32_t c, std::string_view bytes) {
  switch (c) {
    case '&':
      return "&amp;";
    case '<':
      return "&lt;";
    case '>':
      return "&gt;";
    case '"':
      return "&quot;";
    case '\'':
      return "&apos;";
    default:
      return std::string(bytes);
  }
}

// What XML has no place for beside the controls.
bool is_no_character(char32_t c) {
  return c == 0xFFFE || c == 0xFFFF;
}

// Lines stay lines; what XML does not allow, and what disguises text, goes.
std::string xml_text(std::string_view text, std::size_t most_characters) {
  std::string out;
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto start = at;
    const char32_t c = next_code_point(text, at);
    if ((is_unsafe(c) && c != '\n') || is_no_character(c)) continue;
    if (++count > most_characters) return out + "…";
    out += escaped(c, text.substr(start, at - start));
  }
  return out;
}

std::string xml_word(std::string_view word) {
  std::string out;
  for (const auto c : xml_text(word, most_label)) out += c == '\n' ? ' ' : c;
  return out;
}

}  // namespace

// An urgent one stays for longer (25 s in place of 7) and rings. No scenario: Windows ignores
// "reminder" where every button is for the foreground, and Attach needs that to open a terminal.
std::string toast_xml(const Notification& notification) {
  std::string xml = "<toast launch=\"";
  xml += itself;
  xml += notification.urgent ? "\" duration=\"long\">\n" : "\">\n";
  xml += "  <visual>\n    <binding template=\"ToastGeneric\">\n";
  xml += "      <text>" + xml_text(notification.title, most_title) + "</text>\n";
  xml += "      <text>" + xml_text(notification.body, most_body) + "</text>\n";
  xml += "    </binding>\n  </visual>\n";
  if (!notification.buttons.empty()) {
    xml += "  <actions>\n";
    const auto count = std::min(notification.buttons.size(), most_buttons);
    for (std::size_t i = 0; i < count; ++i) {
      const auto& button = notification.buttons[i];
      xml += "    <action content=\"" + xml_word(button.label) + "\" arguments=\"" +
             xml_word(button.key) + "\" activationType=\"foreground\"/>\n";
    }
    xml += "  </actions>\n";
  }
  if (!notification.urgent) xml += "  <audio silent=\"true\"/>\n";
  return xml + "</toast>\n";
}

std::optional<Action> toast_action(const Notification& notification, std::string_view answer) {
  const auto& buttons = notification.buttons;
  if (answer == itself && !buttons.empty()) return buttons.front().action;
  const auto count = std::min(buttons.size(), most_buttons);
  for (std::size_t i = 0; i < count; ++i) {
    if (buttons[i].key == answer) return buttons[i].action;
  }
  return std::nullopt;
}

}  // namespace sandtray::app
