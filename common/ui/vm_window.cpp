// SPDX-License-Identifier: MIT
#include "ui/vm_window.h"

#include <wx/button.h>
#include <wx/frame.h>
#include <wx/gauge.h>
#include <wx/panel.h>
#include <wx/sizer.h>
#include <wx/stattext.h>
#include <wx/weakref.h>

#include <utility>

#include "app/vm_wizard_strings.h"
#include "app/window_strings.h"
#include "ui/form_panel.h"
#include "ui/look.h"
#include "ui/row_list.h"
#include "ui/text.h"
#include "ui/vm_facts.h"

namespace sandtray::ui {
namespace {

namespace strings = app::strings;
using app::VmDeed;
using app::VmPage;

constexpr auto width = 680, height = 520, text_width = 620;

class VmWindow final : public wxFrame {
 public:
  VmWindow(const Services& services, app::VmWizardFacts facts, std::function<void()> changed);
  ~VmWindow() override { services_.tasks.end(task_); }

 private:
  void add_controls();
  void add_buttons(wxSizer& sizer);
  void do_it(VmDeed deed);
  void begin();
  void run();
  void hear(const std::string& bytes);
  void ended(int code);
  void go_on();
  void take_values();
  void draw();
  void draw_form();

  const Services services_;
  app::VmWizard wizard_;
  std::function<void()> changed_;
  wxPanel* body_;
  wxStaticText *heading_, *text_;
  wxGauge* gauge_;
  RowList* rows_;
  FormPanel* form_ = nullptr;
  wxBoxSizer* form_place_;
  wxButton *look_, *cancel_, *back_, *next_;
  std::vector<std::string> form_keys_;
  VmPage form_page_ = VmPage::machine;
  int task_ = 0;
  bool closes_ = false;      // when the command has ended
  std::string line_, said_;  // of the command: what has no end yet, what is no event
};

VmWindow::VmWindow(const Services& services, app::VmWizardFacts facts,
                   std::function<void()> changed)
    : wxFrame(nullptr, wxID_ANY, to_wx(strings::vm_window_title)),
      services_(services),
      wizard_(std::move(facts)),
      changed_(std::move(changed)),
      body_(new wxPanel(this)) {
  add_controls();
  Bind(wxEVT_CLOSE_WINDOW, [this](wxCloseEvent& event) {
    if (wizard_.page() != VmPage::progress || !event.CanVeto()) {
      Destroy();
      return;
    }
    event.Veto();
    closes_ = true;
    do_it(wizard_.cancel());
  });
  Bind(wxEVT_CHAR_HOOK, [this](wxKeyEvent& event) {
    if (event.GetKeyCode() == WXK_ESCAPE) {
      do_it(wizard_.cancel());
    } else {
      event.Skip();
    }
  });
  SetClientSize(FromDIP(wxSize(width, height)));
  SetMinClientSize(FromDIP(wxSize(480, 360)));
  CentreOnScreen();
  do_it(wizard_.start());
}

void VmWindow::add_controls() {
  auto* sizer = new wxBoxSizer(wxVERTICAL);
  heading_ = new wxStaticText(body_, wxID_ANY, {});
  heading_->SetFont(heading_->GetFont().Bold().Scaled(1.4f));
  text_ = new wxStaticText(body_, wxID_ANY, {});
  gauge_ = new wxGauge(body_, wxID_ANY, 100);
  rows_ = new RowList(body_);
  rows_->Hide();  // GTK complains of what has no room for a scroll bar
  form_place_ = new wxBoxSizer(wxVERTICAL);
  sizer->Add(heading_, wxSizerFlags().DoubleBorder(wxLEFT | wxRIGHT | wxTOP));
  sizer->Add(text_, wxSizerFlags().Expand().DoubleBorder());
  sizer->Add(gauge_, wxSizerFlags().Expand().DoubleBorder(wxLEFT | wxRIGHT | wxBOTTOM));
  sizer->Add(rows_, wxSizerFlags(1).Expand());
  sizer->Add(form_place_, wxSizerFlags(1).Expand());
  add_buttons(*sizer);
  body_->SetSizer(sizer);
  auto* outer = new wxBoxSizer(wxVERTICAL);
  outer->Add(body_, wxSizerFlags(1).Expand());
  SetSizer(outer);
}

void VmWindow::add_buttons(wxSizer& sizer) {
  auto* line = new wxBoxSizer(wxHORIZONTAL);
  const auto add = [&](const char* label, std::function<void()> pressed) {
    auto* button = new wxButton(body_, wxID_ANY, to_wx(label));
    button->Bind(wxEVT_BUTTON, [pressed = std::move(pressed)](wxCommandEvent&) { pressed(); });
    line->Add(button, wxSizerFlags().Border(line->IsEmpty() ? 0 : wxLEFT));
    return button;
  };
  look_ = add(strings::vm_button_look, [this] { do_it(wizard_.look_again()); });
  line->AddStretchSpacer();
  cancel_ = add(strings::button_cancel, [this] { do_it(wizard_.cancel()); });
  back_ = add(strings::button_back, [this] {
    take_values();
    do_it(wizard_.back());
  });
  next_ = add(strings::button_next, [this] { go_on(); });
  next_->SetDefault();
  sizer.Add(line, wxSizerFlags().Expand().DoubleBorder());
}

void VmWindow::do_it(VmDeed deed) {
  switch (deed) {
    case VmDeed::none:
      break;
    case VmDeed::look:
      run();
      break;
    case VmDeed::begin:
      begin();
      break;
    case VmDeed::stop:
      services_.tasks.ask_to_end(task_);
      break;
    case VmDeed::close:
      Destroy();
      return;
  }
  draw();
}

void VmWindow::begin() {
  const auto written = write_vm_wish(services_.paths, wizard_.settings());
  if (!written) {
    wizard_.ended(static_cast<int>(written.error().code),
                  written.error().message + "\n" + written.error().hint);
    return;
  }
  run();
}

void VmWindow::run() {
  line_.clear();
  said_.clear();
  const wxWeakRef<VmWindow> self = this;
  const auto started = services_.run(
      wizard_.words(),
      [self](int code, const std::string&) {
        if (self) self->ended(code);
      },
      [self](const std::string& bytes) {
        if (self) self->hear(bytes);
      });
  task_ = started.value_or(0);
  if (!started) wizard_.ended(static_cast<int>(Code::internal), started.error().message);
}

// Events are lines of JSON; whatever else comes is for the person to read.
void VmWindow::hear(const std::string& bytes) {
  line_ += bytes;
  for (auto end = line_.find('\n'); end != std::string::npos; end = line_.find('\n')) {
    const auto line = line_.substr(0, end);
    line_.erase(0, end + 1);
    const auto event = parse_json(line, "");
    if (event && event->is_object()) {
      wizard_.hear(*event);
    } else {
      said_ += display_text(line, 400) + "\n";
    }
  }
  draw();
}

void VmWindow::ended(int code) {
  task_ = 0;
  if (!said_.empty()) said_.pop_back();
  wizard_.ended(code, said_);
  if (wizard_.page() > VmPage::progress && changed_) changed_();
  if (closes_) {
    Destroy();
  } else {
    draw();
  }
}

void VmWindow::take_values() {
  if (form_ == nullptr) return;
  form_->commit();
  for (const auto& [key, value] : form_->values()) wizard_.set(key, value);
}

void VmWindow::go_on() {
  take_values();
  const auto reasons = wizard_.reasons();
  if (form_ != nullptr) form_->show_reasons(reasons);
  if (form_ != nullptr && !reasons.empty()) {
    form_->focus(reasons.begin()->first);
    return;
  }
  do_it(wizard_.next());
}

void VmWindow::draw_form() {
  const auto fields = wizard_.fields();
  std::vector<std::string> keys;
  for (const auto& field : fields) keys.push_back(field.key);
  if (wizard_.page() == form_page_ && keys == form_keys_) {
    if (form_ != nullptr) form_->update();
    return;
  }
  form_page_ = wizard_.page();
  form_keys_ = keys;
  form_place_->Clear(/*delete_windows=*/true);
  form_ = nullptr;
  if (fields.empty()) return;
  form_ = new FormPanel(
      body_, [this](const app::Values&) { return wizard_.fields(); }, wizard_.values(),
      [this](const std::string& key) {
        if (form_ == nullptr) return;
        wizard_.set(key, app::value_of(form_->values(), key));
        form_->show_reason(key, app::value_of(wizard_.reasons(), key));
        draw();
      });
  form_place_->Add(form_, wxSizerFlags(1).Expand());
  // Below a list it takes what it needs; alone it has the room.
  const bool alone = wizard_.rows().empty();
  body_->GetSizer()->GetItem(form_place_)->SetProportion(alone ? 1 : 0);
  if (!alone) form_->SetMinSize(wxSize(-1, form_->GetSizer()->CalcMin().y));
}

void VmWindow::draw() {
  show_text(*heading_, wizard_.title(), FromDIP(text_width));
  show_text(*text_, wizard_.text(), FromDIP(text_width));
  text_->SetForegroundColour(wizard_.has_failed() ? warning_colour() : wxColour());
  draw_form();
  const auto rows = wizard_.rows();
  rows_->show(rows);
  rows_->Show(!rows.empty());
  gauge_->Show(wizard_.is_busy());
  if (wizard_.page() == VmPage::progress) {
    gauge_->SetValue(wizard_.percent());
  } else if (wizard_.is_busy()) {
    gauge_->Pulse();
  }
  const auto label = wizard_.next_label();
  next_->SetLabel(to_wx(label));
  next_->Show(!label.empty());
  // On a page with fields the button says what is wrong with them.
  next_->Enable(form_ != nullptr ? wizard_.page() != VmPage::machine || wizard_.can_next()
                                 : wizard_.can_next());
  back_->Show(wizard_.can_back());
  cancel_->Enable(wizard_.can_cancel());
  cancel_->Show(wizard_.page() != VmPage::done);
  look_->Show(wizard_.page() == VmPage::machine);
  look_->Enable(!wizard_.is_busy());
  body_->Layout();
}

}  // namespace

void open_vm_window(const Services& services, std::function<void()> changed, bool resets) {
  static wxWeakRef<VmWindow> open;
  if (!open) {
    auto facts = gather_vm_facts(services.paths);
    if (!facts) return services.complain(strings::vm_could_not, facts.error());
    facts->resets = resets;
    open = new VmWindow(services, std::move(*facts), std::move(changed));
  }
  open->Show();
  open->Raise();
}

}  // namespace sandtray::ui
