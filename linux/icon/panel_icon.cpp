// SPDX-License-Identifier: MIT
#include "icon/panel_icon.h"

#include <wx/app.h>
#include <wx/menu.h>

#include "app/menu_json.h"
#include "ui/text.h"

namespace sandtray::icon {
namespace {

constexpr int icon_size = 22;  // what panels of this kind reserve; GTK scales it

// "&" would underline a letter, a tab would make a shortcut.
wxString label_of(const app::MenuItem& item) {
  auto label = ui::to_wx(item.label);
  label.Replace("&", "&&");
  label.Replace("\t", " ");
  return label;
}

}  // namespace

PanelIcon::PanelIcon(const std::string& icons, std::function<void(const Json&)> say)
    : pictures_(icons), say_(std::move(say)) {
  const auto ask = [this](wxTaskBarIconEvent&) {
    if (!open_) say_({{"asked", true}});
  };
  icon_.Bind(wxEVT_TASKBAR_LEFT_DOWN, ask);
  icon_.Bind(wxEVT_TASKBAR_CLICK, ask);  // the other button
  icon_.Bind(wxEVT_MENU, [this](wxCommandEvent& event) { say_({{"clicked", event.GetId() - 1}}); });
}

void PanelIcon::take(const Json& line) {
  if (!line.is_object()) return;
  if (line.contains("menu")) {
    auto root = app::menu_from_json(line.at("menu"));
    // Not here: the next line is to be read while it is open.
    if (root) wxTheApp->CallAfter([this, root = std::move(*root)] { open(root); });
    return;
  }
  const auto text = [&](const char* key) {
    const auto found = line.find(key);
    return found != line.end() && found->is_string() ? found->get<std::string>() : std::string();
  };
  for (const auto state : app::icon_states) {
    if (text("icon") == app::icon_name(state)) {
      icon_.SetIcon(pictures_.of_state(state, icon_size), ui::to_wx(text("tooltip")));
    }
  }
}

void PanelIcon::open(const app::MenuItem& root) {
  if (open_) return;
  open_ = true;
  wxMenu menu;
  fill(menu, root.children);
  icon_.PopupMenu(&menu);
  open_ = false;
}

// Its numbers begin with 1 more than ours: 0 is none of the library's.
void PanelIcon::fill(wxMenu& menu, const std::vector<app::MenuItem>& items) const {
  for (const auto& item : items) {
    if (item.separator) {
      menu.AppendSeparator();
      continue;
    }
    const int id = item.id + 1;
    if (!item.children.empty()) {
      auto* const below = new wxMenu;
      fill(*below, item.children);
      menu.Append(id, label_of(item), below)->Enable(item.enabled);
      continue;
    }
    const auto kind = item.checked ? wxITEM_CHECK : wxITEM_NORMAL;
    auto* const made = new wxMenuItem(&menu, id, label_of(item), wxString(), kind);
    if (item.icon) made->SetBitmap(pictures_.of_state(*item.icon));
    menu.Append(made);
    made->Enable(item.enabled);
    if (item.checked) made->Check(*item.checked);
  }
}

}  // namespace sandtray::icon
