// SPDX-License-Identifier: MIT
// A window of its own with a form, that does not stand in the way of the others. What is refused
// stays open with the reason beside its field.
#pragma once

#include <wx/dialog.h>
#include <wx/stattext.h>

#include <functional>
#include <string>
#include <utility>

#include "base/result.h"
#include "ui/form_panel.h"

namespace sandtray::ui {

class FormDialog final : public wxDialog {
 public:
  using Check = std::function<app::Reasons(const app::Values&)>;
  // Whether it is done; then the dialog goes.
  using Accept = std::function<void(FormDialog&, const app::Values&)>;

  // `accept` has the word on its button.
  FormDialog(wxWindow* parent, const std::string& title, FormPanel::Fields fields,
             const app::Values& values, const std::string& button, Check check, Accept accept);

  // What else changes with the field of that key, at once.
  using Follow = std::function<app::Values(const std::string& key, app::Values)>;
  void follow(Follow follow) { follow_ = std::move(follow); }
  // What stood in it at first, as far as its fields can say that.
  const app::Values& opened() const { return opened_; }
  // What became of accept(): the dialog goes, or says why it cannot.
  void done(const Result<>& result);
  // It works on it.
  void wait(const std::string& words);

 private:
  void try_it();

  FormPanel* form_;
  app::Values opened_;
  wxStaticText* message_;
  wxButton* accept_button_;
  Check check_;
  Follow follow_;
  Accept accept_;
};

// A question with one answer beside "Cancel".
void ask(wxWindow* parent, const std::string& title, const std::string& text,
         const std::string& button, std::function<void()> then);

}  // namespace sandtray::ui
