// SPDX-License-Identifier: MIT
#include "platform/system_facts.h"

#include <windows.h>

#include <winternl.h>

#include "platform/wide.h"

// Of ntdll; the headers for programs leave it out.
extern "C" NTSTATUS NTAPI RtlGetVersion(PRTL_OSVERSIONINFOW version);

namespace sandtray::platform {
namespace {

constexpr auto subsystem = L"Software\\Microsoft\\Windows\\CurrentVersion\\Lxss";
constexpr auto subsystem_package = L"Software\\Microsoft\\Windows\\CurrentVersion\\Lxss\\MSI";
constexpr auto file_system = L"SYSTEM\\CurrentControlSet\\Control\\FileSystem";

bool has_text(HKEY root, const wchar_t* key, const wchar_t* name) {
  return RegGetValueW(root, key, name, RRF_RT_REG_SZ, nullptr, nullptr, nullptr) == ERROR_SUCCESS;
}

bool is_on(HKEY root, const wchar_t* key, const wchar_t* name) {
  DWORD value = 0, size = sizeof value;
  return RegGetValueW(root, key, name, RRF_RT_REG_DWORD, nullptr, &value, &size) == ERROR_SUCCESS &&
         value != 0;
}

}  // namespace

std::map<std::string, std::string> system_facts() {
  std::map<std::string, std::string> facts;
  // The calls for programs tell each the Windows that it was made for.
  RTL_OSVERSIONINFOW version{};
  version.dwOSVersionInfoSize = sizeof version;
  if (RtlGetVersion(&version) >= 0) {
    facts["build"] = std::to_string(version.dwBuildNumber);
    facts["version"] = std::to_string(version.dwMajorVersion) + "." +
                       std::to_string(version.dwMinorVersion) + "." + facts["build"];
  }
  if (is_on(HKEY_LOCAL_MACHINE, file_system, L"LongPathsEnabled")) facts["long_paths"] = "yes";
  if (has_text(HKEY_LOCAL_MACHINE, subsystem_package, L"InstallLocation")) facts["wsl"] = "yes";
  if (has_text(HKEY_CURRENT_USER, subsystem, L"DefaultDistribution")) {
    facts["wsl_distribution"] = "yes";
  }
  return facts;
}

}  // namespace sandtray::platform
