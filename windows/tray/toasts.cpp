// SPDX-License-Identifier: MIT
#include "tray/toasts.h"

#include <algorithm>
#include <utility>

#include "app/toast.h"
#include "base/log.h"
#include "platform/wide.h"
#include "tray/application_id.h"

namespace sandtray::tray {
namespace {

using winrt::NotificationSetting;
using winrt::String;

// All of ours are one group.
constexpr auto group = L"sandtray";

String wide(const std::string& text) {
  return String(platform::to_wide(text));
}

std::string for_whom(NotificationSetting setting) {
  switch (setting) {
    case NotificationSetting::disabled_for_application:
      return "for Sandtray";
    case NotificationSetting::disabled_for_user:
      return "for all programs";
    case NotificationSetting::disabled_by_group_policy:
      return "by a policy of this machine";
    default:
      return "for the reason " + std::to_string(static_cast<int>(setting));
  }
}

}  // namespace

Toasts::Toasts(winrt::Runtime runtime, Handlers handlers)
    : runtime_(std::move(runtime)),
      handlers_(std::move(handlers)),
      events_([this](const auto& event) { receive(event); }) {}

Toasts::~Toasts() {
  if (history_) history_->ClearWithId(String(application_id).get());
}

HRESULT Toasts::find_classes() {
  winrt::Pointer<winrt::ToastManager2> manager2;
  auto done = runtime_.factory(winrt::toast_manager_class, winrt::toast_manager_id,
                               manager_.fresh_untyped());
  if (FAILED(done)) return done;
  done = manager_->QueryInterface(winrt::toast_manager2_id, manager2.fresh_untyped());
  if (FAILED(done)) return done;
  done = manager2->get_History(history_.fresh());
  if (FAILED(done)) return done;
  return runtime_.factory(winrt::toast_notification_class, winrt::toast_notification_factory_id,
                          factory_.fresh_untyped());
}

Result<std::unique_ptr<Toasts>> Toasts::start(const std::string& icon, Handlers handlers) {
  auto runtime = winrt::Runtime::start();
  if (!runtime) return fail(Code::unavailable, "this Windows has no Windows Runtime");
  std::unique_ptr<Toasts> made(new Toasts(std::move(*runtime), std::move(handlers)));
  if (const auto done = made->find_classes(); FAILED(done)) {
    return fail(Code::unavailable, "this Windows offers no toasts, " + winrt::code_text(done));
  }
  SANDTRAY_TRY(register_application(icon));
  const String application(application_id);
  const auto done =
      made->manager_->CreateToastNotifierWithId(application.get(), made->notifier_.fresh());
  if (FAILED(done)) {
    return fail(Code::unavailable, "Windows shows no toasts of ours, " + winrt::code_text(done));
  }
  made->history_->ClearWithId(application.get());
  return made;
}

// Asked each time: the person may change it. Before the first toast Windows may not know us yet,
// which is no refusal.
bool Toasts::is_switched_off() {
  auto setting = NotificationSetting::enabled;
  if (FAILED(notifier_->get_Setting(&setting))) return false;
  if (std::exchange(setting_, setting) != setting) {
    log::warn(setting == NotificationSetting::enabled
                  ? "Windows shows notifications again"
                  : "Windows shows no notifications, they are switched off " + for_whom(setting));
  }
  return setting != NotificationSetting::enabled;
}

HRESULT Toasts::make(const app::Notification& notification, Shown& made) {
  winrt::Pointer<winrt::Inspectable> blank;
  winrt::Pointer<winrt::XmlDocumentIo> reader;
  winrt::Pointer<winrt::XmlDocument> document;
  winrt::Pointer<winrt::ToastNotification2> named;
  auto done = runtime_.activate(winrt::xml_document_class, blank.fresh());
  if (FAILED(done)) return done;
  done = blank->QueryInterface(winrt::xml_document_io_id, reader.fresh_untyped());
  if (FAILED(done)) return done;
  done = reader->LoadXml(wide(app::toast_xml(notification)).get());
  if (FAILED(done)) return done;
  done = blank->QueryInterface(winrt::xml_document_id, document.fresh_untyped());
  if (FAILED(done)) return done;
  done = factory_->CreateToastNotification(document.get(), made.toast.fresh());
  if (FAILED(done)) return done;
  done = made.toast->QueryInterface(winrt::toast_notification2_id, named.fresh_untyped());
  if (FAILED(done)) return done;
  done = named->put_Tag(wide(notification.key).get());
  if (FAILED(done)) return done;
  done = named->put_Group(String(group).get());
  if (FAILED(done)) return done;
  return events_.listen(*made.toast.get(), made.serial);
}

void Toasts::show(const app::Notification& notification) {
  if (is_switched_off()) return handlers_.delivered(notification);  // No is an answer
  Shown made{.serial = ++last_serial_, .notification = notification, .toast = {}};
  auto done = make(notification, made);
  if (SUCCEEDED(done)) done = notifier_->Show(made.toast.get());
  if (FAILED(done)) {
    log::warn("Windows did not take a toast, " + winrt::code_text(done));
    withdraw(notification.key);
    return handlers_.refused(notification);
  }
  // The same tag: Windows puts it in the place of the one before it.
  shown_[notification.key] = std::move(made);
  handlers_.delivered(notification);
}

// From the screen and from the notification centre, wherever it is; it may be in neither.
void Toasts::withdraw(const std::string& key) {
  const auto at = shown_.find(key);
  if (at == shown_.end()) return;
  notifier_->Hide(at->second.toast.get());
  history_->RemoveGroupedTagWithId(wide(key).get(), String(group).get(),
                                   String(application_id).get());
  shown_.erase(at);
}

void Toasts::receive(const ToastEvent& event) {
  const auto at = std::find_if(shown_.begin(), shown_.end(),
                               [&](const auto& one) { return one.second.serial == event.serial; });
  if (at == shown_.end()) return;  // replaced meanwhile
  const auto notification = at->second.notification;
  switch (event.kind) {
    case ToastEvent::Kind::activated:
      if (const auto action = app::toast_action(notification, event.answer)) {
        handlers_.invoked(*action);
      }
      break;
    case ToastEvent::Kind::dismissed:
      // One that has had its time is in the notification centre and can be clicked there.
      if (event.reason != winrt::DismissalReason::timed_out) shown_.erase(at);
      break;
    case ToastEvent::Kind::failed:
      shown_.erase(at);
      log::warn("Windows could not show a toast, " + winrt::code_text(event.code));
      if (!is_switched_off()) handlers_.refused(notification);
      break;
  }
}

}  // namespace sandtray::tray
