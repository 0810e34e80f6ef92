// SPDX-License-Identifier: MIT
#include "tray/status_item.h"

#include <string_view>

#include "base/log.h"
#include "tray/icons.h"

namespace sandtray::tray {
namespace {

constexpr auto watcher = "org.kde.StatusNotifierWatcher";
constexpr auto watcher_path = "/StatusNotifierWatcher";
constexpr auto interface = "org.kde.StatusNotifierItem";
constexpr auto object_path = "/StatusNotifierItem";

int append_pixmaps(sd_bus_message* reply, const Pixmap* from, std::size_t count) {
  int r = sd_bus_message_open_container(reply, 'a', "(iiay)");
  for (std::size_t i = 0; r >= 0 && i < count; ++i) {
    r = sd_bus_message_open_container(reply, 'r', "iiay");
    if (r >= 0) r = sd_bus_message_append(reply, "ii", from[i].size, from[i].size);
    if (r >= 0) {
      r = sd_bus_message_append_array(reply, 'y', from[i].argb.data(), from[i].argb.size());
    }
    if (r >= 0) r = sd_bus_message_close_container(reply);
  }
  return r < 0 ? r : sd_bus_message_close_container(reply);
}

bool wants_attention(app::IconState state) {
  return state == app::IconState::needs_you || state == app::IconState::failed;
}

const char* status_of(app::IconState state) {
  return wants_attention(state) ? "NeedsAttention" : "Active";
}

}  // namespace

struct StatusItem::Table {
  static int property(sd_bus*, const char*, const char*, const char* name, sd_bus_message* reply,
                      void* userdata, sd_bus_error*) {
    const auto& item = *static_cast<const StatusItem*>(userdata);
    const std::string_view wanted = name;
    if (wanted == "Category") return sd_bus_message_append(reply, "s", "ApplicationStatus");
    if (wanted == "Id") return sd_bus_message_append(reply, "s", "sandtray");
    if (wanted == "Title") return sd_bus_message_append(reply, "s", "Sandtray");
    if (wanted == "Status") return sd_bus_message_append(reply, "s", status_of(item.state_));
    if (wanted == "WindowId") return sd_bus_message_append(reply, "i", 0);
    if (wanted == "IconName") return sd_bus_message_append(reply, "s", app::icon_name(item.state_));
    if (wanted == "AttentionIconName") {
      return sd_bus_message_append(reply, "s",
                                   wants_attention(item.state_) ? app::icon_name(item.state_) : "");
    }
    if (wanted == "IconPixmap" ||
        (wanted == "AttentionIconPixmap" && wants_attention(item.state_))) {
      const auto pixmaps = pixmaps_of(item.state_);
      return append_pixmaps(reply, pixmaps.data(), pixmaps.size());
    }
    if (wanted == "AttentionIconPixmap" || wanted == "OverlayIconPixmap") {
      return append_pixmaps(reply, nullptr, 0);
    }
    if (wanted == "ToolTip") {
      int r = sd_bus_message_open_container(reply, 'r', "sa(iiay)ss");
      if (r >= 0) r = sd_bus_message_append(reply, "s", app::icon_name(item.state_));
      if (r >= 0) r = append_pixmaps(reply, nullptr, 0);
      if (r >= 0) r = sd_bus_message_append(reply, "ss", item.tooltip_.c_str(), "");
      return r < 0 ? r : sd_bus_message_close_container(reply);
    }
    if (wanted == "Menu") return sd_bus_message_append(reply, "o", menu_path);
    if (wanted == "ItemIsMenu") return sd_bus_message_append(reply, "b", 1);
    return sd_bus_message_append(reply, "s", "");  // IconThemePath, OverlayIconName, ...
  }

  static int activate(sd_bus_message* call, void* userdata, sd_bus_error*) {
    static_cast<StatusItem*>(userdata)->handlers_.activated();
    return sd_bus_reply_method_return(call, nullptr);
  }

  static int ignore(sd_bus_message* call, void*, sd_bus_error*) {
    return sd_bus_reply_method_return(call, nullptr);
  }

  static int token(sd_bus_message* call, void* userdata, sd_bus_error*) {
    const char* text = nullptr;
    const int r = sd_bus_message_read(call, "s", &text);
    if (r < 0) return r;
    static_cast<StatusItem*>(userdata)->handlers_.token(text);
    return sd_bus_reply_method_return(call, nullptr);
  }

  static int owner_changed(sd_bus_message* signal, void* userdata, sd_bus_error*) {
    auto& item = *static_cast<StatusItem*>(userdata);
    const char *name = nullptr, *before = nullptr, *now = nullptr;
    if (sd_bus_message_read(signal, "sss", &name, &before, &now) < 0) return 0;
    if (now[0] != '\0') {
      item.register_item();
    } else {
      log::info("the watcher of tray icons has gone");
    }
    item.handlers_.watcher_found(now[0] != '\0');
    return 0;
  }

  static int has_owner(sd_bus_message* reply, void* userdata, sd_bus_error*) {
    auto& item = *static_cast<StatusItem*>(userdata);
    int present = 0;
    if (sd_bus_message_read(reply, "b", &present) < 0) present = 0;
    if (present != 0) item.register_item();
    item.handlers_.watcher_found(present != 0);
    return 0;
  }

