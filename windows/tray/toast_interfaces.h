// SPDX-License-Identifier: MIT
// What we use of Windows.UI.Notifications and Windows.Data.Xml.Dom, as the system passes it: names
// of classes, identifiers of interfaces, and the order of their functions. mingw has no header for
// them. Every function keeps the contract of COM: no exception, results through pointers, an object
// that is returned is released by who got it, a string that is returned is deleted by who got it.
// Source: learn.microsoft.com/uwp/api/windows.ui.notifications and the metadata of the Windows SDK
// (Windows.UI.Notifications, Windows.Data.Xml.Dom), where the identifiers stand.
#pragma once

#include <windows.h>

#include <hstring.h>

#include <cstdint>

namespace sandtray::tray::winrt {

// Nobody deletes an object through its interface: it counts who uses it.
struct Unknown {
  virtual HRESULT WINAPI QueryInterface(REFIID iid, void** object) = 0;
  virtual ULONG WINAPI AddRef() = 0;
  virtual ULONG WINAPI Release() = 0;

 protected:
  ~Unknown() = default;
};
inline constexpr IID unknown_id = {0, 0, 0, {0xc0, 0, 0, 0, 0, 0, 0, 0x46}};
// No functions: its object may be called from any thread.
inline constexpr IID agile_id = {
    0x94ea2b94, 0xe9cc, 0x49e0, {0xc0, 0xff, 0xee, 0x64, 0xca, 0x8f, 0x5b, 0x90}};

struct Inspectable : Unknown {
  virtual HRESULT WINAPI GetIids(ULONG* count, IID** iids) = 0;
  virtual HRESULT WINAPI GetRuntimeClassName(HSTRING* name) = 0;
  virtual HRESULT WINAPI GetTrustLevel(int* level) = 0;

 protected:
  ~Inspectable() = default;
};
inline constexpr IID inspectable_id = {
    0xaf86e2e0, 0xb12d, 0x4c6a, {0x9c, 0x5a, 0xd7, 0xaa, 0x65, 0x10, 0x1e, 0x90}};

struct ActivationFactory : Inspectable {
  virtual HRESULT WINAPI ActivateInstance(Inspectable** instance) = 0;

 protected:
  ~ActivationFactory() = default;
};
inline constexpr IID activation_factory_id = {0x35, 0, 0, {0xc0, 0, 0, 0, 0, 0, 0, 0x46}};

// It has functions of its own; we only hand it on.
struct XmlDocument : Inspectable {
 protected:
  ~XmlDocument() = default;
};
inline constexpr auto xml_document_class = L"Windows.Data.Xml.Dom.XmlDocument";
inline constexpr IID xml_document_id = {
    0xf7f3a506, 0x1e87, 0x42d6, {0xbc, 0xfb, 0xb8, 0xc8, 0x09, 0xfa, 0x54, 0x94}};

struct XmlDocumentIo : Inspectable {
  virtual HRESULT WINAPI LoadXml(HSTRING xml) = 0;
  virtual HRESULT WINAPI LoadXmlWithSettings(HSTRING xml, Inspectable* settings) = 0;
  virtual HRESULT WINAPI SaveToFileAsync(Inspectable* file, Inspectable** operation) = 0;

 protected:
  ~XmlDocumentIo() = default;
};
inline constexpr IID xml_document_io_id = {
    0x6cd0e74e, 0xee65, 0x4489, {0x9e, 0xbf, 0xca, 0x43, 0xe8, 0x7b, 0xa6, 0x37}};

struct ToastActivatedArgs : Inspectable {
  virtual HRESULT WINAPI get_Arguments(HSTRING* arguments) = 0;

 protected:
  ~ToastActivatedArgs() = default;
};
inline constexpr IID toast_activated_args_id = {
    0xe3bf92f3, 0xc197, 0x436f, {0x82, 0x65, 0x06, 0x25, 0x82, 0x4f, 0x8d, 0xac}};

enum class DismissalReason : std::int32_t { user_canceled = 0, hidden = 1, timed_out = 2 };

struct ToastDismissedArgs : Inspectable {
  virtual HRESULT WINAPI get_Reason(DismissalReason* reason) = 0;

