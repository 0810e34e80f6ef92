// SPDX-License-Identifier: MIT
// Checks, steps and the lines of a summary (app/vm_wizard.h): a symbol, what it is, what is said of
// it. What has not changed is not drawn anew.
#pragma once

#include <wx/scrolwin.h>
#include <wx/sizer.h>
#include <wx/stattext.h>

#include <vector>

#include "app/vm_wizard.h"

namespace sandtray::ui {

class RowList final : public wxScrolledWindow {
 public:
  explicit RowList(wxWindow* parent);

  void show(const std::vector<app::VmRow>& rows);

 private:
  struct Line {
    app::VmRow row;
    wxStaticText* symbol = nullptr;
    wxStaticText* title = nullptr;
    wxStaticText* text = nullptr;
  };

  void add_line();
  void draw(Line& line, const app::VmRow& row);
  int text_width() const;
  void wrap();

  // What is scrolled at once: GTK's library complains of each hidden child that it moves itself.
  wxPanel* body_;
  wxFlexGridSizer* grid_;
  std::vector<Line> lines_;
  int width_ = 0;  // of the texts, as they are wrapped
};

}  // namespace sandtray::ui
