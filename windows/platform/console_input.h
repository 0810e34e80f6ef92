// SPDX-License-Identifier: MIT
// What a person types at a console, as bytes. A console gives records, of the mouse and of window
// sizes too: those make no bytes, so that nobody waits for a key that was none.
#pragma once

#include "platform/native.h"

namespace sandtray::platform {

class ConsoleInput final : public Object {
 public:
  using Object::Object;

  // Once a loop has asked for it, reading never waits.
  Io read(char* buffer, std::size_t size) override;
  HANDLE readable() override;

 private:
  void take_records();
  void take_key(const KEY_EVENT_RECORD& key);

  std::string typed_;
  wchar_t half_ = 0;  // the first half of a character of two
  bool in_loop_ = false;
};

}  // namespace sandtray::platform