 protected:
  ~ToastDismissedArgs() = default;
};
inline constexpr IID toast_dismissed_args_id = {
    0x3f89d935, 0xd9cb, 0x4538, {0xa0, 0xf0, 0xff, 0xe7, 0x65, 0x99, 0x38, 0xf8}};

struct ToastFailedArgs : Inspectable {
  virtual HRESULT WINAPI get_ErrorCode(HRESULT* code) = 0;

 protected:
  ~ToastFailedArgs() = default;
};
inline constexpr IID toast_failed_args_id = {
    0x35176862, 0xcfd4, 0x44f8, {0xad, 0x64, 0xf5, 0x00, 0xfd, 0x89, 0x6c, 0x3b}};

struct ToastNotification;

// TypedEventHandler<ToastNotification, Args>: each Args has an identifier of its own, below.
template <class Args>
struct ToastHandler : Unknown {
  virtual HRESULT WINAPI Invoke(ToastNotification* sender, Args* args) = 0;

 protected:
  ~ToastHandler() = default;
};
using ActivatedHandler = ToastHandler<Inspectable>;  // of ToastActivatedArgs, to be asked for
using DismissedHandler = ToastHandler<ToastDismissedArgs>;
using FailedHandler = ToastHandler<ToastFailedArgs>;
inline constexpr IID activated_handler_id = {
    0xab54de2d, 0x97d9, 0x5528, {0xb6, 0xad, 0x10, 0x5a, 0xfe, 0x15, 0x65, 0x30}};
inline constexpr IID dismissed_handler_id = {
    0x61c2402f, 0x0ed0, 0x5a18, {0xab, 0x69, 0x59, 0xf4, 0xaa, 0x99, 0xa3, 0x68}};
inline constexpr IID failed_handler_id = {
    0x95e3e803, 0xc969, 0x5e3a, {0x97, 0x53, 0xea, 0x2a, 0xd2, 0x2a, 0x9a, 0x33}};

struct EventToken {
  std::int64_t value;
};

struct ToastNotification : Inspectable {
  virtual HRESULT WINAPI get_Content(XmlDocument** content) = 0;
  virtual HRESULT WINAPI put_ExpirationTime(Inspectable* time) = 0;
  virtual HRESULT WINAPI get_ExpirationTime(Inspectable** time) = 0;
  virtual HRESULT WINAPI add_Dismissed(DismissedHandler* handler, EventToken* token) = 0;
  virtual HRESULT WINAPI remove_Dismissed(EventToken token) = 0;
  virtual HRESULT WINAPI add_Activated(ActivatedHandler* handler, EventToken* token) = 0;
  virtual HRESULT WINAPI remove_Activated(EventToken token) = 0;
  virtual HRESULT WINAPI add_Failed(FailedHandler* handler, EventToken* token) = 0;
  virtual HRESULT WINAPI remove_Failed(EventToken token) = 0;

 protected:
  ~ToastNotification() = default;
};
inline constexpr auto toast_notification_class = L"Windows.UI.Notifications.ToastNotification";
inline constexpr IID toast_notification_id = {
    0x997e2675, 0x059e, 0x4e60, {0x8b, 0x06, 0x17, 0x60, 0x91, 0x7c, 0x8b, 0x80}};

struct ToastNotification2 : Inspectable {
  virtual HRESULT WINAPI put_Tag(HSTRING tag) = 0;
  virtual HRESULT WINAPI get_Tag(HSTRING* tag) = 0;
  virtual HRESULT WINAPI put_Group(HSTRING group) = 0;
  virtual HRESULT WINAPI get_Group(HSTRING* group) = 0;
  virtual HRESULT WINAPI put_SuppressPopup(unsigned char suppress) = 0;
  virtual HRESULT WINAPI get_SuppressPopup(unsigned char* suppress) = 0;

