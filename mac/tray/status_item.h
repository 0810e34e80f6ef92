// SPDX-License-Identifier: MIT
// The icon in the menu bar and its menu. Its pictures are system symbols, which the menu bar
// colours as it needs. Main thread only.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "app/menu_model.h"

namespace sandtray::tray {

class StatusItem {
 public:
  struct Handlers {
    std::function<void()> about_to_show;  // bring the menu up to date with set_menu()
    std::function<void()> opened;         // the person looks at it now
    std::function<void(const app::Action&)> clicked;
  };

  explicit StatusItem(Handlers handlers);
  StatusItem(const StatusItem&) = delete;
  StatusItem& operator=(const StatusItem&) = delete;
  ~StatusItem();

  void show(app::IconState state, const std::string& tooltip);
  // An open menu stays as it is; the new one counts when it is closed.
  void set_menu(app::MenuItem root);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace sandtray::tray
