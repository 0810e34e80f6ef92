// SPDX-License-Identifier: MIT
// The page of the methods: what each isolates, and those of the person to add, change and try.
#pragma once

#include <wx/textctrl.h>

#include <string>

#include "base/json.h"
#include "ui/list_page.h"
#include "ui/services.h"

namespace sandtray::ui {

class MethodsPage final : public ListPage {
 public:
  MethodsPage(wxWindow* parent, const Services& services);

  void reload();

 private:
  void show_selected();
  void choose_template();
  void open_form(const Json& method, bool fresh);
  void edit(bool copy);
  void remove();
  void test();

  const Services& services_;
  wxTextCtrl* details_;
  wxButton* edit_;
  wxButton* duplicate_;
  wxButton* remove_;
  wxButton* test_;
};

}  // namespace sandtray::ui
