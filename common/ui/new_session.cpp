// SPDX-License-Identifier: MIT
#include "ui/new_session.h"

#include <wx/weakref.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "app/recent.h"
#include "app/session_form.h"
#include "app/window_strings.h"
#include "config/catalog.h"
#include "platform/embedded_method.h"
#include "platform/file.h"
#include "session/store.h"
#include "ui/form_dialog.h"

namespace sandtray::ui {
namespace {

namespace strings = app::strings;

constexpr std::size_t most_workspaces = 10;

app::SessionFacts gather(const platform::Paths& paths) {
  app::SessionFacts facts;
  facts.agents = config::agents_to_choose(paths);
  facts.methods = config::methods_to_choose(paths);
  for (const auto& agent : facts.agents) {
    if (!platform::find_executable(agent.command).empty()) facts.installed.push_back(agent.name);
  }
  const auto sessions = session::Store(paths).list();
  facts.last_agent = app::last_agent(sessions);
  facts.workspaces = app::recent_workspaces(sessions, most_workspaces, platform::is_folder);
  for (const auto& name : config::workspace_names(paths)) {
    auto known = config::load_workspace(paths, name);
    if (!known) continue;
    if (platform::is_folder(known->folder) &&
        std::find(facts.workspaces.begin(), facts.workspaces.end(), known->folder) ==
            facts.workspaces.end()) {
      facts.workspaces.push_back(known->folder);
    }
    facts.known.push_back(std::move(*known));
  }
  facts.usual_method = platform::embedded_method();
  facts.settings = config::load_settings(paths).value_or(config::Settings{});
  facts.home = paths.home;
  return facts;
}

// The settings that count, and whatever else is refused, are the command's to judge.
void start(FormDialog& dialog, const Services& services, const std::vector<std::string>& words) {
  dialog.wait(strings::session_starting);
  const wxWeakRef<FormDialog> waiting = &dialog;
  const auto started = services.run(words, [waiting](int code, const std::string& output) {
    if (!waiting) return;
    waiting->done(code == 0 ? Result<>{} : Failure(app::error_in(output)));
  });
  if (!started) dialog.done(Failure(started.error()));
}

}  // namespace

void open_new_session(wxWindow* parent, const Services& services) {
  static wxWeakRef<FormDialog> open;
  if (open) {
    open->Raise();
    return;
  }
  const auto facts = std::make_shared<app::SessionFacts>(gather(services.paths));
  open = new FormDialog(
      parent, strings::new_session_title,
      [facts](const app::Values& values) { return app::session_fields(*facts, values); },
      app::session_values(*facts), strings::button_start,
      [facts](const app::Values& values) { return app::check_session(*facts, values); },
      [&services, facts](FormDialog& dialog, const app::Values& values) {
        start(dialog, services, app::run_words(*facts, values));
      });
  open->Show();
}

}  // namespace sandtray::ui
