// SPDX-License-Identifier: MIT
// What the virtual machine is in, and what can be done to it, on the page of settings. It asks when
// it is made and when something has been done; while the machine changes, every two seconds.
#pragma once

#include <wx/panel.h>
#include <wx/stattext.h>
#include <wx/timer.h>

#include <string>
#include <vector>

#include "app/vm_status.h"
#include "ui/services.h"

class wxButton;

namespace sandtray::ui {

class VmPanel final : public wxPanel {
 public:
  VmPanel(wxWindow* parent, const Services& services);

  // Asks anew.
  void look();

 private:
  void show(const app::VmStatus& status);
  void command(const char* word);
  void open(bool resets);

  const Services& services_;
  wxStaticText* text_;
  wxButton *set_up_, *start_, *stop_, *reset_;
  wxTimer again_;
  bool busy_ = false;
};

}  // namespace sandtray::ui
