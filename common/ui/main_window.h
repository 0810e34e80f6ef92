// SPDX-License-Identifier: MIT
// The one window: a page for the sessions, a page about the program. Every command has a key.
#pragma once

#include <wx/frame.h>
#include <wx/notebook.h>

#include <functional>
#include <optional>
#include <string>

#include "platform/paths.h"
#include "ui/sessions_page.h"

namespace sandtray::ui {

enum class Page { sessions, about };

// "sessions", "about": what stands on the command line and on the socket.
std::optional<Page> page_from(const std::string& word);
const char* to_string(Page page);

class MainWindow final : public wxFrame {
 public:
  // `visible`: the person sees it (again); what was left out meanwhile may be shown.
  MainWindow(const platform::Paths& paths, std::function<void()> visible);

  void open(Page page);
  void show(const app::SessionList& list) { sessions_->show(list); }

 private:
  void add_keys();

  wxNotebook* pages_;
  SessionsPage* sessions_;
};

}  // namespace sandtray::ui
