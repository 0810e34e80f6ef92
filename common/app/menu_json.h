// SPDX-License-Identifier: MIT
// The menu for another program that draws it: what each item shows and its id, without what a click
// on it does.
#pragma once

#include "app/menu_model.h"
#include "base/json.h"

namespace sandtray::app {

Json menu_to_json(const MenuItem& root);
// internal when it is of another form.
Result<MenuItem> menu_from_json(const Json& json);

}  // namespace sandtray::app
