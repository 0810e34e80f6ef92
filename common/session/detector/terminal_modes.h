// SPDX-License-Identifier: MIT
// The modes that an agent has set in its terminal: enough to bring a fresh terminal into them, and
// a person's terminal out of them.
#pragma once

#include <bitset>
#include <cstdint>
#include <string>
#include <vector>

#include "session/detector/escape_sequence.h"

namespace sandtray::session {

class TerminalModes {
 public:
  void csi(const Csi& csi);
  void escape(std::string_view intermediates, char final);
  void control(char c);  // shift in, shift out
  void osc(const Osc& osc);

  // Safe to send before a replay: what is in both is set twice, to the same.
  std::string restore() const;
  std::string reset() const;
  bool alternate_screen() const { return alternate_ != 0; }

 private:
  // Kitty's stack of keyboard flags; the first entry is the one below all pushes.
  using KeyboardFlags = std::vector<std::uint8_t>;

  void set(int mode, bool on);
  void soft_reset();
  void keyboard(const Csi& csi);
  KeyboardFlags& keyboard_flags() { return keyboard_[alternate_screen() ? 1 : 0]; }

  std::bitset<32> changed_;  // from the default, by index in the table of modes
  int alternate_ = 0;        // the mode that switched: 47, 1047 or 1049
  bool keypad_ = false;
  bool insert_ = false;
  KeyboardFlags keyboard_[2] = {{0}, {0}};  // normal and alternate screen
  int modify_other_keys_ = 0;
  int cursor_style_ = 0;
  int region_top_ = 0;  // 0: no region
  int region_bottom_ = 0;
  char charset_[2] = {'B', 'B'};  // G0 and G1
  bool shifted_ = false;
  std::bitset<10> colours_;  // of OSC 10 to 19
  bool palette_ = false;
};

// What every detach may send, whether or not the modes are known.
std::string terminal_reset();

}  // namespace sandtray::session
