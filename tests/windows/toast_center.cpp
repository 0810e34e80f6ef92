// SPDX-License-Identifier: MIT
#include "windows/toast_center.h"

#include <algorithm>
#include <sstream>
#include <thread>

#include "platform/wide.h"

namespace sandtray::test {
namespace {

using platform::to_utf8;
using winrt::DismissalReason;
using winrt::String;
using winrt::text_of;

constexpr std::size_t longest_name = 64;

class ActivatedArgs final
    : public ComObject<Known<winrt::ToastActivatedArgs, winrt::toast_activated_args_id>> {
 public:
  explicit ActivatedArgs(std::string arguments) : arguments_(std::move(arguments)) {}
  HRESULT WINAPI get_Arguments(HSTRING* arguments) override {
    *arguments = String(platform::to_wide(arguments_)).release();
    return S_OK;
  }

 private:
  const std::string arguments_;
};

class DismissedArgs final
    : public ComObject<Known<winrt::ToastDismissedArgs, winrt::toast_dismissed_args_id>> {
 public:
  explicit DismissedArgs(DismissalReason reason) : reason_(reason) {}
  HRESULT WINAPI get_Reason(DismissalReason* reason) override {
    *reason = reason_;
    return S_OK;
  }

 private:
  const DismissalReason reason_;
};

class FailedArgs final
    : public ComObject<Known<winrt::ToastFailedArgs, winrt::toast_failed_args_id>> {
 public:
  explicit FailedArgs(HRESULT code) : code_(code) {}
  HRESULT WINAPI get_ErrorCode(HRESULT* code) override {
    *code = code_;
    return S_OK;
  }

 private:
  const HRESULT code_;
};

template <class T>
HRESULT keep(T* handler, winrt::Pointer<T>& kept, winrt::EventToken* token) {
  if (handler == nullptr || token == nullptr) return E_POINTER;
  if (kept) return E_NOTIMPL;  // one is all that anybody here adds
  handler->AddRef();
  *kept.fresh() = handler;
  token->value = 1;
  return S_OK;
}

template <class Handler, class Args>
void tell(const winrt::Pointer<Handler>& handler, winrt::ToastNotification* sender, Args* args) {
  std::thread([&] {
    if (handler) handler->Invoke(sender, args);
  }).join();
  args->Release();
}

HRESULT name(HSTRING value, std::wstring& to) {
  const auto text = text_of(value);
  if (text.empty() || text.size() > longest_name) return E_INVALIDARG;
  to = text;
  return S_OK;
}

// What Windows draws: one visual with one binding with texts.
bool is_drawable(const XmlElement& content) {
  return content.name == "toast" && content.all("visual").size() == 1 &&
         content.all("binding").size() == 1 &&
         content.all("binding").front()->attribute("template") == "ToastGeneric" &&
         !content.all("text").empty() && content.all("action").size() <= 5;
}

}  // namespace

HRESULT WINAPI Document::LoadXml(HSTRING xml) {
  auto read = read_xml(to_utf8(text_of(xml)));
  if (!read) return malformed;
  root_ = std::move(*read);
  return S_OK;
}

HRESULT WINAPI Toast::add_Dismissed(winrt::DismissedHandler* handler, winrt::EventToken* token) {
  return keep(handler, dismissed_, token);
}
HRESULT WINAPI Toast::add_Activated(winrt::ActivatedHandler* handler, winrt::EventToken* token) {
  return keep(handler, activated_, token);
}
HRESULT WINAPI Toast::add_Failed(winrt::FailedHandler* handler, winrt::EventToken* token) {
  return keep(handler, failed_, token);
}
HRESULT WINAPI Toast::put_Tag(HSTRING value) {
  return name(value, tag);
}
HRESULT WINAPI Toast::put_Group(HSTRING value) {
  return name(value, group);
}

void Toast::activate(const std::string& arguments) {
  auto* const args = new ActivatedArgs(arguments);
  tell(activated_, this, static_cast<winrt::Inspectable*>(args));
}
void Toast::dismiss(DismissalReason reason) {
  tell(dismissed_, this, static_cast<winrt::ToastDismissedArgs*>(new DismissedArgs(reason)));
}
void Toast::fail(HRESULT code) {
  tell(failed_, this, static_cast<winrt::ToastFailedArgs*>(new FailedArgs(code)));
}

Center& Center::one() {
  static auto* const center = new Center;  // outlives every thread
  return *center;
}

bool Center::knows(const std::wstring& application) {
  const std::lock_guard lock(mutex_);
  if (application_.empty()) application_ = application;
  return application_ == application;
}

bool Center::is_registered() {
  const auto key = L"Software\\Classes\\AppUserModelId\\" + application_;
  return RegGetValueW(HKEY_CURRENT_USER, key.c_str(), L"DisplayName", RRF_RT_REG_SZ, nullptr,
                      nullptr, nullptr) == ERROR_SUCCESS;
}

HRESULT Center::setting(winrt::NotificationSetting& setting) {
  const std::lock_guard lock(mutex_);
  if (!is_registered()) return not_found;
  setting = setting_;
  return S_OK;
}

HRESULT Center::show(Toast* toast) {
  HRESULT failure = S_OK;
  {
    const std::lock_guard lock(mutex_);
    if (!is_registered()) return not_found;
    failure = std::exchange(next_failure_, S_OK);
    if (setting_ != winrt::NotificationSetting::enabled) failure = E_ACCESSDENIED;
    if (!is_drawable(toast->content)) failure = E_INVALIDARG;
    const auto same = std::find_if(shown_.begin(), shown_.end(), [&](const auto& one) {
      return one->tag == toast->tag && one->group == toast->group;
    });
    const bool replaces = same != shown_.end();
    if (replaces) shown_.erase(same);
    if (FAILED(failure)) {
      log_.push_back("fail " + to_utf8(toast->tag));
    } else {
      log_.push_back((replaces ? "replace " : "show ") + to_utf8(toast->tag));
      winrt::Pointer<Toast> kept;
      toast->AddRef();
      *kept.fresh() = toast;
      shown_.push_back(std::move(kept));
    }
  }
  if (FAILED(failure)) {  // Show succeeds all the same
    toast->AddRef();
    std::thread([toast, failure] {
      toast->fail(failure);
      toast->Release();
    }).detach();
  }
  return S_OK;
}

HRESULT Center::remove(Toast* toast) {
  return remove(toast->tag, toast->group, "hide ");
}

HRESULT Center::remove(const std::wstring& tag, const std::wstring& group, const char* by) {
  const std::lock_guard lock(mutex_);
  const auto at = std::find_if(shown_.begin(), shown_.end(), [&](const auto& one) {
    return one->tag == tag && one->group == group;
  });
  log_.push_back(by + to_utf8(tag));
  if (at == shown_.end()) return not_found;
  // Hiding takes it from the screen; in the notification centre it stays.
  if (by == std::string("remove ")) shown_.erase(at);
  return S_OK;
}

void Center::clear() {
  const std::lock_guard lock(mutex_);
  log_.push_back("clear");
  shown_.clear();
}

winrt::Pointer<Toast> Center::find(const std::wstring& tag) {
  const std::lock_guard lock(mutex_);
  winrt::Pointer<Toast> found;
  for (const auto& one : shown_) {
    if (one->tag != tag) continue;
    one->AddRef();
    *found.fresh() = one.get();
  }
  return found;
}

Json Center::list() {
  const std::lock_guard lock(mutex_);
  auto toasts = Json::array();
  for (const auto& one : shown_) {
    auto texts = Json::array(), buttons = Json::array();
    for (const auto* text : one->content.all("text")) texts.push_back(text->text);
    for (const auto* action : one->content.all("action")) {
      buttons.push_back({{"content", action->attribute("content")},
                         {"arguments", action->attribute("arguments")},
                         {"type", action->attribute("activationType")}});
    }
    toasts.push_back({{"tag", to_utf8(one->tag)},
                      {"group", to_utf8(one->group)},
                      {"launch", one->content.attribute("launch")},
                      {"duration", one->content.attribute("duration")},
                      {"texts", texts},
                      {"buttons", buttons}});
  }
  return {{"application", to_utf8(application_)}, {"shown", toasts}, {"log", log_}};
}

std::string Center::command(const std::string& line) {
  std::istringstream words(line);
  std::string what, which, more;
  words >> what >> which;
  std::getline(words >> std::ws, more);
  if (what == "list") return dump_json(list());
  if (what == "setting" || what == "fail") {
    const std::lock_guard lock(mutex_);
    const auto number = std::stoul(which, nullptr, 0);
    if (what == "fail") next_failure_ = static_cast<HRESULT>(number);
    if (what == "setting") setting_ = static_cast<winrt::NotificationSetting>(number);
    return "ok";
  }
  const auto toast = find(platform::to_wide(which));
  if (!toast) return "there is no toast " + which;
  if (what == "click") {
    toast->activate(more);
  } else if (what == "dismiss") {
    const auto reason = static_cast<DismissalReason>(std::stoi(more));
    if (reason != DismissalReason::timed_out) remove(toast->tag, toast->group, "remove ");
    toast->dismiss(reason);
  } else {
    return "there is no command " + what;
  }
  return "ok";
}

}  // namespace sandtray::test
