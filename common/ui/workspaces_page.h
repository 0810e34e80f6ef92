// SPDX-License-Identifier: MIT
// The page of the folders that the person gives to agents.
#pragma once

#include "config/workspaces.h"
#include "ui/list_page.h"
#include "ui/services.h"

namespace sandtray::ui {

class WorkspacesPage final : public ListPage {
 public:
  WorkspacesPage(wxWindow* parent, const Services& services);

  void reload();

 private:
  void show_selected();
  void open_form(const config::Workspace& workspace, bool fresh);
  void edit();
  void remove();

  const Services& services_;
  wxButton* edit_;
  wxButton* remove_;
};

}  // namespace sandtray::ui
