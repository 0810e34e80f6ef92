// SPDX-License-Identifier: MIT
// The page of the agent CLIs: to add, change and take out of use.
#pragma once

#include <string>

#include "base/json.h"
#include "config/agent.h"
#include "ui/list_page.h"
#include "ui/services.h"

namespace sandtray::ui {

class AgentsPage final : public ListPage {
 public:
  AgentsPage(wxWindow* parent, const Services& services);

  void reload();

 private:
  void show_selected();
  void open_form(const Json& file, bool fresh);
  void edit();
  void duplicate();
  void remove();
  void toggle();

  const Services& services_;
  wxButton* edit_;
  wxButton* duplicate_;
  wxButton* remove_;
  wxButton* toggle_;
};

}  // namespace sandtray::ui
