// SPDX-License-Identifier: MIT
#include "tray/application_id.h"

#include <windows.h>

#include <shobjidl.h>

#include "platform/native.h"
#include "platform/wide.h"

namespace sandtray::tray {
namespace {

constexpr auto shown_name = L"Sandtray";

std::wstring key() {
  return std::wstring(L"Software\\Classes\\AppUserModelId\\") + application_id;
}

Result<> outcome(LSTATUS status) {
  if (status == ERROR_SUCCESS || status == ERROR_FILE_NOT_FOUND) return {};
  return fail_errno(platform::errno_of(static_cast<DWORD>(status)),
                    "cannot change the entry for notifications in the registry");
}

Result<> set(const wchar_t* name, const std::wstring& value) {
  const auto size = static_cast<DWORD>((value.size() + 1) * sizeof(wchar_t));
  return outcome(
      RegSetKeyValueW(HKEY_CURRENT_USER, key().c_str(), name, REG_SZ, value.c_str(), size));
}

}  // namespace

Result<> register_application(const std::string& icon) {
  SANDTRAY_TRY(set(L"DisplayName", shown_name));
  SANDTRAY_TRY(set(L"IconUri", platform::plain_path(icon)));
  if (FAILED(SetCurrentProcessExplicitAppUserModelID(application_id))) {
    return fail(Code::internal, "Windows does not take the name of the application");
  }
  return {};
}

Result<> unregister_application() {
  return outcome(RegDeleteTreeW(HKEY_CURRENT_USER, key().c_str()));
}

}  // namespace sandtray::tray
