// SPDX-License-Identifier: MIT
// The page with the list of the sessions, and what can be done with one.
#pragma once

#include <wx/button.h>
#include <wx/dataview.h>
#include <wx/panel.h>
#include <wx/sizer.h>
#include <wx/stattext.h>

#include <functional>

#include "app/session_list.h"
#include "ui/icons.h"
#include "ui/services.h"
#include "ui/session_model.h"

namespace sandtray::ui {

class SessionsPage final : public wxPanel {
 public:
  SessionsPage(wxWindow* parent, const Services& services, const Icons& icons);

  void show(const app::SessionList& list);
  void focus_list() { list_->SetFocus(); }

 private:
  wxButton* add_button(wxSizer& line, const char* label, std::function<void()> pressed);
  std::string selected() const;
  void select(const std::string& id);
  void show_selected();
  void attach();
  void show_log();
  void run_again();
  void stop();

  const Services& services_;
  wxObjectDataPtr<SessionModel> model_;
  wxStaticText* summary_;  // also the list's name to a screen reader
  wxDataViewCtrl* list_;
  wxButton* attach_;
  wxButton* log_;
  wxButton* again_;
  wxButton* stop_;
};

}  // namespace sandtray::ui
