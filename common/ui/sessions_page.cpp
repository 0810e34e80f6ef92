// SPDX-License-Identifier: MIT
#include "ui/sessions_page.h"

#include <wx/control.h>
#include <wx/sizer.h>

#include "app/strings.h"
#include "ui/accessible.h"
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
    {SessionModel::name, strings::column_name, 150},
    {SessionModel::agent, strings::column_agent, 90},
    {SessionModel::workspace, strings::column_workspace, 170},
    {SessionModel::method, strings::column_method, 140},
    {SessionModel::age, strings::column_age, 100},
};
constexpr int state_width = 190;

}  // namespace

SessionsPage::SessionsPage(wxWindow* parent, const Icons& icons)
    : wxPanel(parent), model_(new SessionModel(icons)) {
  summary_ = new wxStaticText(this, wxID_ANY, {});
  list_ = new wxDataViewCtrl(this, wxID_ANY, wxDefaultPosition, FromDIP(wxSize(860, 300)),
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
  sizer->Add(summary_, wxSizerFlags().Border().Expand());
  sizer->Add(list_, wxSizerFlags(1).Expand());
  SetSizer(sizer);
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
