// SPDX-License-Identifier: MIT
// wxWidgets 3.2 names the frame around GTK's tree, where no screen reader looks. GTK's own two
// calls are found in the library that is loaded anyway: wxWidgets is packed without GTK's headers.
#include "ui/accessible.h"

#include <dlfcn.h>

namespace sandtray::ui {

void set_accessible_name(wxDataViewCtrl& list, const std::string& name) {
  using GetAccessible = void* (*)(GtkWidget*);        // AtkObject*, which the widget owns
  using SetName = void (*)(void*, const char* name);  // copies the name
  const auto get_accessible =
      reinterpret_cast<GetAccessible>(dlsym(RTLD_DEFAULT, "gtk_widget_get_accessible"));
  const auto set_name = reinterpret_cast<SetName>(dlsym(RTLD_DEFAULT, "atk_object_set_name"));
  if (get_accessible == nullptr || set_name == nullptr) return;
  set_name(get_accessible(list.GtkGetTreeView()), name.c_str());
}

}  // namespace sandtray::ui
