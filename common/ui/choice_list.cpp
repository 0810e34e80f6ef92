// SPDX-License-Identifier: MIT
#include "ui/choice_list.h"

#include <utility>

#include "ui/accessible.h"
#include "ui/look.h"
#include "ui/text.h"

namespace sandtray::ui {

void ChoiceModel::set(std::vector<ChoiceRow> rows) {
  if (rows == rows_) return;
  rows_ = std::move(rows);
  Reset(static_cast<unsigned>(rows_.size()));
}

void ChoiceModel::GetValueByRow(wxVariant& value, unsigned row, unsigned column) const {
  const auto& cells = rows_.at(row).cells;
  value = column < cells.size() ? to_wx(cells[column]) : wxString();
}

bool ChoiceModel::GetAttrByRow(unsigned row, unsigned column, wxDataViewItemAttr& look) const {
  const auto& shown = rows_.at(row);
  if (shown.alarming && column < 2) {
    look.SetColour(warning_colour());
    look.SetBold(true);
    return true;
  }
  if (!shown.faint) return false;
  look.SetColour(quiet_colour());
  return true;
}

ChoiceList::ChoiceList(wxWindow* parent, const std::string& name,
                       const std::vector<Column>& columns, int height)
    : wxDataViewCtrl(parent, wxID_ANY, wxDefaultPosition, wxDefaultSize,
                     wxDV_SINGLE | wxDV_ROW_LINES),
      model_(new ChoiceModel) {
  SetMinSize(FromDIP(wxSize(-1, height)));
  for (unsigned i = 0; i < columns.size(); ++i) {
    AppendTextColumn(to_wx(columns[i].title), i, wxDATAVIEW_CELL_INERT, FromDIP(columns[i].width),
                     wxALIGN_LEFT, wxDATAVIEW_COL_RESIZABLE);
  }
  AssociateModel(model_.get());
  set_accessible_name(*this, name);
}

// Told as a selection that changes, so that who listens to it looks at the new rows.
void ChoiceList::set(const std::vector<ChoiceRow>& rows) {
  const auto before = selected();
  model_->set(rows);
  if (selected() == before && !before.empty()) return;
  select(before);
}

std::string ChoiceList::selected() const {
  const auto item = GetSelection();
  if (!item.IsOk()) return {};
  const auto row = model_->GetRow(item);
  return row < model_->rows().size() ? model_->rows()[row].name : std::string();
}

void ChoiceList::select(const std::string& name) {
  const auto& rows = model_->rows();
  if (rows.empty()) return;
  std::size_t at = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].name == name) at = i;
  }
  Select(model_->GetItem(static_cast<unsigned>(at)));
}

}  // namespace sandtray::ui
