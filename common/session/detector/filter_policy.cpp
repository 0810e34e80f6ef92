// SPDX-License-Identifier: MIT
#include "session/detector/filter_policy.h"

#include <algorithm>
#include <array>

#include "session/detector/notice.h"

namespace sandtray::session::filter_policy {
namespace {

using std::string_view_literals::operator""sv;

struct CsiRule {
  char prefix;
  std::string_view intermediates;
  std::string_view finals;
  bool live_only = false;
  bool checked = false;  // by has_good_parameter
};
// Out on purpose: window operations but the size (t), media copy (i), keyboard lock (h, l), screen
// checksums (*y), state reports ($w $u), conformance level
// ("p), saved modes (?s ?r), title modes
// (>t), locator ('z).
constexpr std::array<CsiRule, 18> csi_rules = {{
    {0, "", "@ABCDEFGHIJKLMPSTXZ`abdefgmrsu"},
    {0, "", "cn", true},
    {0, " ", "@Aq"},
    {0, "!", "p"},
    {0, "#", "{}pq"},
    {0, "$", "rtvxz{"},
    {0, "$", "p", true},
    {0, "'", "}~"},
    {0, "*", "x"},
    {'?', "", "JKW"},
    {'?', "", "uS", true},
    {'?', "$", "p", true},
    {'>', "", "cqu", true},
    {'<', "", "u", true},
    {'=', "", "u"},
    {'?', "", "mn", true, true},
    {'>', "", "mn", false, true},
    {0, "", "thl", false, true},
}};

// Out on purpose: focus reports (1004), because what an agent reports must not depend on who looks
// at it; VT52 (2), whose sequences are other ones; column switching (3).
constexpr std::array known_modes = {1,    5,    6,    7,    9,    12,   25,   47,   66,
                                    69,   1000, 1002, 1003, 1005, 1006, 1007, 1015, 1016,
                                    1047, 1048, 1049, 2004, 2026, 2027, 2031};

bool has_good_parameter(const Csi& csi, bool replay) {
  const int first = csi.parameter(0, 0);
  if (csi.prefix == '?' && csi.final == 'n') return first == 6 || first == 996;
  if (csi.prefix == '?' && csi.final == 'm') return first == 4;
  if (csi.prefix == '>') return first == 4;
  // The size of the text area and of a cell; the stack of titles.
  if (csi.final == 't') {
    return !replay && (first == 14 || first == 16 || first == 18 || first == 22 || first == 23);
  }
  return csi.parameters == "4";  // insert mode
}

bool asks(std::string_view text) {
  return text.find('?') != std::string_view::npos;
}

// Where a click leads: the web, or nowhere.
bool is_harmless_link(std::string_view text) {
  const auto semicolon = text.find(';');
  if (semicolon == std::string_view::npos) return false;
  const auto uri = text.substr(semicolon + 1);
  return uri.empty() || uri.starts_with("https://") || uri.starts_with("http://") ||
         uri.starts_with("mailto:");
}

// A notification, and no question about them and no wish for an answer when it is clicked.
bool is_plain_notification(const Osc& osc) {
  if (osc.number != 99) return NoticeReader().read(osc).has_value();
  const auto metadata = osc.text.substr(0, osc.text.find(';'));
  return !asks(metadata) && metadata.find("report") == std::string_view::npos &&
         metadata.find("c=") == std::string_view::npos;
}

// Kitty's graphics: "Ga=T,f=100;DATA". Data in the sequence only: never a file, never shared
// memory.
bool is_inline_graphic(std::string_view keys) {
  for (std::size_t at = 0; at < keys.size();) {
    const auto end = std::min(keys.find(',', at), keys.size());
    const auto pair = keys.substr(at, end - at);
    if (pair.starts_with("t=") && pair != "t=d") return false;
    at = end + 1;
  }
  return true;
}

}  // namespace

bool may_pass_control(char c, bool replay) {
  if (c == '\a') return !replay;
  return c == '\b' || c == '\v' || c == '\f' || c == '\016' || c == '\017';
}

// Out on purpose: ESC % and ESC SP, which switch UTF-8 off and 8-bit answers on.
bool may_pass_escape(std::string_view intermediates, char final) {
  if (intermediates.empty()) return "6789=>DEHMNOcno|}~"sv.find(final) != std::string_view::npos;
  if (intermediates == "#") return final >= '3' && final <= '8';
  return intermediates.size() <= 2 && "()*+-./"sv.find(intermediates[0]) != std::string_view::npos;
}

bool may_pass_csi(const Csi& csi, bool replay) {
  for (const auto& rule : csi_rules) {
    if (rule.prefix != csi.prefix || rule.intermediates != csi.intermediates) continue;
    if (rule.finals.find(csi.final) == std::string_view::npos) continue;
    if (rule.live_only && replay) return false;
    return !rule.checked || has_good_parameter(csi, replay);
  }
  return false;
}

std::string passing_modes(std::string_view parameters) {
  std::string out;
  while (!parameters.empty()) {
    const auto end = std::min(parameters.find(';'), parameters.size());
    const auto mode = small_number(parameters.substr(0, end), -1);
    parameters.remove_prefix(std::min(end + 1, parameters.size()));
    if (std::find(known_modes.begin(), known_modes.end(), mode) == known_modes.end()) continue;
    if (!out.empty()) out += ';';
    out += std::to_string(mode);
  }
  return out;
}

std::optional<std::string> passing_osc(std::string_view payload, bool replay) {
  const auto osc = split_osc(payload);
  if (!osc) return std::nullopt;
  const int number = osc->number;
  bool passes = false;
  if (number <= 2 || number == 133 || number == 66) {
    passes = true;  // titles, marks of a shell's prompt, text sizes
  } else if (number == 8) {
    // A link that leads elsewhere must not leave the one before it open.
    if (!is_harmless_link(osc->text)) return "8;;";
    passes = true;
  } else if (number == 4 || number == 5 || number == 21 || number == 104 || number == 105 ||
             (number >= 10 && number <= 19) || (number >= 110 && number <= 119)) {
    passes = !replay || !asks(osc->text);
  } else if (number == 9) {
    passes = !replay && (osc->text.starts_with("4;") || is_plain_notification(*osc));
  } else if (number == 99 || number == 777) {
    passes = !replay && is_plain_notification(*osc);
  } else if (number == 7501) {
    passes = !replay && !asks(osc->text);  // the session host has answered
  }
  if (!passes) return std::nullopt;
  return std::string(payload);
}

std::optional<bool> may_stream(StringKind kind, std::string_view head, bool replay,
                               bool clipboard) {
  constexpr std::size_t enough = 256;
  const std::optional<bool> unknown =
      head.size() > enough ? std::optional<bool>(false) : std::nullopt;
  head = head.substr(0, enough);
  if (kind == StringKind::dcs) {
    // Sixel graphics, and live the question for a terminal's capabilities, answered in hexadecimal.
    // Out on purpose: state questions ($q), keys (|), fonts ({), what tmux passes through.
    const auto final = head.find_first_not_of("0123456789;");
    if (final == std::string_view::npos) return unknown;
    if (head[final] == 'q') return true;
    if (head[final] != '+') return false;
    if (final + 1 == head.size()) return std::nullopt;
    return final == 0 && head[1] == 'q' && !replay;
  }
  if (kind == StringKind::apc) {
    if (replay || head.front() != 'G') return false;
    const auto semicolon = head.find(';');
    if (semicolon != std::string_view::npos)
      return is_inline_graphic(head.substr(1, semicolon - 1));
    return unknown;
  }
  if (kind == StringKind::osc) {
    // "52;c;BASE64" sets the clipboard; "52;c;?" reads it.
    if (!clipboard || replay) return false;
    if (!head.starts_with("52;"sv.substr(0, head.size()))) return false;
    const auto data = head.find(';', 3);
    if (data != std::string_view::npos && data + 1 < head.size()) return head[data + 1] != '?';
    return unknown;
  }
  return false;
}

}  // namespace sandtray::session::filter_policy
