// SPDX-License-Identifier: MIT
#include "platform/console_input.h"

#include <algorithm>
#include <cstring>

#include "platform/console_events.h"
#include "platform/signals.h"
#include "platform/wide.h"

namespace sandtray::platform {

HANDLE ConsoleInput::readable() {
  in_loop_ = true;
  return typed_.empty() ? native() : nullptr;
}

Io ConsoleInput::read(char* buffer, std::size_t size) {
  if (!in_loop_) return Object::read(buffer, size);
  if (typed_.empty()) take_records();
  if (typed_.empty()) return {IoState::would_block};
  const auto count = std::min(size, typed_.size());
  std::memcpy(buffer, typed_.data(), count);
  typed_.erase(0, count);
  return {IoState::ok, count};
}

void ConsoleInput::take_records() {
  INPUT_RECORD records[128];
  DWORD count = 0;
  if (!GetNumberOfConsoleInputEvents(native(), &count) || count == 0) return;
  if (!ReadConsoleInputW(native(), records, 128, &count)) return;
  for (DWORD i = 0; i < count; ++i) {
    if (records[i].EventType == WINDOW_BUFFER_SIZE_EVENT) note_signal(signals::window_size);
    if (records[i].EventType == KEY_EVENT) take_key(records[i].Event.KeyEvent);
  }
}

void ConsoleInput::take_key(const KEY_EVENT_RECORD& key) {
  // A character typed by its number comes when Alt is let go.
  if (!key.bKeyDown && key.wVirtualKeyCode != VK_MENU) return;
  const wchar_t unit = key.uChar.UnicodeChar;
  if (unit == 0) return;
  for (WORD i = 0; i < std::max<WORD>(key.wRepeatCount, 1); ++i) {
    if (unit >= 0xD800 && unit < 0xDC00) {
      half_ = unit;
      return;
    }
    std::wstring character;
    if (half_ != 0 && unit >= 0xDC00 && unit < 0xE000) character += half_;
    half_ = 0;
    character += unit;
    typed_ += to_utf8(character);
  }
}

}  // namespace sandtray::platform
