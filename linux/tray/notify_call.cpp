// SPDX-License-Identifier: MIT
#include "tray/notify_call.h"

#include "tray/icons.h"

namespace sandtray::tray {
namespace {

constexpr std::int32_t until_dismissed = 0;
constexpr std::int32_t server_decides = -1;
constexpr std::uint8_t normal = 1, critical = 2;
constexpr auto default_action = "default";  // a click on the text

const char* icon_of(app::NotificationKind kind) {
  switch (kind) {
    case app::NotificationKind::needs_you:
      return app::icon_name(app::IconState::needs_you);
    case app::NotificationKind::failed:
      return app::icon_name(app::IconState::failed);
    case app::NotificationKind::finished:
    case app::NotificationKind::about_us:
      break;
  }
  return "sandtray";
}

int append_hint(sd_bus_message* call, const char* name, const char* type, auto value) {
  int r = sd_bus_message_open_container(call, 'e', "sv");
  if (r >= 0) r = sd_bus_message_append(call, "s", name);
  if (r >= 0) r = sd_bus_message_append(call, "v", type, value);
  return r < 0 ? r : sd_bus_message_close_container(call);
}

int append_buttons(sd_bus_message* call, const app::Notification& content, bool with_default) {
  int r = sd_bus_message_open_container(call, 'a', "s");
  if (with_default && !content.buttons.empty()) {
    const auto& first = content.buttons.front();
    if (r >= 0) r = sd_bus_message_append(call, "ss", default_action, first.label.c_str());
  }
  for (const auto& button : content.buttons) {
    if (r >= 0) r = sd_bus_message_append(call, "ss", button.key.c_str(), button.label.c_str());
  }
  return r < 0 ? r : sd_bus_message_close_container(call);
}

int append_hints(sd_bus_message* call, const app::Notification& content, bool silent) {
  int r = sd_bus_message_open_container(call, 'a', "{sv}");
  if (r >= 0) r = append_hint(call, "urgency", "y", content.urgent ? critical : normal);
  if (r >= 0) r = append_hint(call, "desktop-entry", "s", "sandtray");
  if (r >= 0 && silent) r = append_hint(call, "suppress-sound", "b", 1);
  return r < 0 ? r : sd_bus_message_close_container(call);
}

}  // namespace

int append_notify(sd_bus_message* call, const app::Notification& content, const NotifyWish& wish,
                  const ServiceAbilities& can) {
  const auto body = can.markup ? app::escape_markup(content.body) : content.body;
  int r = sd_bus_message_append(call, "susss", "Sandtray", wish.replaces, icon_of(content.kind),
                                content.title.c_str(), body.c_str());
  if (r >= 0 && can.actions) r = append_buttons(call, content, !can.shows_default);
  if (r >= 0 && !can.actions) r = sd_bus_message_append(call, "as", 0);
  if (r >= 0) r = append_hints(call, content, wish.silent);
  if (r < 0) return r;
  return sd_bus_message_append(call, "i", content.urgent ? until_dismissed : server_decides);
}

}  // namespace sandtray::tray
