// SPDX-License-Identifier: MIT
// A list of things by name, in columns, with the alarming ones in red. The selection stays with its
// name when the list changes.
#pragma once

#include <wx/dataview.h>

#include <string>
#include <vector>

namespace sandtray::ui {

struct ChoiceRow {
  std::string name;                // not shown, unless a cell says it
  std::vector<std::string> cells;  // one for each column
  bool alarming = false;
  bool faint = false;

  bool operator==(const ChoiceRow&) const = default;
};

class ChoiceModel final : public wxDataViewIndexListModel {
 public:
  void set(std::vector<ChoiceRow> rows);
  const std::vector<ChoiceRow>& rows() const { return rows_; }

  unsigned GetColumnCount() const override { return 3; }
  wxString GetColumnType(unsigned) const override { return wxS("string"); }
  void GetValueByRow(wxVariant& value, unsigned row, unsigned column) const override;
  bool GetAttrByRow(unsigned row, unsigned column, wxDataViewItemAttr& look) const override;
  bool SetValueByRow(const wxVariant&, unsigned, unsigned) override { return false; }

 private:
  std::vector<ChoiceRow> rows_;
};

class ChoiceList final : public wxDataViewCtrl {
 public:
  struct Column {
    const char* title;
    int width;
  };
  // `name`: what a screen reader calls it.
  ChoiceList(wxWindow* parent, const std::string& name, const std::vector<Column>& columns,
             int height);

  void set(const std::vector<ChoiceRow>& rows);
  std::string selected() const;
  void select(const std::string& name);

 private:
  wxObjectDataPtr<ChoiceModel> model_;
};

}  // namespace sandtray::ui
