// SPDX-License-Identifier: MIT
#include "platform/program_path.h"

#include <windows.h>

#include "platform/file.h"
#include "platform/wide.h"

namespace sandtray::platform {

std::string program_path() {
  std::wstring path(32768, L'\0');
  path.resize(GetModuleFileNameW(nullptr, path.data(), static_cast<DWORD>(path.size())));
  const auto given = portable_path(path);
  return real_path(given).value_or(given);
}

}  // namespace sandtray::platform
