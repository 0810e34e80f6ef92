// SPDX-License-Identifier: MIT
#include "app/menu_model.h"

#include <algorithm>

#include "app/menu_machine.h"
#include "app/strings.h"
#include "base/text.h"
#include "sandbox/method.h"

namespace sandtray::app {
namespace {

using session::Snapshot;

constexpr std::size_t max_live = 30;  // a menu that is taller than the screen helps nobody
constexpr std::size_t max_endings = 5;
constexpr std::size_t max_workspaces = 8;
constexpr std::size_t max_message = 60;

std::string age(std::int64_t from_ms, std::int64_t now_ms) {
  return duration_text((now_ms - from_ms) / 1000);
}

// Those that wait for their turn, too: a stop of the machine would cost it.
std::size_t live_in_machine(const std::vector<const Snapshot*>& live) {
  return static_cast<std::size_t>(
      std::count_if(live.begin(), live.end(),
                    [](const Snapshot* snapshot) { return snapshot->spec.method == "lima"; }));
}

class Builder {
 public:
  Builder(const MenuFacts& facts, MenuIds& ids) : facts_(facts), ids_(ids) {}

  MenuItem root() {
    MenuItem root;
    std::vector<const Snapshot*> live, ended;
    for (const auto& snapshot : facts_.sessions) {
      (has_ended(snapshot) ? ended : live).push_back(&snapshot);
    }
    add_live(root, live);
    add_ended(root, ended);
    root.children.push_back(separator("run"));
    root.children.push_back(run());
    if (facts_.has_window) {
      root.children.push_back(
          item("new", strings::menu_new_session, {.kind = ActionKind::new_session}));
    }
    if (facts_.machine) {
      root.children.push_back(
          machine_item(*facts_.machine, live_in_machine(live), facts_.now_ms, ids_));
    }
    root.children.push_back(separator("program"));
    if (facts_.has_window) {
      root.children.push_back(
          item("sessions", strings::menu_sessions, {.kind = ActionKind::show_sessions}));
      root.children.push_back(
          item("settings", strings::menu_settings, {.kind = ActionKind::settings}));
    }
    auto stop_all = item("stop-all", strings::menu_stop_all, {.kind = ActionKind::stop_all});
    stop_all.enabled = !live.empty();
    root.children.push_back(std::move(stop_all));
    root.children.push_back(item("doctor", strings::menu_doctor, {.kind = ActionKind::doctor}));
    auto login = item("login", strings::menu_login, {.kind = ActionKind::start_at_login});
    login.checked = facts_.starts_at_login;
    root.children.push_back(std::move(login));
    if (facts_.has_window) {
      root.children.push_back(item("about", strings::menu_about, {.kind = ActionKind::about}));
    }
    root.children.push_back(item("quit", strings::menu_quit, {.kind = ActionKind::quit}));
    return root;
  }

 private:
  MenuItem item(const std::string& meaning, std::string label, Action action) {
    return menu_item(ids_, meaning, std::move(label), std::move(action));
  }

  MenuItem heading(const std::string& meaning, std::string label) {
    auto made = item(meaning, std::move(label), {});
    made.enabled = false;
    return made;
  }

  MenuItem separator(const std::string& before) {
    auto made = item("separator/" + before, "", {});
    made.separator = true;
    return made;
  }

  void add_live(MenuItem& root, std::vector<const Snapshot*>& live) {
    if (live.empty()) root.children.push_back(heading("no-session", strings::menu_no_session));
    std::stable_sort(live.begin(), live.end(), [](const Snapshot* a, const Snapshot* b) {
      return a->created_ms > b->created_ms;
    });
    // When there are too many to list, those that need the person come first.
    if (live.size() > max_live) {
      std::stable_sort(live.begin(), live.end(), [](const Snapshot* a, const Snapshot* b) {
        return icon_of(*a) > icon_of(*b);
      });
      live.resize(max_live);
    }
    for (const auto* snapshot : live) root.children.push_back(live_line(*snapshot));
  }

  MenuItem live_line(const Snapshot& snapshot) {
    const auto& id = snapshot.spec.id;
    const auto key = "session/" + id;
    auto line = item(
        key,
        expand_template(snapshot.spec.confined ? strings::session_line : strings::session_line_open,
                        {{"name", name_of(snapshot)},
                         {"state", state_words(snapshot)},
                         {"method", display_text(snapshot.spec.method, 20)},
                         {"age", age(snapshot.last.since_ms, facts_.now_ms)}}),
        {});
    line.icon = icon_of(snapshot);
    line.children.push_back(heading(key + "/where", where_words(snapshot, facts_.home)));
    if (!snapshot.ports.empty()) {
      std::vector<std::string> ports;
      for (const auto& port : snapshot.ports) {
        ports.push_back(port.host == port.guest ? std::to_string(port.host) : to_string(port));
      }
      line.children.push_back(heading(
          key + "/ports", expand_template(strings::ports_line, {{"ports", join(ports, ", ")}})));
    }
    if (auto says = message_words(snapshot, max_message); !says.empty()) {
      line.children.push_back(heading(key + "/message", std::move(says)));
    }
    line.children.push_back(separator(key));
    line.children.push_back(
        item(key + "/attach", strings::menu_attach, {.kind = ActionKind::attach, .session = id}));
    line.children.push_back(
        item(key + "/log", strings::menu_log, {.kind = ActionKind::show_log, .session = id}));
    line.children.push_back(
        item(key + "/stop", strings::menu_stop, {.kind = ActionKind::stop, .session = id}));
    return line;
  }

