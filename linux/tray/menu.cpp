// SPDX-License-Identifier: MIT
#include "tray/menu.h"

#include <utility>

#include "tray/menu_properties.h"

namespace sandtray::tray {
namespace {

constexpr auto interface = "com.canonical.dbusmenu";

int read_ids(sd_bus_message* call, std::vector<int>& ids) {
  int r = sd_bus_message_enter_container(call, 'a', "i");
  int id = 0;
  while (r >= 0 && (r = sd_bus_message_read(call, "i", &id)) > 0) ids.push_back(id);
  return r < 0 ? r : sd_bus_message_exit_container(call);
}

int read_names(sd_bus_message* call, std::vector<std::string>& names) {
  int r = sd_bus_message_enter_container(call, 'a', "s");
  const char* name = nullptr;
  while (r >= 0 && (r = sd_bus_message_read(call, "s", &name)) > 0) names.emplace_back(name);
  return r < 0 ? r : sd_bus_message_exit_container(call);
}

int append_ids(sd_bus_message* reply, const std::vector<int>& ids) {
  return sd_bus_message_append_array(reply, 'i', ids.data(), ids.size() * sizeof(int));
}

int append_strings(sd_bus_message* reply, const std::vector<std::string>& strings) {
  int r = sd_bus_message_open_container(reply, 'a', "s");
  for (const auto& text : strings) {
    if (r >= 0) r = sd_bus_message_append(reply, "s", text.c_str());
  }
  return r < 0 ? r : sd_bus_message_close_container(reply);
}

int unknown_id(sd_bus_error* error) {
  return sd_bus_error_set(error, SD_BUS_ERROR_INVALID_ARGS, "there is no menu item with this id");
}

void collect_all(const app::MenuItem& item, std::vector<int>& ids) {
  ids.push_back(item.id);
  for (const auto& child : item.children) collect_all(child, ids);
}

// An answer that is built step by step; sends it if no step failed.
class Reply {
 public:
  explicit Reply(sd_bus_message* call) {
    sd_bus_message* made = nullptr;
    result_ = sd_bus_message_new_method_return(call, &made);
    message_.reset(made);
  }
  template <class Step>
  Reply& then(Step step) {
    if (result_ >= 0) result_ = step(message_.get());
    return *this;
  }
  int send() { return result_ < 0 ? result_ : sd_bus_send(nullptr, message_.get(), nullptr); }

 private:
  Message message_;
  int result_;
};

}  // namespace

struct Menu::Table {
  static int property(sd_bus*, const char*, const char*, const char* name, sd_bus_message* reply,
                      void*, sd_bus_error*) {
    const std::string_view wanted = name;
    if (wanted == "Version") return sd_bus_message_append(reply, "u", 3u);
    if (wanted == "TextDirection") return sd_bus_message_append(reply, "s", "ltr");
    if (wanted == "Status") return sd_bus_message_append(reply, "s", "normal");
    return sd_bus_message_append(reply, "as", 0);  // IconThemePath
  }

  static int get_layout(sd_bus_message* call, void* userdata, sd_bus_error* error) {
    auto& menu = *static_cast<Menu*>(userdata);
    int parent = 0, depth = 0;
    std::vector<std::string> names;
    int r = sd_bus_message_read(call, "ii", &parent, &depth);
    if (r >= 0) r = read_names(call, names);
    if (r < 0) return r;
    const auto* item = find_item(menu.root_, parent);
    if (item == nullptr) return unknown_id(error);
    return Reply(call)
        .then([&](auto* reply) { return sd_bus_message_append(reply, "u", menu.revision_); })
        .then([&](auto* reply) { return menu.append_item(reply, *item, depth, names); })
        .send();
  }

  static int get_group_properties(sd_bus_message* call, void* userdata, sd_bus_error*) {
    auto& menu = *static_cast<Menu*>(userdata);
    std::vector<int> ids;
    std::vector<std::string> names;
    int r = read_ids(call, ids);
    if (r >= 0) r = read_names(call, names);
    if (r < 0) return r;
    if (ids.empty()) collect_all(menu.root_, ids);
    Reply reply(call);
    reply.then([](auto* m) { return sd_bus_message_open_container(m, 'a', "(ia{sv})"); });
    for (const int id : ids) {
      const auto* item = find_item(menu.root_, id);
      if (item == nullptr) continue;
      reply.then([](auto* m) { return sd_bus_message_open_container(m, 'r', "ia{sv}"); })
          .then([&](auto* m) { return sd_bus_message_append(m, "i", id); })
          .then([&](auto* m) { return append_properties(m, *item, names); })
          .then([](auto* m) { return sd_bus_message_close_container(m); });
    }
    return reply.then([](auto* m) { return sd_bus_message_close_container(m); }).send();
  }

