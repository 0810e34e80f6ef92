// SPDX-License-Identifier: MIT
#include "ui/main_window.h"

#include <wx/accel.h>
#include <wx/sizer.h>

#include <iterator>
#include <utility>
#include <vector>

#include "app/strings.h"
#include "app/window_strings.h"
#include "base/text.h"
#include "ui/about_page.h"
#include "ui/agents_page.h"
#include "ui/methods_page.h"
#include "ui/new_session.h"
#include "ui/settings_page.h"
#include "ui/text.h"
#include "ui/workspaces_page.h"

namespace sandtray::ui {
namespace {

namespace strings = app::strings;

constexpr auto application = "Sandtray";
constexpr int icon_sizes[] = {16, 32, 48, 128};

struct Word {
  const char* word;
  Page page;
};
constexpr Word words[] = {{"sessions", Page::sessions},     {"sandboxing", Page::sandboxing},
                          {"methods", Page::methods},       {"agents", Page::agents},
                          {"workspaces", Page::workspaces}, {"notifications", Page::notifications},
                          {"general", Page::general},       {"about", Page::about},
                          {"new", Page::new_session},       {"settings", Page::sandboxing}};

}  // namespace

std::optional<Page> page_from(const std::string& word) {
  for (const auto& known : words) {
    if (word == known.word) return known.page;
  }
  return std::nullopt;
}

const char* to_string(Page page) {
  for (const auto& known : words) {
    if (page == known.page) return known.word;
  }
  return "";
}

MainWindow::MainWindow(const platform::Paths& paths, tray::EventLoop& loop, tray::Tasks& tasks,
                       std::function<void()> visible)
    : wxFrame(nullptr, wxID_ANY, application),
      services_{paths, loop, tasks,
                [this](const std::string& what, const Error& error) { complain(what, error); },
                [this] { open_new_session(this, services_); }},
      icons_(paths.share + "/icons") {
  wxIconBundle own;
  for (const int size : icon_sizes) {
    const auto icon = icons_.of_program(size).GetIcon(wxSize(size, size));
    if (icon.IsOk()) own.AddIcon(icon);
  }
  if (!own.IsEmpty()) SetIcons(own);
  bar_ = new wxInfoBar(this);
  pages_ = new wxNotebook(this, wxID_ANY);
  add_pages();
  auto* sizer = new wxBoxSizer(wxVERTICAL);
  sizer->Add(bar_, wxSizerFlags().Expand());
  sizer->Add(pages_, wxSizerFlags(1).Expand());
  SetSizer(sizer);
  SetClientSize(FromDIP(wxSize(960, 560)));
  SetMinClientSize(FromDIP(wxSize(640, 400)));
  add_keys();
  pages_->Bind(wxEVT_NOTEBOOK_PAGE_CHANGING, [this](wxBookCtrlEvent& event) {
    leave_current();
    event.Skip();
  });
  pages_->Bind(wxEVT_NOTEBOOK_PAGE_CHANGED, [this, visible](wxBookCtrlEvent& event) {
    make_current();
    visible();
    event.Skip();
  });
  Bind(wxEVT_ICONIZE, [visible = std::move(visible)](wxIconizeEvent& event) {
    if (!event.IsIconized()) visible();
    event.Skip();
  });
  Bind(wxEVT_CLOSE_WINDOW, [this](wxCloseEvent& event) {
    leave_current();
    event.Skip();
  });
}

void MainWindow::add_pages() {
  add(Page::sessions, strings::page_sessions, [this](wxWindow* parent) {
    sessions_ = new SessionsPage(parent, services_, icons_);
    if (list_) sessions_->show(*list_);
    return sessions_;
  });
  add_settings(Page::sandboxing, strings::page_sandboxing,
               [this](wxWindow* parent) { return make_sandboxing_page(parent, services_); });
  add(Page::methods, strings::page_methods, [this](wxWindow* parent) {
    auto* page = new MethodsPage(parent, services_);
    parts_[Page::methods].reload = [page] { page->reload(); };
    return page;
  });
  add(Page::agents, strings::page_agents, [this](wxWindow* parent) {
    auto* page = new AgentsPage(parent, services_);
    parts_[Page::agents].reload = [page] { page->reload(); };
    return page;
  });
  add(Page::workspaces, strings::page_workspaces, [this](wxWindow* parent) {
    auto* page = new WorkspacesPage(parent, services_);
    parts_[Page::workspaces].reload = [page] { page->reload(); };
    return page;
  });
  add_settings(Page::notifications, strings::page_notifications, [this](wxWindow* parent) {
    return new SettingsPage(parent, services_, [](const app::SettingsFacts& facts) {
      return app::notification_fields(facts.settings);
    });
  });
  add_settings(Page::general, strings::page_general, [this](wxWindow* parent) {
    return new SettingsPage(parent, services_,
                            [](const app::SettingsFacts&) { return app::general_fields(); });
  });
  add(Page::about, strings::page_about,
      [this](wxWindow* parent) { return new AboutPage(parent, icons_, services_.paths); });
}

void MainWindow::add(Page page, const char* title, std::function<wxWindow*(wxWindow*)> make) {
  auto& part = parts_[page];
  part.place = new wxPanel(pages_);
  part.place->SetSizer(new wxBoxSizer(wxVERTICAL));
  part.make = std::move(make);
  pages_->AddPage(part.place, to_wx(title));
}

void MainWindow::add_settings(Page page, const char* title,
                              std::function<SettingsPage*(wxWindow*)> make) {
  add(page, title, [this, page, make = std::move(make)](wxWindow* parent) {
    auto* made = make(parent);
    parts_[page].reload = [made] { made->reload(); };
    parts_[page].enter = [made] {
      if (made->entered) made->entered();
    };
    parts_[page].leave = [made] { made->commit(); };
    return made;
  });
}

void MainWindow::make_current() {
  const auto at = parts_.find(static_cast<Page>(pages_->GetSelection()));
  if (at == parts_.end()) return;
  auto& part = at->second;
  if (part.made) {
    if (part.enter) part.enter();
    return;
  }
  part.made = true;
  part.place->GetSizer()->Add(part.make(part.place), wxSizerFlags(1).Expand());
  part.place->Layout();
}

void MainWindow::leave_current() {
  const auto at = parts_.find(static_cast<Page>(pages_->GetSelection()));
  if (at != parts_.end() && at->second.leave) at->second.leave();
}

void MainWindow::reload() {
  for (const auto& [page, part] : parts_) {
    if (part.reload) part.reload();
  }
}

void MainWindow::show(const app::SessionList& list) {
  list_ = list;
  if (sessions_ != nullptr) sessions_->show(list);
}

bool MainWindow::shows_sessions() const {
  return IsShown() && !IsIconized() && pages_->GetSelection() == static_cast<int>(Page::sessions);
}

void MainWindow::complain(const std::string& what, const Error& error) {
  const auto message = expand_template(
      strings::action_failed,
      {{"what", what},
       {"message", display_text(error.message, 400) +
                       (error.hint.empty() ? "" : "\n" + display_text(error.hint, 400))}});
  bar_->ShowMessage(wxControl::EscapeMnemonics(to_wx(message)), wxICON_ERROR);
}

void MainWindow::add_keys() {
  std::vector<wxAcceleratorEntry> keys = {{wxACCEL_CTRL, 'W', wxID_CLOSE},
                                          {wxACCEL_CTRL, 'Q', wxID_CLOSE},
                                          {wxACCEL_NORMAL, WXK_ESCAPE, wxID_CLOSE},
                                          {wxACCEL_CTRL, 'N', wxID_NEW}};
  for (const auto& [page, part] : parts_) {
    const wxWindowIDRef id = NewControlId();
    keys.emplace_back(wxACCEL_CTRL, '1' + static_cast<int>(page), id);
    Bind(
        wxEVT_MENU, [this, shown = page](wxCommandEvent&) { open(shown); }, id);
  }
  SetAcceleratorTable(wxAcceleratorTable(static_cast<int>(keys.size()), keys.data()));
  Bind(
      wxEVT_MENU, [this](wxCommandEvent&) { services_.new_session(); }, wxID_NEW);
  Bind(
      wxEVT_MENU, [this](wxCommandEvent&) { Close(); }, wxID_CLOSE);
}

void MainWindow::open(Page page) {
  const bool fresh = page == Page::new_session;
  const auto shown = fresh ? Page::sessions : page;
  pages_->SetSelection(static_cast<std::size_t>(shown));
  make_current();
  if (IsIconized()) Iconize(false);
  Show();
  Raise();
  if (shown == Page::sessions) {
    sessions_->focus_list();
  } else {
    parts_[shown].place->SetFocus();
  }
  if (fresh) services_.new_session();
}

}  // namespace sandtray::ui
