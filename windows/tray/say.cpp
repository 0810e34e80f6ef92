// SPDX-License-Identifier: MIT
#include "tray/say.h"

#include <windows.h>

#include "platform/wide.h"

namespace sandtray::tray {

void say(const std::string& text, bool is_error) {
  const HANDLE output = GetStdHandle(is_error ? STD_ERROR_HANDLE : STD_OUTPUT_HANDLE);
  DWORD done = 0;
  if (output != nullptr && output != INVALID_HANDLE_VALUE &&
      WriteFile(output, text.data(), static_cast<DWORD>(text.size()), &done, nullptr)) {
    return;
  }
  MessageBoxW(nullptr, platform::to_wide(text).c_str(), L"Sandtray",
              is_error ? MB_ICONERROR : MB_ICONINFORMATION);
}

}  // namespace sandtray::tray
