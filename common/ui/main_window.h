// SPDX-License-Identifier: MIT
// The one window: the sessions, the settings, the program. A page is made when somebody looks at
// it. Every command has a key.
#pragma once

#include <wx/frame.h>
#include <wx/infobar.h>
#include <wx/notebook.h>

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "ui/icons.h"
#include "ui/services.h"
#include "ui/sessions_page.h"

namespace sandtray::ui {

// In the order of the tabs; the last one is a window of its own over the sessions.
enum class Page {
  sessions,
  sandboxing,
  methods,
  agents,
  workspaces,
  notifications,
  general,
  about,
  new_session
};

// What stands on the command line and on the socket; "settings" is the first page of them.
std::optional<Page> page_from(const std::string& word);
const char* to_string(Page page);

class MainWindow final : public wxFrame {
 public:
  // `visible`: the person sees it, or another page of it (again); what was left out meanwhile may
  // be shown.
  MainWindow(const platform::Paths& paths, tray::EventLoop& loop, tray::Tasks& tasks,
             std::function<void()> visible);

  void open(Page page);
  void show(const app::SessionList& list);
  bool shows_sessions() const;
  // Files of the settings have changed.
  void reload();

 private:
  struct Part {
    wxPanel* place = nullptr;
    std::function<wxWindow*(wxWindow*)> make;
    std::function<void()> reload{};
    std::function<void()> enter{};  // again
    std::function<void()> leave{};
    bool made = false;
  };

  void add_pages();
  void add_settings(Page page, const char* title,
                    std::function<class SettingsPage*(wxWindow*)> make);
  void add(Page page, const char* title, std::function<wxWindow*(wxWindow*)> make);
  void make_current();
  void leave_current();
  void add_keys();
  void complain(const std::string& what, const Error& error);

  Services services_;
  Icons icons_;
  wxInfoBar* bar_;
  wxNotebook* pages_;
  SessionsPage* sessions_ = nullptr;
  std::map<Page, Part> parts_;
  std::optional<app::SessionList> list_;  // as of the last show()
};

}  // namespace sandtray::ui
