// SPDX-License-Identifier: MIT
#include "ui/settings_page.h"

#include <wx/control.h>
#include <wx/sizer.h>

#include <utility>

#include "app/window_strings.h"
#include "base/text.h"
#include "config/catalog.h"
#include "platform/embedded_method.h"
#include "session/check_settings.h"
#include "ui/look.h"
#include "ui/text.h"
#include "ui/vm_panel.h"

namespace sandtray::ui {
namespace {

namespace strings = app::strings;

constexpr int text_width = 540;  // of a window that is as small as it may be

// As the command `config set` judges it.
Result<> accept(const platform::Paths& paths, const config::Settings& settings) {
  const auto notes = session::check_settings(paths, settings, platform::embedded_method(),
                                             session::MissingMounts::tolerated);
  return notes ? Result<>{} : Failure(notes.error());
}

}  // namespace

SettingsPage::SettingsPage(wxWindow* parent, const Services& services, Fields fields)
    : wxPanel(parent), services_(services), fields_(std::move(fields)) {
  broken_ = new wxStaticText(this, wxID_ANY, {});
  broken_->SetForegroundColour(warning_colour());
  broken_->Hide();
  read();
  form_ = new FormPanel(
      this, [this](const app::Values&) { return fields_(facts_); },
      app::settings_values(facts_.settings), [this](const std::string& key) { change(key); });
  auto* sizer = new wxBoxSizer(wxVERTICAL);
  sizer->Add(broken_, wxSizerFlags().Expand().DoubleBorder());
  sizer->Add(form_, wxSizerFlags(1).Expand());
  SetSizer(sizer);
}

// Of a file that is broken nothing is shown as if it counted, and nothing is written over it.
void SettingsPage::read() {
  const auto& paths = services_.paths;
  const auto settings = config::load_settings(paths);
  facts_.settings = settings.value_or(config::Settings{});
  facts_.usual_method = platform::embedded_method();
  facts_.methods = config::methods_to_choose(paths);
  const auto words = settings ? std::string()
                              : expand_template(strings::settings_broken,
                                                {{"message", settings.error().message}}) +
                                    "\n" + settings.error().hint;
  broken_->SetLabel(wxControl::EscapeMnemonics(to_wx(words)));
  broken_->Wrap(FromDIP(text_width));
  broken_->Show(!settings);
}

void SettingsPage::reload() {
  read();
  form_->Enable(!broken_->IsShown());
  form_->set_values(app::settings_values(facts_.settings));
  Layout();
}

void SettingsPage::change(const std::string& key) {
  const auto change = app::setting_change(key, form_->values());
  if (!change) {
    form_->show_reason(key, change.error().message);
    return;
  }
  const auto& paths = services_.paths;
  Result<> written;
  if (change->value) {
    written = config::change_setting(
        paths, change->key, *change->value,
        [&](const config::Settings& settings) { return accept(paths, settings); });
  } else if (const auto unset = config::unset_setting(paths, change->key); !unset) {
    written = Failure(unset.error());
  }
  if (!written) {
    const auto& error = written.error();
    form_->take_back(key, app::value_of(app::settings_values(facts_.settings), key));
    form_->show_reason(key, error.message + (error.hint.empty() ? "" : ". " + error.hint));
    return;
  }
  form_->show_reasons({});
  reload();
}

SettingsPage* make_sandboxing_page(wxWindow* parent, const Services& services) {
  auto* page = new SettingsPage(parent, services, app::sandboxing_fields);
  auto& form = page->form();
  const auto lima = config::load_method(services.paths, "lima");
  if (lima && config::is_for_this_system(*lima)) {
    auto* machine = new VmPanel(&form, services);
    form.GetSizer()->Add(machine, wxSizerFlags().Expand().DoubleBorder());
    page->entered = [machine] { machine->look(); };
  }
  return page;
}

}  // namespace sandtray::ui
