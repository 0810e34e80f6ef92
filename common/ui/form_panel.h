// SPDX-License-Identifier: MIT
// Draws a form (app/form.h): a label, a control, what helps, and beside it why it is refused.
#pragma once

#include <wx/panel.h>
#include <wx/scrolwin.h>
#include <wx/stattext.h>

#include <functional>
#include <string>
#include <vector>

#include "app/form.h"

namespace sandtray::ui {

class FormPanel final : public wxScrolledWindow {
 public:
  // The fields for these values: always the same keys in the same order.
  using Fields = std::function<std::vector<app::Field>(const app::Values&)>;
  // The person has chosen something, or has left a text that is another one now.
  using Changed = std::function<void(const std::string& key)>;

  FormPanel(wxWindow* parent, Fields fields, const app::Values& values, Changed changed);

  app::Values values() const;
  // A text that the person is at stays.
  void set_values(const app::Values& values);
  // After something that the fields depend on has changed.
  void update();
  // One line beside each field; those without a reason lose theirs.
  void show_reasons(const app::Reasons& reasons);
  void show_reason(const std::string& key, const std::string& reason);
  // What was refused is no longer chosen; a text stays, to be mended.
  void take_back(const std::string& key, const std::string& value);
  // Where the person has to do something first.
  void focus(const std::string& key);
  // What was typed last counts, though its field has not been left.
  void commit();

 private:
  struct Row {
    app::Field field;
    wxWindow* control = nullptr;
    wxStaticText* help = nullptr;
    wxStaticText* alarm = nullptr;
    wxStaticText* reason = nullptr;
    std::string committed;
  };

  void add(wxWindow* parent, wxSizer& grid, const app::Field& field);
  wxWindow* make_control(wxWindow* parent, const app::Field& field, wxSizer& place);
  wxStaticText* add_text(wxWindow* parent, wxSizer& place);
  void set_text(wxStaticText* text, const std::string& words);
  void pick_folder(wxWindow* control);
  std::string value_of(const Row& row) const;
  void set_value(Row& row, const std::string& value);
  void changed(const std::string& key);
  Row* find(const std::string& key);
  void lay_out();

  // What is scrolled at once: GTK's library complains of each hidden child that it moves itself.
  wxPanel* body_;
  Fields fields_;
  Changed changed_;
  std::vector<Row> rows_;
  bool setting_ = false;
};

}  // namespace sandtray::ui