  static int registered(sd_bus_message* reply, void*, sd_bus_error*) {
    if (const auto* problem = sd_bus_message_get_error(reply)) {
      log::warn(std::string("the watcher did not take the icon: ") + problem->message);
    } else {
      log::info("the icon is registered");
    }
    return 0;
  }

  static const sd_bus_vtable members[];
};

const sd_bus_vtable StatusItem::Table::members[] = {
    SD_BUS_VTABLE_START(0),
    SD_BUS_PROPERTY("Category", "s", property, 0, SD_BUS_VTABLE_PROPERTY_CONST),
    SD_BUS_PROPERTY("Id", "s", property, 0, SD_BUS_VTABLE_PROPERTY_CONST),
    SD_BUS_PROPERTY("Title", "s", property, 0, 0),
    SD_BUS_PROPERTY("Status", "s", property, 0, 0),
    SD_BUS_PROPERTY("WindowId", "i", property, 0, SD_BUS_VTABLE_PROPERTY_CONST),
    SD_BUS_PROPERTY("IconName", "s", property, 0, 0),
    SD_BUS_PROPERTY("IconThemePath", "s", property, 0, SD_BUS_VTABLE_PROPERTY_CONST),
    SD_BUS_PROPERTY("IconPixmap", "a(iiay)", property, 0, 0),
    SD_BUS_PROPERTY("OverlayIconName", "s", property, 0, 0),
    SD_BUS_PROPERTY("OverlayIconPixmap", "a(iiay)", property, 0, 0),
    SD_BUS_PROPERTY("AttentionIconName", "s", property, 0, 0),
    SD_BUS_PROPERTY("AttentionIconPixmap", "a(iiay)", property, 0, 0),
    SD_BUS_PROPERTY("AttentionMovieName", "s", property, 0, 0),
    SD_BUS_PROPERTY("ToolTip", "(sa(iiay)ss)", property, 0, 0),
    SD_BUS_PROPERTY("Menu", "o", property, 0, SD_BUS_VTABLE_PROPERTY_CONST),
    SD_BUS_PROPERTY("ItemIsMenu", "b", property, 0, SD_BUS_VTABLE_PROPERTY_CONST),
    SD_BUS_METHOD("Activate", "ii", "", activate, SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_METHOD("SecondaryActivate", "ii", "", activate, SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_METHOD("ContextMenu", "ii", "", ignore, SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_METHOD("Scroll", "is", "", ignore, SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_METHOD("ProvideXdgActivationToken", "s", "", token, SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_SIGNAL("NewTitle", "", 0),
    SD_BUS_SIGNAL("NewIcon", "", 0),
    SD_BUS_SIGNAL("NewAttentionIcon", "", 0),
    SD_BUS_SIGNAL("NewOverlayIcon", "", 0),
    SD_BUS_SIGNAL("NewToolTip", "", 0),
    SD_BUS_SIGNAL("NewStatus", "s", 0),
    SD_BUS_VTABLE_END,
};

Result<> StatusItem::start() {
  sd_bus_slot* slot = nullptr;
  int r = sd_bus_add_object_vtable(bus_, &slot, object_path, interface, Table::members, this);
  if (r < 0) return fail_errno(-r, "cannot put the icon on the bus");
  object_.reset(slot);
  const auto rule = std::string(
                        "type='signal',sender='org.freedesktop.DBus',path='/org/freedesktop/DBus',"
                        "interface='org.freedesktop.DBus',member='NameOwnerChanged',arg0='") +
                    watcher + "'";
  slot = nullptr;
  r = sd_bus_add_match_async(bus_, &slot, rule.c_str(), Table::owner_changed, nullptr, this);
  if (r < 0) return fail_errno(-r, "cannot wait for a watcher of tray icons");
  owner_changed_.reset(slot);
  slot = nullptr;
  r = sd_bus_call_method_async(bus_, &slot, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                               "org.freedesktop.DBus", "NameHasOwner", Table::has_owner, this, "s",
                               watcher);
  if (r < 0) return fail_errno(-r, "cannot ask for a watcher of tray icons");
  asked_.reset(slot);
  return {};
}

void StatusItem::register_item() {
  const char* name = nullptr;
  if (sd_bus_get_unique_name(bus_, &name) < 0) return;
  sd_bus_slot* slot = nullptr;
  const int r =
      sd_bus_call_method_async(bus_, &slot, watcher, watcher_path, watcher,
                               "RegisterStatusNotifierItem", Table::registered, this, "s", name);
  if (r >= 0) registering_.reset(slot);
}

void StatusItem::show(app::IconState state, const std::string& tooltip) {
  auto emit = [&](const char* signal) {
    sd_bus_emit_signal(bus_, object_path, interface, signal, nullptr);
  };
  if (tooltip != tooltip_) {
    tooltip_ = tooltip;
    emit("NewToolTip");
  }
  if (state == state_) return;
  const bool attention_changes = wants_attention(state) != wants_attention(state_);
  state_ = state;
  emit("NewIcon");
  emit("NewAttentionIcon");
  if (attention_changes) {
    sd_bus_emit_signal(bus_, object_path, interface, "NewStatus", "s", status_of(state));
  }
}

}  // namespace sandtray::tray