  static int get_property(sd_bus_message* call, void* userdata, sd_bus_error* error) {
    auto& menu = *static_cast<Menu*>(userdata);
    int id = 0;
    const char* name = nullptr;
    if (const int r = sd_bus_message_read(call, "is", &id, &name); r < 0) return r;
    const auto* item = find_item(menu.root_, id);
    if (item == nullptr) return unknown_id(error);
    sd_bus_message* made = nullptr;
    if (const int r = sd_bus_message_new_method_return(call, &made); r < 0) return r;
    const Message reply(made);
    if (!append_property(made, *item, name)) {
      return sd_bus_error_set(error, SD_BUS_ERROR_INVALID_ARGS, "the item has no such property");
    }
    return sd_bus_send(nullptr, made, nullptr);
  }

  static int event(sd_bus_message* call, void* userdata, sd_bus_error* error) {
    auto& menu = *static_cast<Menu*>(userdata);
    int id = 0;
    const char* type = nullptr;
    if (const int r = sd_bus_message_read(call, "is", &id, &type); r < 0) return r;
    if (!menu.handle_event(id, type)) return unknown_id(error);
    return sd_bus_reply_method_return(call, nullptr);
  }

  static int event_group(sd_bus_message* call, void* userdata, sd_bus_error*) {
    auto& menu = *static_cast<Menu*>(userdata);
    std::vector<int> unknown;
    int r = sd_bus_message_enter_container(call, 'a', "(isvu)");
    while (r >= 0 && (r = sd_bus_message_enter_container(call, 'r', "isvu")) > 0) {
      int id = 0;
      const char* type = nullptr;
      r = sd_bus_message_read(call, "is", &id, &type);
      if (r >= 0 && !menu.handle_event(id, type)) unknown.push_back(id);
      if (r >= 0) r = sd_bus_message_skip(call, "vu");
      if (r >= 0) r = sd_bus_message_exit_container(call);
    }
    if (r < 0) return r;
    return Reply(call).then([&](auto* m) { return append_ids(m, unknown); }).send();
  }

  static int about_to_show(sd_bus_message* call, void* userdata, sd_bus_error* error) {
    auto& menu = *static_cast<Menu*>(userdata);
    int id = 0;
    if (const int r = sd_bus_message_read(call, "i", &id); r < 0) return r;
    const bool changed = menu.refresh();
    if (find_item(menu.root_, id) == nullptr) return unknown_id(error);
    return sd_bus_reply_method_return(call, "b", changed);
  }

  static int about_to_show_group(sd_bus_message* call, void* userdata, sd_bus_error*) {
    auto& menu = *static_cast<Menu*>(userdata);
    std::vector<int> ids, updated, unknown;
    if (const int r = read_ids(call, ids); r < 0) return r;
    const bool changed = menu.refresh();
    for (const int id : ids) {
      if (find_item(menu.root_, id) == nullptr) {
        unknown.push_back(id);
      } else if (changed) {
        updated.push_back(id);
      }
    }
    return Reply(call)
        .then([&](auto* m) { return append_ids(m, updated); })
        .then([&](auto* m) { return append_ids(m, unknown); })
        .send();
  }

