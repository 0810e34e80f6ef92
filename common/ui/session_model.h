// SPDX-License-Identifier: MIT
// The rows of app::list_sessions() for the list of a window. Tells the list about the rows that
// have changed and no others, so that the selection and a screen reader stay where they are.
#pragma once

#include <wx/dataview.h>

#include <string>
#include <vector>

#include "app/session_list.h"
#include "ui/icons.h"

namespace sandtray::ui {

class SessionModel final : public wxDataViewIndexListModel {
 public:
  enum Column : unsigned { state, name, agent, workspace, method, age, cpu, memory, column_count };

  explicit SessionModel(Icons icons) : icons_(std::move(icons)) {}

  void set(const std::vector<app::SessionRow>& rows);
  const std::vector<app::SessionRow>& rows() const { return rows_; }

  unsigned GetColumnCount() const override { return column_count; }
  wxString GetColumnType(unsigned column) const override;
  void GetValueByRow(wxVariant& value, unsigned row, unsigned column) const override;
  bool GetAttrByRow(unsigned row, unsigned column, wxDataViewItemAttr& look) const override;
  bool SetValueByRow(const wxVariant&, unsigned, unsigned) override { return false; }

 private:
  std::vector<app::SessionRow> rows_;
  Icons icons_;
};

}  // namespace sandtray::ui
