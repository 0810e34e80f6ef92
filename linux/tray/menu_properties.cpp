// SPDX-License-Identifier: MIT
#include "tray/menu_properties.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "tray/icons.h"

namespace sandtray::tray {
namespace {

constexpr std::array<const char*, 7> property_names = {
    "type", "label", "enabled", "toggle-type", "toggle-state", "children-display", "icon-data"};

bool has_property(const app::MenuItem& item, std::string_view name) {
  if (name == "type") return item.separator;
  if (name == "label") return !item.separator && !item.label.empty();
  if (name == "enabled") return !item.enabled;
  if (name == "toggle-type" || name == "toggle-state") return item.checked.has_value();
  if (name == "children-display") return !item.children.empty();
  if (name == "icon-data") return item.icon.has_value();
  return false;
}

// An underscore marks the key that selects an item; two are one underscore.
std::string escape_label(const std::string& label) {
  std::string out;
  for (const char c : label) {
    out += c;
    if (c == '_') out += c;
  }
  return out;
}

bool same_look(const app::MenuItem& one, const app::MenuItem& other) {
  return one.label == other.label && one.enabled == other.enabled &&
         one.separator == other.separator && one.checked == other.checked &&
         one.icon == other.icon && one.children.empty() == other.children.empty();
}

void collect_changes(const app::MenuItem& before, const app::MenuItem& item,
                     std::vector<const app::MenuItem*>& changed) {
  const auto* old = find_item(before, item.id);
  if (old != nullptr && !same_look(*old, item)) changed.push_back(&item);
  for (const auto& child : item.children) collect_changes(before, child, changed);
}

}  // namespace

bool append_property(sd_bus_message* reply, const app::MenuItem& item, const std::string& name) {
  if (!has_property(item, name)) return false;
  if (name == "type") return sd_bus_message_append(reply, "v", "s", "separator") >= 0;
  if (name == "label") {
    return sd_bus_message_append(reply, "v", "s", escape_label(item.label).c_str()) >= 0;
  }
  if (name == "enabled") return sd_bus_message_append(reply, "v", "b", 0) >= 0;
  if (name == "toggle-type") return sd_bus_message_append(reply, "v", "s", "checkmark") >= 0;
  if (name == "toggle-state") return sd_bus_message_append(reply, "v", "i", *item.checked) >= 0;
  if (name == "children-display") return sd_bus_message_append(reply, "v", "s", "submenu") >= 0;
  const auto png = menu_icon(*item.icon);
  return sd_bus_message_open_container(reply, 'v', "ay") >= 0 &&
         sd_bus_message_append_array(reply, 'y', png.data(), png.size()) >= 0 &&
         sd_bus_message_close_container(reply) >= 0;
}

int append_properties(sd_bus_message* reply, const app::MenuItem& item,
                      const std::vector<std::string>& names) {
  int r = sd_bus_message_open_container(reply, 'a', "{sv}");
  for (const auto* name : property_names) {
    const bool wanted = names.empty() || std::find(names.begin(), names.end(), name) != names.end();
    if (r < 0 || !wanted || !has_property(item, name)) continue;
    r = sd_bus_message_open_container(reply, 'e', "sv");
    if (r >= 0) r = sd_bus_message_append(reply, "s", name);
    if (r >= 0 && !append_property(reply, item, name)) r = -1;
    if (r >= 0) r = sd_bus_message_close_container(reply);
  }
  return r < 0 ? r : sd_bus_message_close_container(reply);
}

std::vector<const app::MenuItem*> changed_items(const app::MenuItem& before,
                                                const app::MenuItem& now) {
  std::vector<const app::MenuItem*> changed;
  collect_changes(before, now, changed);
  return changed;
}

bool same_shape(const app::MenuItem& one, const app::MenuItem& other) {
  return one.id == other.id && std::equal(one.children.begin(), one.children.end(),
                                          other.children.begin(), other.children.end(), same_shape);
}

std::vector<std::string> dropped_properties(const app::MenuItem& before, const app::MenuItem& now) {
  std::vector<std::string> dropped;
  for (const auto* name : property_names) {
    if (has_property(before, name) && !has_property(now, name)) dropped.emplace_back(name);
  }
  return dropped;
}

}  // namespace sandtray::tray
