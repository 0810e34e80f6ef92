// SPDX-License-Identifier: MIT
// A stand-in for the part of Windows that shows toasts: a library that the Windows Runtime loads
// for the three classes, where the registry names it. It keeps to what Microsoft documents, the
// ugly parts too: malformed XML is refused, an application that is not in the registry shows
// nothing, tags are short and never empty, Show succeeds although the toast will fail, and all that
// happens is told on threads of its own. SANDTRAY_TEST_TOASTS is the named pipe by which the test
// asks what is shown and clicks; without it there are no such classes.
#include <string>
#include <thread>

#include "platform/wide.h"
#include "windows/toast_center.h"

namespace sandtray::test {
namespace {

using winrt::text_of;

constexpr DWORD longest = 1 << 16;
constexpr auto pipe_variable = L"SANDTRAY_TEST_TOASTS";

class Notifier final : public ComObject<Known<winrt::ToastNotifier, winrt::toast_notifier_id>> {
 public:
  HRESULT WINAPI Show(winrt::ToastNotification* toast) override {
    return toast == nullptr ? E_POINTER : Center::one().show(static_cast<Toast*>(toast));
  }
  HRESULT WINAPI Hide(winrt::ToastNotification* toast) override {
    return toast == nullptr ? E_POINTER : Center::one().remove(static_cast<Toast*>(toast));
  }
  HRESULT WINAPI get_Setting(winrt::NotificationSetting* setting) override {
    return Center::one().setting(*setting);
  }
  HRESULT WINAPI AddToSchedule(winrt::Inspectable*) override { return E_NOTIMPL; }
  HRESULT WINAPI RemoveFromSchedule(winrt::Inspectable*) override { return E_NOTIMPL; }
  HRESULT WINAPI GetScheduledToastNotifications(winrt::Inspectable**) override { return E_NOTIMPL; }
};

class History final : public ComObject<Known<winrt::ToastHistory, winrt::toast_history_id>> {
 public:
  HRESULT WINAPI RemoveGroup(HSTRING) override { return E_NOTIMPL; }
  HRESULT WINAPI RemoveGroupWithId(HSTRING, HSTRING) override { return E_NOTIMPL; }
  HRESULT WINAPI RemoveGroupedTagWithId(HSTRING tag, HSTRING group, HSTRING application) override {
    if (!Center::one().knows(text_of(application))) return not_found;
    return Center::one().remove(text_of(tag), text_of(group), "remove ");
  }
  // Only a packaged application needs not say who it is.
  HRESULT WINAPI RemoveGroupedTag(HSTRING, HSTRING) override { return not_found; }
  HRESULT WINAPI Remove(HSTRING) override { return not_found; }
  HRESULT WINAPI Clear() override { return not_found; }
  HRESULT WINAPI ClearWithId(HSTRING application) override {
    if (!Center::one().knows(text_of(application))) return not_found;
    Center::one().clear();
    return S_OK;
  }
};

class Manager final
    : public ComObject<Known<winrt::ActivationFactory, winrt::activation_factory_id>,
                       Known<winrt::ToastManager, winrt::toast_manager_id>,
                       Known<winrt::ToastManager2, winrt::toast_manager2_id>> {
 public:
  HRESULT WINAPI ActivateInstance(winrt::Inspectable**) override { return E_NOTIMPL; }
  HRESULT WINAPI CreateToastNotifier(winrt::ToastNotifier**) override { return not_found; }
  HRESULT WINAPI CreateToastNotifierWithId(HSTRING application,
                                           winrt::ToastNotifier** notifier) override {
    if (!Center::one().knows(text_of(application))) return E_INVALIDARG;
    *notifier = new Notifier;
    return S_OK;
  }
  HRESULT WINAPI GetTemplateContent(std::int32_t, winrt::XmlDocument**) override {
    return E_NOTIMPL;
  }
  HRESULT WINAPI get_History(winrt::ToastHistory** history) override {
    *history = new History;
    return S_OK;
  }
};

class ToastFactory final
    : public ComObject<
          Known<winrt::ActivationFactory, winrt::activation_factory_id>,
          Known<winrt::ToastNotificationFactory, winrt::toast_notification_factory_id>> {
 public:
  HRESULT WINAPI ActivateInstance(winrt::Inspectable**) override { return E_NOTIMPL; }
  HRESULT WINAPI CreateToastNotification(winrt::XmlDocument* content,
                                         winrt::ToastNotification** toast) override {
    if (content == nullptr || toast == nullptr) return E_POINTER;
    *toast = new Toast(static_cast<Document*>(content)->root());
    return S_OK;
  }
};

class DocumentFactory final
    : public ComObject<Known<winrt::ActivationFactory, winrt::activation_factory_id>> {
 public:
  HRESULT WINAPI ActivateInstance(winrt::Inspectable** instance) override {
    *instance = static_cast<winrt::XmlDocument*>(new Document);
    return S_OK;
  }
};

// One client after the other; who comes meanwhile waits for the pipe.
void serve(HANDLE pipe) {
  while (ConnectNamedPipe(pipe, nullptr) || GetLastError() == ERROR_PIPE_CONNECTED) {
    std::string line(longest, '\0');
    DWORD size = 0;
    if (ReadFile(pipe, line.data(), longest, &size, nullptr)) {
      line.resize(size);
      const auto answer = Center::one().command(line);
      WriteFile(pipe, answer.data(), static_cast<DWORD>(answer.size()), &size, nullptr);
      FlushFileBuffers(pipe);
    }
    DisconnectNamedPipe(pipe);
  }
}

bool is_wanted() {
  wchar_t name[256]{};
  if (GetEnvironmentVariableW(pipe_variable, name, 256) == 0) return false;
  // Once; the thread lives as long as the process.
  static const bool served = [&] {
    HMODULE self = nullptr;
    GetModuleHandleExW(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS | GET_MODULE_HANDLE_EX_FLAG_PIN,
                       reinterpret_cast<const wchar_t*>(&pipe_variable), &self);
    const HANDLE pipe = CreateNamedPipeW(name, PIPE_ACCESS_DUPLEX,
                                         PIPE_TYPE_MESSAGE | PIPE_READMODE_MESSAGE | PIPE_WAIT, 1,
                                         longest, longest, 0, nullptr);
    if (pipe == INVALID_HANDLE_VALUE) return false;
    std::thread(serve, pipe).detach();
    return true;
  }();
  return served;
}

}  // namespace
}  // namespace sandtray::test

extern "C" __declspec(dllexport) HRESULT WINAPI
    DllGetActivationFactory(HSTRING class_name,
                            sandtray::tray::winrt::ActivationFactory** factory) {
  using namespace sandtray::test;
  if (!is_wanted()) return REGDB_E_CLASSNOTREG;
  const auto name = text_of(class_name);
  if (name == winrt::toast_manager_class) {
    *factory = new Manager;
  } else if (name == winrt::toast_notification_class) {
    *factory = new ToastFactory;
  } else if (name == winrt::xml_document_class) {
    *factory = new DocumentFactory;
  } else {
    return REGDB_E_CLASSNOTREG;
  }
  return S_OK;
}
