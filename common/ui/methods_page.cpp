// SPDX-License-Identifier: MIT
#include "ui/methods_page.h"

#include <wx/stattext.h>

#include <utility>

#include "app/method_form.h"
#include "app/window_strings.h"
#include "base/text.h"
#include "config/catalog.h"
#include "config/own_file.h"
#include "config/own_methods.h"
#include "ui/form_dialog.h"
#include "ui/test_dialog.h"
#include "ui/text.h"

namespace sandtray::ui {
namespace {

namespace strings = app::strings;

// Those of this system, with what each is.
std::vector<std::pair<app::Option, std::string>> templates(const platform::Paths& paths) {
  std::vector<std::pair<app::Option, std::string>> all;
  for (const auto& name : config::template_names(paths)) {
    const auto json = config::load_template(paths, name);
    const auto method = json ? config::method_from_json(*json, name)
                             : Result<config::MethodInfo>(Failure(json.error()));
    if (!method || !config::is_for_this_system(*method)) continue;
    all.push_back({{name, display_text(method->title, 60)}, display_text(method->summary, 400)});
  }
  return all;
}

}  // namespace

MethodsPage::MethodsPage(wxWindow* parent, const Services& services)
    : ListPage(parent, strings::methods_intro, strings::methods_list,
               {{strings::column_title, 300},
                {strings::column_boundary, 90},
                {strings::column_summary, 400}}),
      services_(services) {
  add_button(strings::button_add_template, [this] { choose_template(); });
  edit_ = add_button(strings::button_edit, [this] { edit(/*copy=*/false); });
  duplicate_ = add_button(strings::button_duplicate, [this] { edit(/*copy=*/true); });
  remove_ = add_button(strings::button_remove, [this] { remove(); });
  test_ = add_button(strings::button_test, [this] { test(); });
  auto& sizer = *GetSizer();
  sizer.Add(new wxStaticText(this, wxID_ANY, to_wx(strings::methods_details)),
            wxSizerFlags().DoubleBorder(wxLEFT | wxRIGHT));
  details_ = new wxTextCtrl(this, wxID_ANY, {}, wxDefaultPosition, FromDIP(wxSize(-1, 150)),
                            wxTE_MULTILINE | wxTE_READONLY);
  sizer.Add(details_, wxSizerFlags(1).Expand().DoubleBorder(wxLEFT | wxRIGHT | wxBOTTOM));
  list().Bind(wxEVT_DATAVIEW_SELECTION_CHANGED, [this](wxDataViewEvent&) { show_selected(); });
  list().Bind(wxEVT_DATAVIEW_ITEM_ACTIVATED, [this](wxDataViewEvent&) {
    if (edit_->IsEnabled()) edit(/*copy=*/false);
  });
  reload();
}

void MethodsPage::reload() {
  std::vector<ChoiceRow> rows;
  const auto& paths = services_.paths;
  for (const auto& name : config::method_names(paths)) {
    const auto method = config::load_method(paths, name);
    if (!method) {
      // Still there to be mended by hand, or removed.
      rows.push_back({name, {name, "?", display_text(method.error().message, 300)}, true, false});
      continue;
    }
    if (!config::is_for_this_system(*method)) continue;
    const auto row = app::method_row(*method);
    rows.push_back({name,
                    {row.title + " (" + name + ")", row.boundary, row.summary},
                    !row.confined,
                    method->planned});
  }
  list().set(rows);
  show_selected();
}

void MethodsPage::show_selected() {
  const auto name = list().selected();
  const auto method = config::load_method(services_.paths, name);
  const auto text = method         ? app::method_details(*method)
                    : name.empty() ? std::string()
                                   : method.error().message + "\n" + method.error().hint;
  if (details_->GetValue() != to_wx(text)) details_->ChangeValue(to_wx(text));
  const bool own = method && method->own;
  edit_->Enable(own);
  duplicate_->Enable(own);
  remove_->Enable(own || (!method && !name.empty()));
  test_->Enable(method && app::can_be_tested(*method));
}

void MethodsPage::choose_template() {
  const auto all = templates(services_.paths);
  if (all.empty()) return;
  const auto fields = [all](const app::Values& values) {
    app::Field field{
        .key = "template", .label = strings::template_label, .kind = app::FieldKind::choice};
    const auto chosen = app::value_of(values, "template");
    for (const auto& [option, summary] : all) {
      field.options.push_back(option);
      if (option.value == chosen) field.help = summary;
    }
    return std::vector<app::Field>{field};
  };
  auto* dialog = new FormDialog(
      this, strings::template_title, fields, {{"template", all[0].first.value}},
      strings::button_continue, [](const app::Values&) { return app::Reasons(); },
      [this](FormDialog& self, const app::Values& values) {
        auto json = config::load_template(services_.paths, app::value_of(values, "template"));
        if (!json) return self.done(Failure(json.error()));
        self.done({});
        json->erase("$schema");
        open_form(*json, /*fresh=*/true);
      });
  dialog->Show();
}

void MethodsPage::open_form(const Json& method, bool fresh) {
  const auto taken = fresh ? config::method_names(services_.paths) : std::vector<std::string>();
  const auto name = method.value("name", "");
  auto* dialog = new FormDialog(
      this, fresh ? strings::add_method_title : titled(strings::edit_method_title, name),
      [fresh, method](const app::Values& values) {
        return app::method_fields(fresh, method, values);
      },
      app::method_values(method), strings::button_save,
      [taken](const app::Values& values) { return app::check_method(values, taken); },
      [this, method, fresh](FormDialog& self, const app::Values& values) {
        const auto& paths = services_.paths;
        const auto called = app::value_of(values, "name");
        const auto saved = fresh ? config::add_method(paths, app::method_from(values, method))
                                 : config::change_method(paths, called, [&](Json& present) {
                                     app::change_method(present, self.opened(), values);
                                   });
        self.done(saved);
        if (!saved) return;
        reload();
        list().select(called);
        show_selected();
      });
  dialog->follow([program = app::program_of(app::method_values(method))](
                     const std::string& key, app::Values values) mutable {
    return key == "wrapper" ? app::after_wrapper(std::move(values), program) : values;
  });
  dialog->Show();
}

void MethodsPage::edit(bool copy) {
  const auto path = config::own_method_path(services_.paths, list().selected());
  auto file = config::read_own_file(path, "method");
  if (!file) {
    services_.complain(strings::edit_failed, file.error());
    return;
  }
  auto json = config::said_in(file->json);
  if (copy) json["name"] = "";
  open_form(json, copy);
}

void MethodsPage::remove() {
  const auto name = list().selected();
  ask(this, titled(strings::remove_title, name), titled(strings::remove_method_text, name),
      strings::button_confirm_remove, [this, name] {
        if (const auto done = config::remove_method(services_.paths, name); !done) {
          services_.complain(strings::remove_failed, done.error());
        }
        reload();
      });
}

void MethodsPage::test() {
  const auto name = list().selected();
  auto* dialog = new TestDialog(this, services_, name);
  dialog->Show();
}

}  // namespace sandtray::ui
