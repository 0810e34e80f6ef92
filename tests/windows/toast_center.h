// SPDX-License-Identifier: MIT
// What the stand-in for Windows' notifications has on its screen, and the person in front of it.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "base/json.h"
#include "windows/com_object.h"
#include "windows/toast_xml.h"

namespace sandtray::test {

namespace winrt = tray::winrt;

constexpr HRESULT not_found = static_cast<HRESULT>(0x80070490);  // ERROR_NOT_FOUND
constexpr HRESULT malformed = static_cast<HRESULT>(0xC00CE556);  // as MSXML says it

class Document final : public ComObject<Known<winrt::XmlDocument, winrt::xml_document_id>,
                                        Known<winrt::XmlDocumentIo, winrt::xml_document_io_id>> {
 public:
  HRESULT WINAPI LoadXml(HSTRING xml) override;
  HRESULT WINAPI LoadXmlWithSettings(HSTRING, Inspectable*) override { return E_NOTIMPL; }
  HRESULT WINAPI SaveToFileAsync(Inspectable*, Inspectable**) override { return E_NOTIMPL; }
  const XmlElement& root() const { return root_; }

 private:
  using Inspectable = winrt::Inspectable;
  XmlElement root_;
};

class Toast final
    : public ComObject<Known<winrt::ToastNotification, winrt::toast_notification_id>,
                       Known<winrt::ToastNotification2, winrt::toast_notification2_id>> {
 public:
  explicit Toast(XmlElement root) : content(std::move(root)) {}

  HRESULT WINAPI get_Content(winrt::XmlDocument**) override { return E_NOTIMPL; }
  HRESULT WINAPI put_ExpirationTime(winrt::Inspectable*) override { return E_NOTIMPL; }
  HRESULT WINAPI get_ExpirationTime(winrt::Inspectable**) override { return E_NOTIMPL; }
  HRESULT WINAPI add_Dismissed(winrt::DismissedHandler* handler, winrt::EventToken* token) override;
  HRESULT WINAPI remove_Dismissed(winrt::EventToken) override { return E_NOTIMPL; }
  HRESULT WINAPI add_Activated(winrt::ActivatedHandler* handler, winrt::EventToken* token) override;
  HRESULT WINAPI remove_Activated(winrt::EventToken) override { return E_NOTIMPL; }
  HRESULT WINAPI add_Failed(winrt::FailedHandler* handler, winrt::EventToken* token) override;
  HRESULT WINAPI remove_Failed(winrt::EventToken) override { return E_NOTIMPL; }
  HRESULT WINAPI put_Tag(HSTRING value) override;
  HRESULT WINAPI get_Tag(HSTRING*) override { return E_NOTIMPL; }
  HRESULT WINAPI put_Group(HSTRING value) override;
  HRESULT WINAPI get_Group(HSTRING*) override { return E_NOTIMPL; }
  HRESULT WINAPI put_SuppressPopup(unsigned char) override { return E_NOTIMPL; }
  HRESULT WINAPI get_SuppressPopup(unsigned char*) override { return E_NOTIMPL; }

  // On a thread of the system's, as everything that a toast tells; they return when it was told.
  void activate(const std::string& arguments);
  void dismiss(winrt::DismissalReason reason);
  void fail(HRESULT code);

  const XmlElement content;
  std::wstring tag, group;

 private:
  winrt::Pointer<winrt::ActivatedHandler> activated_;
  winrt::Pointer<winrt::DismissedHandler> dismissed_;
  winrt::Pointer<winrt::FailedHandler> failed_;
};

// One for the process: it has one application. Any thread.
class Center {
 public:
  static Center& one();

  HRESULT show(Toast* toast);
  HRESULT remove(const std::wstring& tag, const std::wstring& group, const char* by);
  HRESULT remove(Toast* toast);
  void clear();
  HRESULT setting(winrt::NotificationSetting& setting);
  bool knows(const std::wstring& application);

  // The person, or the test: "list", "click TAG ARGUMENTS", "dismiss TAG REASON", "setting NUMBER",
  // "fail CODE" (the next one that is shown). JSON, or "ok", or what is wrong.
  std::string command(const std::string& line);

 private:
  winrt::Pointer<Toast> find(const std::wstring& tag);
  Json list();
  bool is_registered();

  std::mutex mutex_;
  std::wstring application_;
  std::vector<winrt::Pointer<Toast>> shown_;
  std::vector<std::string> log_;
  winrt::NotificationSetting setting_ = winrt::NotificationSetting::enabled;
  HRESULT next_failure_ = S_OK;
};

}  // namespace sandtray::test
