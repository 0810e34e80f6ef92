// SPDX-License-Identifier: MIT
// What the pages of methods and agents have in common: a sentence, a list, a column of buttons.
#pragma once

#include <wx/button.h>
#include <wx/panel.h>
#include <wx/sizer.h>

#include <functional>
#include <string>
#include <vector>

#include "ui/choice_list.h"

namespace sandtray::ui {

class ListPage : public wxPanel {
 public:
  ListPage(wxWindow* parent, const char* intro, const char* name,
           const std::vector<ChoiceList::Column>& columns);

 protected:
  // In the order in which Tab comes to them.
  wxButton* add_button(const char* label, std::function<void()> pressed);
  ChoiceList& list() { return *list_; }

 private:
  ChoiceList* list_;
  wxBoxSizer* buttons_;
};

}  // namespace sandtray::ui
