// SPDX-License-Identifier: MIT
// A page of settings. Each change is written at once; what is refused stays with the reason beside
// it, and the file as it was.
#pragma once

#include <wx/infobar.h>
#include <wx/panel.h>

#include <functional>
#include <string>
#include <vector>

#include "app/settings_form.h"
#include "ui/form_panel.h"
#include "ui/services.h"

namespace sandtray::ui {

class SettingsPage final : public wxPanel {
 public:
  using Fields = std::function<std::vector<app::Field>(const app::SettingsFacts&)>;

  SettingsPage(wxWindow* parent, const Services& services, Fields fields);

  // After a change of the files, whoever has made it.
  void reload();
  void commit() { form_->commit(); }
  // The person turns to the page, again: for what stands on it beside the settings.
  std::function<void()> entered{};
  FormPanel& form() { return *form_; }

 private:
  void read();
  void change(const std::string& key);

  const Services& services_;
  Fields fields_;
  app::SettingsFacts facts_;
  wxStaticText* broken_;
  FormPanel* form_;
};

// The page for sandboxing, with the virtual machine below.
SettingsPage* make_sandboxing_page(wxWindow* parent, const Services& services);

}  // namespace sandtray::ui
