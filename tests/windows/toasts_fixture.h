// SPDX-License-Identifier: MIT
// Toasts by the Windows Runtime (wine's), with a stand-in for what shows them (toast_library.cpp).
#pragma once

#include <gmock/gmock.h>

#include <chrono>

#include "base/json.h"
#include "platform/wide.h"
#include "tray/toasts.h"
#include "windows/own_registry.h"
#include "windows/tray_loop.h"

namespace sandtray::tray {

inline constexpr auto pipe_variable = L"SANDTRAY_TEST_TOASTS";
inline const std::string icon = "C:/Some Where/notifications.png";

inline void name_library() {
  const auto library = platform::plain_path(SANDTRAY_BIN_DIR "/windows_toasts.dll");
  for (const auto* name :
       {winrt::toast_manager_class, winrt::toast_notification_class, winrt::xml_document_class}) {
    const auto key =
        L"Software\\Microsoft\\WindowsRuntime\\ActivatableClassId\\" + std::wstring(name);
    ASSERT_EQ(RegSetKeyValueW(HKEY_LOCAL_MACHINE, key.c_str(), L"DllPath", REG_SZ, library.c_str(),
                              static_cast<DWORD>((library.size() + 1) * sizeof(wchar_t))),
              ERROR_SUCCESS);
  }
}

inline app::Notification question(const std::string& key, const std::string& title = "A question") {
  app::Notification made;
  made.key = key;
  made.title = title;
  made.body = "claude in C:/work\nAgent says: & <b>";
  made.urgent = true;
  made.buttons = {{"attach", "Attach", {.kind = app::ActionKind::attach, .session = key}},
                  {"log", "Show log", {.kind = app::ActionKind::show_log, .session = key}}};
  return made;
}

// A handler ends the loop.
class ToastsTest : public TrayLoop {
 protected:
  static void SetUpTestSuite() {
    registry_ = std::make_unique<test::OwnRegistry>();
    name_library();
    SetEnvironmentVariableW(pipe_variable, pipe().c_str());
  }
  static void TearDownTestSuite() { registry_.reset(); }

  void SetUp() override {
    auto made = start();
    ASSERT_TRUE(made) << made.error().message;
    toasts_ = std::move(*made);
    ASSERT_EQ(person("setting 0"), "ok");
  }

  Result<std::unique_ptr<Toasts>> start() {
    return Toasts::start(
        icon, {.invoked =
                   [this](const auto& action) {
                     on_thread_ = on_thread_ && GetCurrentThreadId() == thread_;
                     invoked_.push_back(action);
                     loop_.exit();
                   },
               .delivered = [this](const auto& told) { delivered_.push_back(told.title); },
               .refused =
                   [this](const auto& told) {
                     refused_.push_back(told.title);
                     loop_.exit();
                   }});
  }

  static std::wstring pipe() {
    return L"\\\\.\\pipe\\sandtray-test-toasts-" + std::to_wstring(GetCurrentProcessId());
  }

  static std::string person(std::string line) {
    std::string answer(1 << 16, '\0');
    DWORD size = 0;
    if (!CallNamedPipeW(pipe().c_str(), line.data(), static_cast<DWORD>(line.size()), answer.data(),
                        static_cast<DWORD>(answer.size()), &size, 10'000)) {
      return "no answer, " + std::to_string(GetLastError());
    }
    answer.resize(size);
    return answer;
  }
  static Json shown() { return Json::parse(person("list"))["shown"]; }
  static std::string last_word() { return Json::parse(person("list"))["log"].back(); }

  // What was posted before this is handled after it.
  void settle() {
    const auto end = loop_.after(std::chrono::milliseconds(50), [this] { loop_.exit(); });
    loop_.run();
  }

  inline static std::unique_ptr<test::OwnRegistry> registry_;
  const DWORD thread_ = GetCurrentThreadId();
  bool on_thread_ = true;
  std::vector<app::Action> invoked_;
  std::vector<std::string> delivered_, refused_;
  std::unique_ptr<Toasts> toasts_;
};

}  // namespace sandtray::tray
