// SPDX-License-Identifier: MIT
// The page with the list of the sessions.
#pragma once

#include <wx/dataview.h>
#include <wx/panel.h>
#include <wx/stattext.h>

#include "app/session_list.h"
#include "ui/icons.h"
#include "ui/session_model.h"

namespace sandtray::ui {

class SessionsPage final : public wxPanel {
 public:
  SessionsPage(wxWindow* parent, const Icons& icons);

  void show(const app::SessionList& list);

 private:
  std::string selected() const;
  void select(const std::string& id);

  wxObjectDataPtr<SessionModel> model_;
  wxStaticText* summary_;  // also the list's name to a screen reader
  wxDataViewCtrl* list_;
};

}  // namespace sandtray::ui
