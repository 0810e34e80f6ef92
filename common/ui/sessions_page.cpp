// SPDX-License-Identifier: MIT
#include "ui/sessions_page.h"

#include <wx/control.h>
#include <wx/sizer.h>

#include <algorithm>
#include <utility>

#include "app/session_form.h"
#include "app/strings.h"
#include "app/window_strings.h"
#include "config/settings.h"
#include "session/store.h"
#include "ui/accessible.h"
#include "ui/log_window.h"
#include "ui/terminal.h"
#include "ui/text.h"

namespace sandtray::ui {
namespace {

namespace strings = app::strings;

struct ColumnLook {
  SessionModel::Column column;
  const char* title;
  int width;
};
constexpr ColumnLook looks[] = {
    {SessionModel::name, strings::column_name, 140},
    {SessionModel::agent, strings::column_agent, 85},
    {SessionModel::workspace, strings::column_workspace, 160},
    {SessionModel::method, strings::column_method, 140},
    {SessionModel::age, strings::column_age, 100},
    {SessionModel::cpu, strings::column_cpu, 60},
    {SessionModel::memory, strings::column_memory, 80},
};
constexpr int state_width = 175;

}  // namespace

SessionsPage::SessionsPage(wxWindow* parent, const Services& services, const Icons& icons)
    : wxPanel(parent), services_(services), model_(new SessionModel(icons)) {
  summary_ = new wxStaticText(this, wxID_ANY, {});
  list_ = new wxDataViewCtrl(this, wxID_ANY, wxDefaultPosition, FromDIP(wxSize(900, 340)),
                             wxDV_SINGLE | wxDV_ROW_LINES);
  list_->AppendIconTextColumn(to_wx(strings::column_state), SessionModel::state,
                              wxDATAVIEW_CELL_INERT, FromDIP(state_width), wxALIGN_LEFT,
                              wxDATAVIEW_COL_RESIZABLE);
  for (const auto& look : looks) {
    list_->AppendTextColumn(to_wx(look.title), look.column, wxDATAVIEW_CELL_INERT,
                            FromDIP(look.width), wxALIGN_LEFT, wxDATAVIEW_COL_RESIZABLE);
  }
  list_->AssociateModel(model_.get());
  auto* sizer = new wxBoxSizer(wxVERTICAL);
  sizer->Add(summary_, wxSizerFlags().DoubleBorder().Expand());
  sizer->Add(list_, wxSizerFlags(1).Expand().DoubleBorder(wxLEFT | wxRIGHT));
  auto* line = new wxBoxSizer(wxHORIZONTAL);
  add_button(*line, strings::button_new_session, [this] { services_.new_session(); });
  line->AddStretchSpacer();
  attach_ = add_button(*line, strings::button_attach, [this] { attach(); });
  log_ = add_button(*line, strings::button_log, [this] { show_log(); });
  again_ = add_button(*line, strings::button_again, [this] { run_again(); });
  stop_ = add_button(*line, strings::button_stop, [this] { stop(); });
  sizer->Add(line, wxSizerFlags().Expand().DoubleBorder());
  SetSizer(sizer);
  list_->Bind(wxEVT_DATAVIEW_SELECTION_CHANGED, [this](wxDataViewEvent&) { show_selected(); });
  list_->Bind(wxEVT_DATAVIEW_ITEM_ACTIVATED,
              [this](wxDataViewEvent&) { attach_->IsEnabled() ? attach() : show_log(); });
  show_selected();
}

wxButton* SessionsPage::add_button(wxSizer& line, const char* label,
                                   std::function<void()> pressed) {
  auto* button = new wxButton(this, wxID_ANY, to_wx(label));
  button->Bind(wxEVT_BUTTON, [pressed = std::move(pressed)](wxCommandEvent&) { pressed(); });
  line.Add(button, wxSizerFlags().Border(line.IsEmpty() ? 0 : wxLEFT));
  return button;
}

void SessionsPage::show(const app::SessionList& list) {
  const auto text = wxS("&") + wxControl::EscapeMnemonics(to_wx(list.summary));
  if (summary_->GetLabel() != text) {
    summary_->SetLabel(text);
    set_accessible_name(*list_, list.summary);
  }
  const auto id = selected();
  model_->set(list.rows);
  if (selected() != id) select(id);
  show_selected();
}

void SessionsPage::show_selected() {
  const auto id = selected();
  const auto& rows = model_->rows();
  const auto row =
      std::find_if(rows.begin(), rows.end(), [&](const auto& one) { return one.id == id; });
  const bool any = row != rows.end();
  attach_->Enable(any && row->live);
  log_->Enable(any);
  again_->Enable(any && !row->live);
  stop_->Enable(any && row->live);
}

void SessionsPage::attach() {
  const auto setting = config::load_settings(services_.paths).value_or(config::Settings{}).terminal;
  const auto failed = [complain = services_.complain](const Error& error) {
    complain(strings::terminal_failed, error);
  };
  const auto opened =
      open_terminal(services_.loop, services_.paths,
                    {services_.paths.bin + "/sandtray", "attach", selected()}, setting, failed);
  if (!opened) failed(opened.error());
}

void SessionsPage::show_log() {
  const auto id = selected();
  for (const auto& row : model_->rows()) {
    if (row.id == id) (new LogWindow(this, services_, id, row.name))->Show();
  }
}

void SessionsPage::run_again() {
  const auto session = session::Store(services_.paths).read(selected());
  if (!session || session->damage) {
    services_.complain(strings::again_failed, session ? *session->damage : session.error());
    return;
  }
  const auto complain = services_.complain;
  const auto started = services_.run(app::run_again_words(session->spec),
                                     [complain](int code, const std::string& output) {
                                       if (code != 0)
                                         complain(strings::again_failed, app::error_in(output));
                                     });
  if (!started) complain(strings::again_failed, started.error());
}

void SessionsPage::stop() {
  const auto complain = services_.complain;
  stop_->Disable();
  const auto started =
      services_.run({"stop", selected()}, [complain](int code, const std::string& output) {
        if (code != 0) complain(strings::stop_failed, app::error_in(output));
      });
  if (!started) complain(strings::stop_failed, started.error());
}

std::string SessionsPage::selected() const {
  const auto item = list_->GetSelection();
  if (!item.IsOk()) return {};
  const auto row = model_->GetRow(item);
  return row < model_->rows().size() ? model_->rows()[row].id : std::string();
}

// A session that has moved is a new item to the list.
void SessionsPage::select(const std::string& id) {
  for (std::size_t i = 0; i < model_->rows().size(); ++i) {
    if (model_->rows()[i].id == id) list_->Select(model_->GetItem(static_cast<unsigned>(i)));
  }
}

}  // namespace sandtray::ui
