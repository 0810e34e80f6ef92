// SPDX-License-Identifier: MIT
// The properties of one menu item as com.canonical.dbusmenu names them. A property with its default
// value is left out.
#pragma once

#include <string>
#include <vector>

#include "app/menu_model.h"
#include "tray/bus.h"

namespace sandtray::tray {

// Appends a{sv}; only `names`, or all if it is empty.
int append_properties(sd_bus_message* reply, const app::MenuItem& item,
                      const std::vector<std::string>& names);
// Appends one variant; false if the item has no such property.
bool append_property(sd_bus_message* reply, const app::MenuItem& item, const std::string& name);

// Items that are in both trees under the same id but look different now.
std::vector<const app::MenuItem*> changed_items(const app::MenuItem& before,
                                                const app::MenuItem& now);
// Whether the ids and their nesting are the same.
bool same_shape(const app::MenuItem& one, const app::MenuItem& other);
// Of `before` those that `now` no longer has.
std::vector<std::string> dropped_properties(const app::MenuItem& before, const app::MenuItem& now);

}  // namespace sandtray::tray
