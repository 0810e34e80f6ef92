// SPDX-License-Identifier: MIT
#include "sandbox/expand_json.h"

#include "base/text.h"

namespace sandtray::sandbox {

Json expand_json(const Json& json, const std::vector<std::pair<std::string, std::string>>& values) {
  if (json.is_string()) return expand_template(json.get<std::string>(), values);
  if (json.is_array()) {
    Json array = Json::array();
    for (const auto& item : json) array.push_back(expand_json(item, values));
    return array;
  }
  if (json.is_object()) {
    Json object = Json::object();
    for (const auto& [key, item] : json.items()) {
      object[expand_template(key, values)] = expand_json(item, values);
    }
    return object;
  }
  return json;
}

}  // namespace sandtray::sandbox
