// SPDX-License-Identifier: MIT
// wxWidgets 3.2 names the frame around GTK's control, where no screen reader looks. GTK's own calls
// are found in the library that is loaded anyway: wxWidgets is packed without GTK's headers.
#include "ui/accessible.h"

#include <dlfcn.h>
#include <wx/dataview.h>

#include <string_view>

namespace sandtray::ui {
namespace {

template <class Function>
Function find(const char* name) {
  return reinterpret_cast<Function>(dlsym(RTLD_DEFAULT, name));
}

void name_widget(GtkWidget* widget, const std::string& name) {
  using GetAccessible = void* (*)(GtkWidget*);        // AtkObject*, which the widget owns
  using SetName = void (*)(void*, const char* text);  // copies it
  const auto get_accessible = find<GetAccessible>("gtk_widget_get_accessible");
  const auto set_name = find<SetName>("atk_object_set_name");
  if (widget == nullptr || get_accessible == nullptr || set_name == nullptr) return;
  set_name(get_accessible(widget), name.c_str());
}

// The text in its scrolled frame, the entry of a combo box.
GtkWidget* inside(GtkWidget* widget) {
  using TypeName = const char* (*)(void*);
  using Child = GtkWidget* (*)(void*);
  const auto type_name = find<TypeName>("g_type_name_from_instance");
  const auto child = find<Child>("gtk_bin_get_child");
  if (widget == nullptr || type_name == nullptr || child == nullptr) return nullptr;
  const std::string_view type = type_name(widget);
  const bool holds = type == "GtkScrolledWindow" || type.find("ComboBox") != std::string_view::npos;
  return holds ? child(widget) : nullptr;
}

}  // namespace

void set_accessible_name(wxWindow& control, const std::string& name) {
  if (auto* const list = dynamic_cast<wxDataViewCtrl*>(&control)) {
    name_widget(list->GtkGetTreeView(), name);
    return;
  }
  name_widget(control.GetHandle(), name);
  name_widget(inside(control.GetHandle()), name);
}

}  // namespace sandtray::ui
