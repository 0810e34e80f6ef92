// SPDX-License-Identifier: MIT
// A session's output as it comes, to be read and searched. What does not fit is dropped from the
// top.
#pragma once

#include <wx/frame.h>
#include <wx/stattext.h>
#include <wx/textctrl.h>

#include <string>
#include <vector>

#include "ui/services.h"

namespace sandtray::ui {

class LogWindow final : public wxFrame {
 public:
  LogWindow(wxWindow* parent, const Services& services, const std::string& session,
            const std::string& name);
  ~LogWindow() override;

 private:
  void add(const std::string& bytes);
  void search();
  void go(int step);

  const Services& services_;
  int task_ = 0;
  std::string pending_;  // the beginning of a character
  wxTextCtrl* text_;
  wxTextCtrl* find_;
  wxStaticText* hits_text_;
  std::vector<long> hits_;
  std::size_t hit_ = 0;
};

}  // namespace sandtray::ui
