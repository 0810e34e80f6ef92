// SPDX-License-Identifier: MIT
#include "ui/workspaces_page.h"

#include <memory>
#include <utility>

#include "app/describe.h"
#include "app/window_strings.h"
#include "app/workspace_form.h"
#include "base/text.h"
#include "config/catalog.h"
#include "platform/embedded_method.h"
#include "session/workspace.h"
#include "ui/form_dialog.h"
#include "ui/text.h"

namespace sandtray::ui {
namespace {

namespace strings = app::strings;
using config::Workspace;

app::WorkspaceFacts gather(const platform::Paths& paths) {
  app::WorkspaceFacts facts;
  facts.agents = config::agents_to_choose(paths);
  facts.methods = config::methods_to_choose(paths);
  return facts;
}

// As the command `workspaces` judges it.
Result<> save(const platform::Paths& paths, const app::Values& opened, const app::Values& values,
              Workspace workspace, bool fresh) {
  if (!fresh && values == opened) return {};
  const auto settings = config::load_settings(paths);
  if (!settings) return Failure(settings.error());
  const auto accept = [&](const Workspace& made) {
    return session::check_workspace(paths, *settings, platform::embedded_method(), made);
  };
  if (!fresh) {
    return config::change_workspace(
        paths, workspace.name,
        [&](Workspace& present) -> Result<> {
          app::change_workspace(present, opened, values);
          return {};
        },
        accept);
  }
  const auto folder =
      session::find_workspace(session::Store(paths), *settings,
                              app::whole_folder(app::value_of(values, "folder"), paths.home));
  if (!folder) return Failure(folder.error());
  workspace.folder = *folder;
  workspace.name = app::value_of(values, "name");
  if (workspace.name.empty()) workspace.name = config::workspace_name_for(paths, *folder);
  app::apply_workspace(values, workspace);
  return config::add_workspace(paths, workspace, accept);
}

}  // namespace

WorkspacesPage::WorkspacesPage(wxWindow* parent, const Services& services)
    : ListPage(parent, strings::workspaces_intro, strings::workspaces_list,
               {{strings::workspaces_name, 150},
                {strings::workspaces_folder, 340},
                {strings::workspaces_how, 200}}),
      services_(services) {
  add_button(strings::button_add, [this] { open_form({}, /*fresh=*/true); });
  edit_ = add_button(strings::button_edit, [this] { edit(); });
  remove_ = add_button(strings::button_remove, [this] { remove(); });
  list().Bind(wxEVT_DATAVIEW_SELECTION_CHANGED, [this](wxDataViewEvent&) { show_selected(); });
  list().Bind(wxEVT_DATAVIEW_ITEM_ACTIVATED, [this](wxDataViewEvent&) {
    if (edit_->IsEnabled()) edit();
  });
  reload();
}

void WorkspacesPage::reload() {
  std::vector<ChoiceRow> rows;
  const auto facts = gather(services_.paths);
  for (const auto& name : config::workspace_names(services_.paths)) {
    const auto workspace = config::load_workspace(services_.paths, name);
    if (!workspace) {
      rows.push_back({name, {name, display_text(workspace.error().message, 300)}, true, false});
      continue;
    }
    std::vector<std::string> how;
    for (const auto& word : {workspace->agent, workspace->method}) {
      if (!word.empty()) how.push_back(display_text(word, 40));
    }
    rows.push_back(
        {name,
         {name, app::folder_words(workspace->folder, services_.paths.home), join(how, ", ")},
         !app::alarm_of_method(facts.methods, workspace->method).empty(),
         !platform::is_folder(workspace->folder)});
  }
  list().set(rows);
  show_selected();
}

void WorkspacesPage::show_selected() {
  const auto name = list().selected();
  edit_->Enable(bool(config::load_workspace(services_.paths, name)));
  remove_->Enable(!name.empty());
}

void WorkspacesPage::open_form(const Workspace& workspace, bool fresh) {
  const auto facts = std::make_shared<app::WorkspaceFacts>(gather(services_.paths));
  const auto taken = config::workspace_names(services_.paths);
  auto* dialog = new FormDialog(
      this,
      fresh ? strings::add_workspace_title : titled(strings::edit_workspace_title, workspace.name),
      [facts, fresh](const app::Values& values) {
        return app::workspace_fields(*facts, values, fresh);
      },
      app::workspace_values(workspace), strings::button_save,
      [taken, fresh](const app::Values& values) {
        return app::check_workspace_form(values, taken, fresh);
      },
      [this, workspace, fresh](FormDialog& self, const app::Values& values) {
        const auto saved = save(services_.paths, self.opened(), values, workspace, fresh);
        self.done(saved);
        if (saved) reload();
      });
  dialog->Show();
}

void WorkspacesPage::edit() {
  const auto workspace = config::load_workspace(services_.paths, list().selected());
  if (!workspace) {
    services_.complain(strings::edit_failed, workspace.error());
    return;
  }
  open_form(*workspace, /*fresh=*/false);
}

void WorkspacesPage::remove() {
  const auto name = list().selected();
  ask(this, titled(strings::remove_title, name), titled(strings::remove_workspace_text, name),
      strings::button_confirm_remove, [this, name] {
        if (const auto done = config::remove_workspace(services_.paths, name); !done) {
          services_.complain(strings::remove_failed, done.error());
        }
        reload();
      });
}

}  // namespace sandtray::ui
