// SPDX-License-Identifier: MIT
#include "session/detector/terminal_modes.h"

#include <algorithm>
#include <array>

namespace sandtray::session {
namespace {

constexpr int origin_mode = 6;
// Takes a terminal out of origin mode where its cursor is, and its region with it; resetting the
// mode would move the cursor home. Some terminals no longer wrap lines after that.
constexpr auto leave_origin_mode = "\033[!p\033[?7h";

struct KnownMode {
  int number;
  bool initially;
  bool restored;  // for a terminal that is attached again
};
// Focus reports (1004) are not restored: what an agent reports must not depend on who looks at it.
constexpr std::array<KnownMode, 20> known_modes = {{
    {1, false, true},    {origin_mode, false, true}, {7, true, true},      {9, false, true},
    {25, true, true},    {66, false, true},          {69, false, true},    {1000, false, true},
    {1002, false, true}, {1003, false, true},        {1004, false, false}, {1005, false, true},
    {1006, false, true}, {1007, false, true},        {1015, false, true},  {1016, false, true},
    {2004, false, true}, {2026, false, false},       {2027, false, true},  {2031, false, true},
}};
constexpr std::size_t max_keyboard_depth = 16;
constexpr int largest_row = 9999;

std::string private_mode(int number, bool on) {
  return "\033[?" + std::to_string(number) + (on ? 'h' : 'l');
}

// The flags as they are; a replay that repeats them changes nothing, as pushes would.
std::string set_keyboard(const std::vector<std::uint8_t>& flags) {
  if (flags.back() == 0) return {};
  return "\033[=" + std::to_string(flags.back()) + "u";
}

std::string pop_keyboard(const std::vector<std::uint8_t>& flags) {
  std::string out;
  if (flags.size() > 1) out += "\033[<" + std::to_string(flags.size() - 1) + "u";
  if (flags.front() != 0) out += "\033[=0u";
  return out;
}

}  // namespace

void TerminalModes::set(int mode, bool on) {
  if (mode == 47 || mode == 1047 || mode == 1049) {
    alternate_ = on ? mode : 0;
    return;
  }
  for (std::size_t i = 0; i < known_modes.size(); ++i) {
    if (known_modes[i].number == mode) changed_[i] = on != known_modes[i].initially;
  }
}

void TerminalModes::csi(const Csi& csi) {
  // Nearly all sequences only paint.
  const bool plain = csi.prefix == 0 && csi.intermediates.empty();
  if (plain && csi.final != 'r' && csi.final != 'h' && csi.final != 'l') return;
  if (csi.intermediates == " " && csi.final == 'q' && csi.prefix == 0) {
    cursor_style_ = std::clamp(csi.parameter(0, 0), 0, 6);
  } else if (csi.is(0, "!", 'p')) {
    soft_reset();
  } else if (!csi.intermediates.empty()) {
    return;
  } else if (csi.prefix == '?' && (csi.final == 'h' || csi.final == 'l')) {
    for (std::string_view rest = csi.parameters;;) {
      const auto semicolon = rest.find(';');
      set(small_number(rest.substr(0, semicolon), -1), csi.final == 'h');
      if (semicolon == std::string_view::npos) break;
      rest.remove_prefix(semicolon + 1);
    }
  } else if (csi.final == 'u' && csi.prefix != 0 && csi.prefix != '?') {
    keyboard(csi);
  } else if (csi.prefix == '>' && csi.final == 'm' && csi.parameter(0, 0) == 4) {
    modify_other_keys_ = std::clamp(csi.parameter(1, 0), 0, 3);
  } else if (csi.prefix == '>' && csi.final == 'n' && csi.parameter(0, 0) == 4) {
    modify_other_keys_ = 0;
  } else if (csi.parameters == "4" && csi.prefix == 0 && (csi.final == 'h' || csi.final == 'l')) {
    insert_ = csi.final == 'h';
  } else if (csi.is(0, "", 'r')) {
    region_top_ = std::clamp(csi.parameter(0, 1), 1, largest_row);
    region_bottom_ = std::clamp(csi.parameter(1, 0), 0, largest_row);
    if (region_bottom_ <= region_top_) region_top_ = 0;
  }
}

void TerminalModes::keyboard(const Csi& csi) {
  KeyboardFlags& flags = keyboard_flags();
  const auto value = static_cast<std::uint8_t>(csi.parameter(0, csi.prefix == '<' ? 1 : 0) & 0x1F);
  if (csi.prefix == '>') {
    if (flags.size() > max_keyboard_depth) flags.erase(flags.begin() + 1);
    flags.push_back(value);
  } else if (csi.prefix == '<') {
    const auto pops = static_cast<std::size_t>(std::max(csi.parameter(0, 1), 1));
    if (pops >= flags.size()) {
      flags = {0};
    } else {
      flags.resize(flags.size() - pops);
    }
  } else if (csi.prefix == '=') {
    const int how = csi.parameter(1, 1);
    std::uint8_t& top = flags.back();
    top = static_cast<std::uint8_t>(how == 2 ? top | value : how == 3 ? top & ~value : value);
  }
}

void TerminalModes::escape(std::string_view intermediates, char final) {
  if (intermediates == "(" || intermediates == ")") {
    charset_[intermediates == ")" ? 1 : 0] = final;
  } else if (!intermediates.empty()) {
    return;
  } else if (final == '=' || final == '>') {
    keypad_ = final == '=';
  } else if (final == 'n' || final == 'o') {
    shifted_ = true;  // to G2 or G3: shift in leads back all the same
  } else if (final == 'c') {
    *this = TerminalModes();
  }
}

void TerminalModes::control(char c) {
  if (c == '\016' || c == '\017') shifted_ = c == '\016';
}

void TerminalModes::osc(const Osc& osc) {
  const bool asks = osc.text.find('?') != std::string_view::npos;
  if (osc.number >= 10 && osc.number <= 19) {
    if (!asks) colours_.set(static_cast<std::size_t>(osc.number - 10));
  } else if (osc.number >= 110 && osc.number <= 119) {
    colours_.reset(static_cast<std::size_t>(osc.number - 110));
  } else if (osc.number == 4) {
    palette_ = palette_ || !asks;
  }
}

// DECSTR: what it resets, as xterm does.
void TerminalModes::soft_reset() {
  for (const int mode : {1, 6, 66}) set(mode, false);
  set(25, true);
  keypad_ = false;
  insert_ = false;
  region_top_ = 0;
  charset_[0] = charset_[1] = 'B';
  shifted_ = false;
}

std::string TerminalModes::restore() const {
  std::string out = set_keyboard(keyboard_[0]);
  if (alternate_screen()) {
    out += private_mode(alternate_, true);
    out += set_keyboard(keyboard_[1]);
  }
  if (region_top_ != 0) {
    out += "\033[" + std::to_string(region_top_) + ";" + std::to_string(region_bottom_) + "r";
  }
  for (std::size_t i = 0; i < known_modes.size(); ++i) {
    const auto& mode = known_modes[i];
    if (changed_[i] && mode.restored) out += private_mode(mode.number, !mode.initially);
  }
  if (keypad_) out += "\033=";
  if (insert_) out += "\033[4h";
  if (modify_other_keys_ != 0) out += "\033[>4;" + std::to_string(modify_other_keys_) + "m";
  if (cursor_style_ != 0) out += "\033[" + std::to_string(cursor_style_) + " q";
  if (charset_[0] != 'B') out += std::string("\033(") + charset_[0];
  if (charset_[1] != 'B') out += std::string("\033)") + charset_[1];
  if (shifted_) out += '\016';
  return out;
}

std::string TerminalModes::reset() const {
  std::string out;
  if (alternate_screen()) {
    out += pop_keyboard(keyboard_[1]);
    out += private_mode(alternate_, false);
  }
  out += pop_keyboard(keyboard_[0]);
  if (region_top_ != 0) out += "\0337\033[r\0338";
  std::string modes;
  for (std::size_t i = 0; i < known_modes.size(); ++i) {
    if (!changed_[i]) continue;
    if (known_modes[i].number == origin_mode) {
      out += leave_origin_mode;
    } else {
      modes += private_mode(known_modes[i].number, known_modes[i].initially);
    }
  }
  out += modes;
  if (keypad_) out += "\033>";
  if (insert_) out += "\033[4l";
  if (modify_other_keys_ != 0) out += "\033[>4m";
  if (cursor_style_ != 0) out += "\033[0 q";
  if (charset_[0] != 'B') out += "\033(B";
  if (charset_[1] != 'B') out += "\033)B";
  if (shifted_) out += '\017';
  if (palette_) out += "\033]104\033\\";
  for (std::size_t i = 0; i < colours_.size(); ++i) {
    if (colours_[i]) out += "\033]" + std::to_string(110 + i) + "\033\\";
  }
  return out + "\033[0m";
}

std::string terminal_reset() {
  // Saving the cursor first makes leaving the alternate screen harmless on the normal one.
  std::string out = "\0337\033[?1049l\033[=0u\033[>4m\0337\033[r\0338";
  out += leave_origin_mode;
  for (const auto& mode : known_modes) {
    if (mode.number != origin_mode) out += private_mode(mode.number, mode.initially);
  }
  return out + "\033>\033[4l\033[0 q\033(B\033)B\017\033[0m";
}

}  // namespace sandtray::session
