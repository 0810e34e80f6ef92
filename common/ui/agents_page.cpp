// SPDX-License-Identifier: MIT
#include "ui/agents_page.h"

#include <utility>

#include "app/agent_form.h"
#include "app/window_strings.h"
#include "base/text.h"
#include "config/catalog.h"
#include "config/own_agents.h"
#include "config/own_file.h"
#include "platform/file.h"
#include "ui/form_dialog.h"
#include "ui/text.h"

namespace sandtray::ui {
namespace {

namespace strings = app::strings;

}  // namespace

AgentsPage::AgentsPage(wxWindow* parent, const Services& services)
    : ListPage(parent, strings::agents_intro, strings::agents_list,
               {{strings::column_agent_title, 190},
                {strings::column_agent_name, 110},
                {strings::column_agent_state, 400}}),
      services_(services) {
  add_button(strings::button_add, [this] { open_form(Json::object(), /*fresh=*/true); });
  edit_ = add_button(strings::button_edit, [this] { edit(); });
  duplicate_ = add_button(strings::button_duplicate, [this] { duplicate(); });
  toggle_ = add_button(strings::button_disable, [this] { toggle(); });
  remove_ = add_button(strings::button_remove, [this] { remove(); });
  list().Bind(wxEVT_DATAVIEW_SELECTION_CHANGED, [this](wxDataViewEvent&) { show_selected(); });
  list().Bind(wxEVT_DATAVIEW_ITEM_ACTIVATED, [this](wxDataViewEvent&) {
    if (edit_->IsEnabled()) edit();
  });
  reload();
}

void AgentsPage::reload() {
  std::vector<ChoiceRow> rows;
  for (const auto& name : config::agent_names(services_.paths)) {
    const auto agent = config::load_agent(services_.paths, name);
    if (!agent) {
      rows.push_back({name, {name, name, display_text(agent.error().message, 300)}, true, false});
      continue;
    }
    const auto row = app::agent_row(*agent, platform::find_executable(agent->command));
    rows.push_back({name, {row.title, name, row.state}, false, !row.ready});
  }
  list().set(rows);
  show_selected();
}

void AgentsPage::show_selected() {
  const auto name = list().selected();
  const auto agent = config::load_agent(services_.paths, name);
  edit_->Enable(bool(agent));
  duplicate_->Enable(bool(agent));
  toggle_->Enable(bool(agent));
  toggle_->SetLabel(
      to_wx(agent && agent->disabled ? strings::button_enable : strings::button_disable));
  remove_->Enable((agent && agent->own) || (!agent && !name.empty()));
}

// `file` is what the person's file says, or would say.
void AgentsPage::open_form(const Json& file, bool fresh) {
  const auto name = file.value("name", "");
  const auto from = file.value("from", "");
  config::Agent base;
  const Json unchanged = {{"name", from}, {"from", from}};
  if (auto shipped = config::own_agent_from_json(services_.paths, unchanged, "");
      !from.empty() && shipped) {
    base = std::move(*shipped);
  } else if (auto own = config::load_agent(services_.paths, name); !name.empty() && own) {
    base = std::move(*own);
  }
  const auto taken = fresh ? config::agent_names(services_.paths) : std::vector<std::string>();
  auto* dialog = new FormDialog(
      this, fresh ? strings::add_agent_title : titled(strings::edit_agent_title, name),
      [base, methods = config::methods_to_choose(services_.paths), fresh](const app::Values&) {
        return app::agent_fields(base, methods, fresh);
      },
      app::agent_values(file), strings::button_save,
      [taken, from](const app::Values& values) {
        return app::check_agent_form(values, taken, !from.empty());
      },
      [this, file, fresh](FormDialog& self, const app::Values& values) {
        const auto& paths = services_.paths;
        const auto called = app::value_of(values, "name");
        const auto saved = fresh ? config::add_agent(paths, app::agent_from(values, file))
                                 : config::change_agent(paths, called, [&](Json& present) {
                                     app::change_agent(present, self.opened(), values);
                                   });
        self.done(saved);
        if (!saved) return;
        reload();
        list().select(called);
        show_selected();
      });
  dialog->Show();
}

// One of Sandtray's own gets a file that says only what is different.
void AgentsPage::edit() {
  const auto name = list().selected();
  const auto path = config::own_agent_path(services_.paths, name);
  if (!platform::exists(path)) {
    open_form({{"name", name}, {"from", name}}, /*fresh=*/false);
    return;
  }
  const auto file = config::read_own_file(path, "agent");
  if (!file) {
    services_.complain(strings::edit_failed, file.error());
    return;
  }
  open_form(config::said_in(file->json), /*fresh=*/false);
}

void AgentsPage::duplicate() {
  auto copy = config::copy_of_agent(services_.paths, list().selected());
  if (!copy) {
    services_.complain(strings::edit_failed, copy.error());
    return;
  }
  open_form(*copy, /*fresh=*/true);
}

void AgentsPage::remove() {
  const auto name = list().selected();
  ask(this, titled(strings::remove_title, name), titled(strings::remove_agent_text, name),
      strings::button_confirm_remove, [this, name] {
        if (const auto done = config::remove_agent(services_.paths, name); !done) {
          services_.complain(strings::remove_failed, done.error());
        }
        reload();
      });
}

void AgentsPage::toggle() {
  const auto name = list().selected();
  const auto agent = config::load_agent(services_.paths, name);
  if (!agent) return;
  const auto done = config::disable_agent(services_.paths, name, !agent->disabled);
  if (!done) services_.complain(strings::edit_failed, done.error());
  reload();
}

}  // namespace sandtray::ui
