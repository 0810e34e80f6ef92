// SPDX-License-Identifier: MIT
#include "ui/vm_panel.h"

#include <wx/button.h>
#include <wx/sizer.h>
#include <wx/statbox.h>
#include <wx/weakref.h>

#include <utility>

#include "app/session_form.h"
#include "app/vm_wizard_strings.h"
#include "ui/form_dialog.h"
#include "ui/look.h"
#include "ui/text.h"
#include "ui/vm_window.h"

namespace sandtray::ui {
namespace {

namespace strings = app::strings;

constexpr int text_width = 520;
constexpr int again_ms = 2000;

}  // namespace

VmPanel::VmPanel(wxWindow* parent, const Services& services)
    : wxPanel(parent), services_(services), again_(this) {
  auto* box = new wxStaticBox(this, wxID_ANY, to_wx(strings::vm_panel_title));
  auto* inside = new wxStaticBoxSizer(box, wxVERTICAL);
  text_ = new wxStaticText(box, wxID_ANY, to_wx(strings::vm_panel_asks));
  inside->Add(text_, wxSizerFlags().Expand().DoubleBorder());
  auto* line = new wxBoxSizer(wxHORIZONTAL);
  const auto add = [&](const char* label, std::function<void()> pressed) {
    auto* button = new wxButton(box, wxID_ANY, to_wx(label));
    button->Bind(wxEVT_BUTTON, [pressed = std::move(pressed)](wxCommandEvent&) { pressed(); });
    line->Add(button, wxSizerFlags().Border(wxRIGHT));
    return button;
  };
  const wxWeakRef<VmPanel> self = this;
  set_up_ = add(strings::vm_button_open, [this] { open(/*resets=*/false); });
  start_ = add(strings::vm_button_start, [this] { command("start"); });
  stop_ = add(strings::vm_button_stop, [self] {
    ask(self, strings::vm_panel_title, strings::vm_stop_question, strings::vm_button_stop, [self] {
      if (self) self->command("stop");
    });
  });
  reset_ = add(strings::vm_button_reset, [self] {
    ask(self, strings::vm_panel_title, strings::vm_reset_question, strings::vm_button_do_reset,
        [self] {
          if (self) self->open(/*resets=*/true);
        });
  });
  inside->Add(line, wxSizerFlags().DoubleBorder(wxLEFT | wxRIGHT | wxBOTTOM));
  auto* sizer = new wxBoxSizer(wxVERTICAL);
  sizer->Add(inside, wxSizerFlags().Expand());
  SetSizer(sizer);
  Bind(wxEVT_TIMER, [this](wxTimerEvent&) { look(); });
  start_->Disable();
  stop_->Disable();
  reset_->Disable();
  look();
}

void VmPanel::open(bool resets) {
  const wxWeakRef<VmPanel> self = this;
  const auto changed = [self] {
    if (self) self->look();
  };
  open_vm_window(services_, changed, resets);
}

void VmPanel::look() {
  const wxWeakRef<VmPanel> self = this;
  const auto asked =
      services_.run({"vm", "status", "--json"}, [self](int code, const std::string& output) {
        if (!self) return;
        const auto status = code == 0 ? parse_json(output, "vm status") : Result<Json>(Json());
        if (code == 0 && status) return self->show(app::vm_status(*status));
        app::VmStatus unknown;
        unknown.text = expand_template(strings::vm_panel_unanswered,
                                       {{"message", app::error_in(output).message}});
        self->show(unknown);
      });
  if (!asked) services_.complain(strings::vm_could_not, asked.error());
}

void VmPanel::show(const app::VmStatus& status) {
  text_->SetForegroundColour(status.alarm.empty() ? wxColour() : warning_colour());
  show_text(*text_, status.text, FromDIP(text_width));
  start_->Enable(status.can_start && !busy_);
  stop_->Enable(status.can_stop && !busy_);
  reset_->Enable(status.is_there && !status.passes && !busy_);
  if (status.passes || busy_) again_.StartOnce(again_ms);
  Layout();
  // What scrolls is as high as what it holds.
  GetParent()->Layout();
  GetParent()->FitInside();
}

void VmPanel::command(const char* word) {
  const wxWeakRef<VmPanel> self = this;
  const auto started = services_.run({"vm", word}, [self](int code, const std::string& output) {
    if (!self) return;
    self->busy_ = false;
    if (code != 0) self->services_.complain(strings::vm_could_not, app::error_in(output));
    self->look();
  });
  if (!started) return services_.complain(strings::vm_could_not, started.error());
  busy_ = true;
  look();
}

}  // namespace sandtray::ui
