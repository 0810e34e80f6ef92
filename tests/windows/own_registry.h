// SPDX-License-Identifier: MIT
// For as long as it lives, what this process reads and writes below HKEY_CURRENT_USER is its own,
// empty at first: cases that run at the same time, and the person's own entries, are left alone.
#pragma once

#include <gtest/gtest.h>
#include <windows.h>

#include <string>

namespace sandtray::test {

class OwnRegistry {
 public:
  OwnRegistry() : name_(L"Software\\sandtray-test-" + std::to_wstring(GetCurrentProcessId())) {
    HKEY own = nullptr;
    EXPECT_EQ(RegCreateKeyExW(HKEY_CURRENT_USER, name_.c_str(), 0, nullptr, 0, KEY_ALL_ACCESS,
                              nullptr, &own, nullptr),
              ERROR_SUCCESS);
    EXPECT_EQ(RegOverridePredefKey(HKEY_CURRENT_USER, own), ERROR_SUCCESS);
    RegCloseKey(own);
  }
  OwnRegistry(const OwnRegistry&) = delete;
  OwnRegistry& operator=(const OwnRegistry&) = delete;
  ~OwnRegistry() {
    RegOverridePredefKey(HKEY_CURRENT_USER, nullptr);
    RegDeleteTreeW(HKEY_CURRENT_USER, name_.c_str());
  }

 private:
  const std::wstring name_;
};

}  // namespace sandtray::test
