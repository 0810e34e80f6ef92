// SPDX-License-Identifier: MIT
#include "app/menu_json.h"

namespace sandtray::app {
namespace {

std::optional<IconState> state_of(const std::string& icon) {
  for (const auto state : icon_states) {
    if (icon == icon_name(state)) return state;
  }
  return std::nullopt;
}

MenuItem read_item(const Json& json) {
  MenuItem item;
  item.id = json.at("id");
  item.label = json.value("label", "");
  item.enabled = json.value("enabled", true);
  item.separator = json.value("separator", false);
  if (json.contains("checked")) item.checked = json.at("checked").get<bool>();
  item.icon = state_of(json.value("icon", ""));
  for (const auto& child : json.value("children", Json::array())) {
    item.children.push_back(read_item(child));
  }
  return item;
}

}  // namespace

Json menu_to_json(const MenuItem& root) {
  Json json = {{"id", root.id}};
  if (root.separator) {
    json["separator"] = true;
    return json;
  }
  json["label"] = root.label;
  if (!root.enabled) json["enabled"] = false;
  if (root.checked) json["checked"] = *root.checked;
  if (root.icon) json["icon"] = icon_name(*root.icon);
  for (const auto& child : root.children) json["children"].push_back(menu_to_json(child));
  return json;
}

Result<MenuItem> menu_from_json(const Json& json) {
  try {
    return read_item(json);
  } catch (const Json::exception&) {
    return fail(Code::internal, "a menu is not of the expected form");
  }
}

}  // namespace sandtray::app