  void add_ended(MenuItem& root, std::vector<const Snapshot*>& ended) {
    if (ended.empty()) return;
    std::stable_sort(ended.begin(), ended.end(), [](const Snapshot* a, const Snapshot* b) {
      return ended_ms(*a) > ended_ms(*b);
    });
    if (ended.size() > max_endings) ended.resize(max_endings);
    root.children.push_back(separator("recent"));
    root.children.push_back(heading("recent", strings::menu_recent));
    for (const auto* snapshot : ended) {
      auto line = item(
          "ended/" + snapshot->spec.id,
          expand_template(strings::ended_line, {{"name", name_of(*snapshot)},
                                                {"state", state_words(*snapshot)},
                                                {"age", age(ended_ms(*snapshot), facts_.now_ms)}}),
          {.kind = ActionKind::show_log, .session = snapshot->spec.id});
      line.icon = icon_of(*snapshot);
      root.children.push_back(std::move(line));
    }
  }

  std::string title_of(const std::string& agent) const {
    const auto at = std::find_if(facts_.agents.begin(), facts_.agents.end(),
                                 [&](const AgentEntry& entry) { return entry.name == agent; });
    return display_text(at == facts_.agents.end() || at->title.empty() ? agent : at->title, 40);
  }

  bool has_agent(const std::string& agent) const {
    return std::any_of(facts_.agents.begin(), facts_.agents.end(),
                       [&](const AgentEntry& entry) { return entry.name == agent; });
  }

  bool is_known(const std::string& folder) const {
    return std::any_of(facts_.workspaces.begin(), facts_.workspaces.end(),
                       [&](const WorkspaceEntry& entry) { return entry.folder == folder; });
  }

  // One click: the workspaces that name their agent, then the last session of other folders, by its
  // agent and method. One without a boundary is not offered: that has to be asked for by name.
  void add_remembered(MenuItem& menu) {
    for (const auto& entry : facts_.workspaces) {
      if (!has_agent(entry.agent) || menu.children.size() >= max_workspaces) continue;
      menu.children.push_back(item(
          "run-known/" + entry.name,
          expand_template(strings::menu_run_known, {{"workspace", display_text(entry.name, 40)},
                                                    {"agent", title_of(entry.agent)}}),
          {.kind = ActionKind::run, .workspace = entry.folder}));
    }
    for (const auto* last : latest_by_folder(facts_.sessions)) {
      const auto& spec = last->spec;
      if (menu.children.size() >= max_workspaces) break;
      if (is_known(spec.workspace) || !spec.confined || !has_agent(spec.agent)) continue;
      if (!facts_.is_there(spec.workspace)) continue;
      menu.children.push_back(
          item("run-again/" + spec.workspace,
               expand_template(strings::menu_run_again,
                               {{"agent", title_of(spec.agent)},
                                {"workspace", folder_words(spec.workspace, facts_.home)}}),
               {.kind = ActionKind::run,
                .agent = spec.agent,
                .workspace = spec.workspace,
                .method = spec.method}));
    }
    if (!menu.children.empty()) menu.children.push_back(separator("agents"));
  }

  // Known ones first, each once.
  std::vector<std::string> workspaces() const {
    std::vector<std::string> folders;
    for (const auto& entry : facts_.workspaces) folders.push_back(entry.folder);
    for (auto& folder : recent_workspaces(facts_.sessions, max_workspaces, facts_.is_there)) {
      if (!is_known(folder)) folders.push_back(std::move(folder));
    }
    if (folders.size() > max_workspaces) folders.resize(max_workspaces);
    return folders;
  }

  MenuItem run() {
    auto menu = item("run", strings::menu_run, {});
    const auto folders = workspaces();
    add_remembered(menu);
    for (const auto& agent : facts_.agents) {
      const auto key = "run/" + agent.name;
      auto entry = item(key, title_of(agent.name), {});
      for (const auto& folder : folders) {
        entry.children.push_back(
            item(key + "/" + folder, folder_words(folder, facts_.home),
                 {.kind = ActionKind::run, .agent = agent.name, .workspace = folder}));
      }
      if (folders.empty()) {
        entry.children.push_back(
            heading(key + "#none", expand_template(strings::menu_no_workspace,
                                                   {{"agent", display_text(agent.name, 40)}})));
      }
      menu.children.push_back(std::move(entry));
    }
    if (menu.children.empty()) {
      menu.children.push_back(heading("run#none", strings::menu_no_agent));
    }
    return menu;
  }

  const MenuFacts& facts_;
  MenuIds& ids_;
};

}  // namespace

int MenuIds::of(const std::string& meaning) {
  auto [at, fresh] = known_.try_emplace(meaning, Entry{last_ + 1, true});
  if (fresh) ++last_;
  at->second.used = true;
  return at->second.id;
}

void MenuIds::forget_unused() {
  for (auto at = known_.begin(); at != known_.end();) {
    if (at->second.used) {
      at->second.used = false;
      ++at;
    } else {
      at = known_.erase(at);
    }
  }
}

MenuItem menu_item(MenuIds& ids, const std::string& meaning, std::string label, Action action) {
  MenuItem made;
  made.id = ids.of(meaning);
  made.label = std::move(label);
  made.action = std::move(action);
  return made;
}

MenuItem build_menu(const MenuFacts& facts, MenuIds& ids) {
  auto root = Builder(facts, ids).root();
  ids.forget_unused();
  return root;
}

const MenuItem* find_item(const MenuItem& root, int id) {
  if (root.id == id) return &root;
  for (const auto& child : root.children) {
    if (const auto* found = find_item(child, id)) return found;
  }
  return nullptr;
}

}  // namespace sandtray::app
