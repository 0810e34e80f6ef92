// SPDX-License-Identifier: MIT
// The menu on the bus: com.canonical.dbusmenu for a tree of app::MenuItem. What changed is told in
// the cheapest true way: properties of items that stay, or a new layout.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "app/menu_model.h"
#include "base/result.h"
#include "tray/bus.h"

namespace sandtray::tray {

class Menu {
 public:
  struct Handlers {
    std::function<void()> about_to_show;  // bring it up to date with set()
    std::function<void()> opened;         // the person looks at it now
    std::function<void(const app::Action&)> clicked;
  };

  Menu(sd_bus* bus, const char* path, Handlers handlers)
      : bus_(bus), path_(path), handlers_(std::move(handlers)) {}
  Menu(const Menu&) = delete;
  Menu& operator=(const Menu&) = delete;

  Result<> start();
  void set(app::MenuItem root);
  const app::MenuItem& root() const { return root_; }

 private:
  struct Table;

  int append_item(sd_bus_message* reply, const app::MenuItem& item, int depth,
                  const std::vector<std::string>& names) const;
  bool handle_event(int id, std::string_view type);
  // Whether the answer of AboutToShow is "fetch it again".
  bool refresh();

  sd_bus* bus_;
  const char* path_;
  Handlers handlers_;
  app::MenuItem root_;
  std::uint32_t revision_ = 1;
  Slot object_;
};

}  // namespace sandtray::tray