  static const sd_bus_vtable members[];
};

const sd_bus_vtable Menu::Table::members[] = {
    SD_BUS_VTABLE_START(0),
    SD_BUS_PROPERTY("Version", "u", property, 0, SD_BUS_VTABLE_PROPERTY_CONST),
    SD_BUS_PROPERTY("TextDirection", "s", property, 0, SD_BUS_VTABLE_PROPERTY_CONST),
    SD_BUS_PROPERTY("Status", "s", property, 0, 0),
    SD_BUS_PROPERTY("IconThemePath", "as", property, 0, SD_BUS_VTABLE_PROPERTY_CONST),
    SD_BUS_METHOD("GetLayout", "iias", "u(ia{sv}av)", get_layout, SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_METHOD("GetGroupProperties", "aias", "a(ia{sv})", get_group_properties,
                  SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_METHOD("GetProperty", "is", "v", get_property, SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_METHOD("Event", "isvu", "", event, SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_METHOD("EventGroup", "a(isvu)", "ai", event_group, SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_METHOD("AboutToShow", "i", "b", about_to_show, SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_METHOD("AboutToShowGroup", "ai", "aiai", about_to_show_group,
                  SD_BUS_VTABLE_UNPRIVILEGED),
    SD_BUS_SIGNAL("ItemsPropertiesUpdated", "a(ia{sv})a(ias)", 0),
    SD_BUS_SIGNAL("LayoutUpdated", "ui", 0),
    SD_BUS_SIGNAL("ItemActivationRequested", "iu", 0),
    SD_BUS_VTABLE_END,
};

Result<> Menu::start() {
  sd_bus_slot* slot = nullptr;
  const int r = sd_bus_add_object_vtable(bus_, &slot, path_, interface, Table::members, this);
  if (r < 0) return fail_errno(-r, "cannot put the menu on the bus");
  object_.reset(slot);
  return {};
}

int Menu::append_item(sd_bus_message* reply, const app::MenuItem& item, int depth,
                      const std::vector<std::string>& names) const {
  int r = sd_bus_message_open_container(reply, 'r', "ia{sv}av");
  if (r >= 0) r = sd_bus_message_append(reply, "i", item.id);
  if (r >= 0) r = append_properties(reply, item, names);
  if (r >= 0) r = sd_bus_message_open_container(reply, 'a', "v");
  if (depth != 0) {  // -1: all the way down
    for (const auto& child : item.children) {
      if (r >= 0) r = sd_bus_message_open_container(reply, 'v', "(ia{sv}av)");
      if (r >= 0) r = append_item(reply, child, depth < 0 ? -1 : depth - 1, names);
      if (r >= 0) r = sd_bus_message_close_container(reply);
    }
  }
  if (r >= 0) r = sd_bus_message_close_container(reply);
  return r < 0 ? r : sd_bus_message_close_container(reply);
}

bool Menu::handle_event(int id, std::string_view type) {
  const auto* item = find_item(root_, id);
  if (item == nullptr) return false;
  if (type == "opened" && id == root_.id) handlers_.opened();
  if (type == "clicked" && item->enabled && item->action.kind != app::ActionKind::none) {
    const auto action = item->action;  // the handler may replace the tree
    handlers_.clicked(action);
  }
  return true;
}

bool Menu::refresh() {
  const auto before = root_;
  handlers_.about_to_show();
  return !(before == root_);
}

void Menu::set(app::MenuItem root) {
  const auto before = std::exchange(root_, std::move(root));
  const auto changed = changed_items(before, root_);
  if (!changed.empty()) {
    sd_bus_message* made = nullptr;
    if (sd_bus_message_new_signal(bus_, &made, path_, interface, "ItemsPropertiesUpdated") < 0) {
      return;
    }
    const Message signal(made);
    int r = sd_bus_message_open_container(made, 'a', "(ia{sv})");
    for (const auto* item : changed) {
      if (r >= 0) r = sd_bus_message_open_container(made, 'r', "ia{sv}");
      if (r >= 0) r = sd_bus_message_append(made, "i", item->id);
      if (r >= 0) r = append_properties(made, *item, {});
      if (r >= 0) r = sd_bus_message_close_container(made);
    }
    if (r >= 0) r = sd_bus_message_close_container(made);
    if (r >= 0) r = sd_bus_message_open_container(made, 'a', "(ias)");
    for (const auto* item : changed) {
      const auto dropped = dropped_properties(*find_item(before, item->id), *item);
      if (dropped.empty()) continue;
      if (r >= 0) r = sd_bus_message_open_container(made, 'r', "ias");
      if (r >= 0) r = sd_bus_message_append(made, "i", item->id);
      if (r >= 0) r = append_strings(made, dropped);
      if (r >= 0) r = sd_bus_message_close_container(made);
    }
    if (r >= 0) r = sd_bus_message_close_container(made);
    if (r >= 0) sd_bus_send(bus_, made, nullptr);
  }
  if (!same_shape(before, root_)) {
    ++revision_;
    sd_bus_emit_signal(bus_, path_, interface, "LayoutUpdated", "ui", revision_, 0);
  }
}

}  // namespace sandtray::tray
