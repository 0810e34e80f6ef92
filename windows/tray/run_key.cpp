// SPDX-License-Identifier: MIT
#include "tray/run_key.h"

#include <windows.h>

#include <array>

#include "platform/native.h"
#include "platform/wide.h"

namespace sandtray::tray {
namespace {

constexpr auto run = L"Software\\Microsoft\\Windows\\CurrentVersion\\Run";
constexpr auto approved =
    L"Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\StartupApproved\\Run";
constexpr auto name = L"Sandtray";

bool was_switched_off() {
  std::array<unsigned char, 12> state{};
  DWORD size = state.size();
  return RegGetValueW(HKEY_CURRENT_USER, approved, name, RRF_RT_REG_BINARY, nullptr, state.data(),
                      &size) == ERROR_SUCCESS &&
         size > 0 && (state[0] & 1) != 0;
}

Result<> outcome(LSTATUS status) {
  if (status == ERROR_SUCCESS || status == ERROR_FILE_NOT_FOUND) return {};
  return fail_errno(platform::errno_of(static_cast<DWORD>(status)), "cannot change the Run key");
}

}  // namespace

bool RunKey::is_on() const {
  return RegGetValueW(HKEY_CURRENT_USER, run, name, RRF_RT_REG_SZ, nullptr, nullptr, nullptr) ==
             ERROR_SUCCESS &&
         !was_switched_off();
}

Result<> RunKey::set(bool on) const {
  if (!on) {
    SANDTRAY_TRY(outcome(RegDeleteKeyValueW(HKEY_CURRENT_USER, run, name)));
    return outcome(RegDeleteKeyValueW(HKEY_CURRENT_USER, approved, name));
  }
  const auto command = L"\"" + platform::plain_path(program_) + L"\"";
  const auto size = static_cast<DWORD>((command.size() + 1) * sizeof(wchar_t));
  SANDTRAY_TRY(
      outcome(RegSetKeyValueW(HKEY_CURRENT_USER, run, name, REG_SZ, command.c_str(), size)));
  return outcome(RegDeleteKeyValueW(HKEY_CURRENT_USER, approved, name));
}

}  // namespace sandtray::tray
