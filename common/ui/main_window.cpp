// SPDX-License-Identifier: MIT
#include "ui/main_window.h"

#include <wx/accel.h>
#include <wx/sizer.h>

#include <utility>

#include "app/strings.h"
#include "ui/about_page.h"
#include "ui/text.h"

namespace sandtray::ui {
namespace {

constexpr auto application = "Sandtray";
constexpr int icon_sizes[] = {16, 32, 48, 128};

}  // namespace

std::optional<Page> page_from(const std::string& word) {
  if (word == "sessions") return Page::sessions;
  if (word == "about") return Page::about;
  return std::nullopt;
}

const char* to_string(Page page) {
  return page == Page::about ? "about" : "sessions";
}

MainWindow::MainWindow(const platform::Paths& paths, std::function<void()> visible)
    : wxFrame(nullptr, wxID_ANY, application) {
  const Icons icons(paths.share + "/icons");
  wxIconBundle own;
  for (const int size : icon_sizes) {
    const auto icon = icons.of_program(size).GetIcon(wxSize(size, size));
    if (icon.IsOk()) own.AddIcon(icon);
  }
  if (!own.IsEmpty()) SetIcons(own);
  pages_ = new wxNotebook(this, wxID_ANY);
  sessions_ = new SessionsPage(pages_, icons);
  pages_->AddPage(sessions_, to_wx(app::strings::page_sessions));
  pages_->AddPage(new AboutPage(pages_, icons, paths), to_wx(app::strings::page_about));
  auto* sizer = new wxBoxSizer(wxVERTICAL);
  sizer->Add(pages_, wxSizerFlags(1).Expand());
  SetSizerAndFit(sizer);
  add_keys();
  Bind(wxEVT_ICONIZE, [visible = std::move(visible)](wxIconizeEvent& event) {
    if (!event.IsIconized()) visible();
    event.Skip();
  });
}

void MainWindow::add_keys() {
  const wxWindowIDRef sessions = NewControlId(), about = NewControlId();
  const wxAcceleratorEntry keys[] = {{wxACCEL_CTRL, '1', sessions},
                                     {wxACCEL_CTRL, '2', about},
                                     {wxACCEL_CTRL, 'W', wxID_CLOSE},
                                     {wxACCEL_CTRL, 'Q', wxID_CLOSE},
                                     {wxACCEL_NORMAL, WXK_ESCAPE, wxID_CLOSE}};
  SetAcceleratorTable(wxAcceleratorTable(static_cast<int>(std::size(keys)), keys));
  Bind(
      wxEVT_MENU, [this](wxCommandEvent&) { open(Page::sessions); }, sessions);
  Bind(
      wxEVT_MENU, [this](wxCommandEvent&) { open(Page::about); }, about);
  Bind(
      wxEVT_MENU, [this](wxCommandEvent&) { Close(); }, wxID_CLOSE);
}

void MainWindow::open(Page page) {
  pages_->SetSelection(static_cast<std::size_t>(page));
  pages_->GetCurrentPage()->SetFocus();
  if (IsIconized()) Iconize(false);
  Show();
  Raise();
}

}  // namespace sandtray::ui
