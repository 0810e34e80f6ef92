// SPDX-License-Identifier: MIT
#include "ui/session_model.h"

#include "app/row_edits.h"
#include "ui/look.h"
#include "ui/text.h"

namespace sandtray::ui {
namespace {

const std::string& text_of(const app::SessionRow& row, unsigned column) {
  switch (column) {
    case SessionModel::name:
      return row.name;
    case SessionModel::agent:
      return row.agent;
    case SessionModel::workspace:
      return row.workspace;
    case SessionModel::method:
      return row.method;
    case SessionModel::age:
      return row.age;
    case SessionModel::cpu:
      return row.cpu;
    case SessionModel::memory:
      return row.memory;
    default:
      return row.state;
  }
}

}  // namespace

void SessionModel::set(const std::vector<app::SessionRow>& rows) {
  for (const auto& edit : app::row_edits(rows_, rows)) {
    app::carry_out(edit, rows_);
    const auto row = static_cast<unsigned>(edit.at);
    switch (edit.kind) {
      case app::RowEdit::remove:
        RowDeleted(row);
        break;
      case app::RowEdit::insert:
        RowInserted(row);
        break;
      case app::RowEdit::change:
        RowChanged(row);
        break;
    }
  }
}

wxString SessionModel::GetColumnType(unsigned column) const {
  return column == state ? wxS("wxDataViewIconText") : wxS("string");
}

void SessionModel::GetValueByRow(wxVariant& value, unsigned row, unsigned column) const {
  const auto& shown = rows_.at(row);
  const auto text = to_wx(text_of(shown, column));
  if (column == state) {
    value << wxDataViewIconText(text, icons_.of_state(shown.icon));
  } else {
    value = text;
  }
}

bool SessionModel::GetAttrByRow(unsigned row, unsigned column, wxDataViewItemAttr& look) const {
  if (column != method || rows_.at(row).confined) return false;
  look.SetColour(warning_colour());
  look.SetBold(true);
  return true;
}

}  // namespace sandtray::ui