 protected:
  ~ToastNotification2() = default;
};
inline constexpr IID toast_notification2_id = {
    0x9dfb9fd1, 0x143a, 0x490e, {0x90, 0xbf, 0xb9, 0xfb, 0xa7, 0x13, 0x2d, 0xe7}};

struct ToastNotificationFactory : Inspectable {
  virtual HRESULT WINAPI CreateToastNotification(XmlDocument* content,
                                                 ToastNotification** toast) = 0;

 protected:
  ~ToastNotificationFactory() = default;
};
inline constexpr IID toast_notification_factory_id = {
    0x04124b20, 0x82c6, 0x4229, {0xb1, 0x09, 0xfd, 0x9e, 0xd4, 0x66, 0x2b, 0x53}};

enum class NotificationSetting : std::int32_t {
  enabled = 0,
  disabled_for_application = 1,
  disabled_for_user = 2,
  disabled_by_group_policy = 3,
  disabled_by_manifest = 4,
};

struct ToastNotifier : Inspectable {
  virtual HRESULT WINAPI Show(ToastNotification* toast) = 0;
  virtual HRESULT WINAPI Hide(ToastNotification* toast) = 0;
  virtual HRESULT WINAPI get_Setting(NotificationSetting* setting) = 0;
  virtual HRESULT WINAPI AddToSchedule(Inspectable* toast) = 0;
  virtual HRESULT WINAPI RemoveFromSchedule(Inspectable* toast) = 0;
  virtual HRESULT WINAPI GetScheduledToastNotifications(Inspectable** toasts) = 0;

 protected:
  ~ToastNotifier() = default;
};
inline constexpr IID toast_notifier_id = {
    0x75927b93, 0x03f3, 0x41ec, {0x91, 0xd3, 0x6e, 0x5b, 0xac, 0x1b, 0x38, 0xe7}};

struct ToastHistory : Inspectable {
  virtual HRESULT WINAPI RemoveGroup(HSTRING group) = 0;
  virtual HRESULT WINAPI RemoveGroupWithId(HSTRING group, HSTRING application) = 0;
  virtual HRESULT WINAPI RemoveGroupedTagWithId(HSTRING tag, HSTRING group,
                                                HSTRING application) = 0;
  virtual HRESULT WINAPI RemoveGroupedTag(HSTRING tag, HSTRING group) = 0;
  virtual HRESULT WINAPI Remove(HSTRING tag) = 0;
  virtual HRESULT WINAPI Clear() = 0;
  virtual HRESULT WINAPI ClearWithId(HSTRING application) = 0;

 protected:
  ~ToastHistory() = default;
};
inline constexpr IID toast_history_id = {
    0x5caddc63, 0x01d3, 0x4c97, {0x98, 0x6f, 0x05, 0x33, 0x48, 0x3f, 0xee, 0x14}};

struct ToastManager : Inspectable {
  virtual HRESULT WINAPI CreateToastNotifier(ToastNotifier** notifier) = 0;
  virtual HRESULT WINAPI CreateToastNotifierWithId(HSTRING application,
                                                   ToastNotifier** notifier) = 0;
  virtual HRESULT WINAPI GetTemplateContent(std::int32_t type, XmlDocument** content) = 0;

 protected:
  ~ToastManager() = default;
};
inline constexpr auto toast_manager_class = L"Windows.UI.Notifications.ToastNotificationManager";
inline constexpr IID toast_manager_id = {
    0x50ac103f, 0xd235, 0x4598, {0xbb, 0xef, 0x98, 0xfe, 0x4d, 0x1a, 0x3a, 0xd4}};

struct ToastManager2 : Inspectable {
  virtual HRESULT WINAPI get_History(ToastHistory** history) = 0;

 protected:
  ~ToastManager2() = default;
};
inline constexpr IID toast_manager2_id = {
    0x7ab93c52, 0x0e48, 0x4750, {0xba, 0x9d, 0x1a, 0x41, 0x13, 0x98, 0x18, 0x47}};

}  // namespace sandtray::tray::winrt
