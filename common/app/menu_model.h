// SPDX-License-Identifier: MIT
// The tray's menu as data. Pure: sessions, agents and the time come in, a tree of items comes out.
// An item keeps its id for as long as it means the same, so a click that was on its way while the
// menu changed never does something else.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "app/action.h"
#include "app/describe.h"
#include "app/recent.h"
#include "app/vm_status.h"
#include "session/store.h"

namespace sandtray::app {

struct MenuItem {
  int id = 0;
  std::string label;
  bool enabled = true;
  bool separator = false;
  std::optional<bool> checked;    // a check box
  std::optional<IconState> icon;  // a session's state
  Action action;
  std::vector<MenuItem> children;

  bool operator==(const MenuItem&) const = default;
};

struct AgentEntry {
  std::string name;   // "claude"
  std::string title;  // "Claude Code"
};

// A workspace of the person's configuration.
struct WorkspaceEntry {
  std::string name;
  std::string folder;
  std::string agent;  // empty: none is remembered
};

// The virtual machine that is there.
struct MachineEntry {
  std::optional<VmStatus> status;  // none: it has been asked for and has not answered yet
  std::int64_t told_ms = 0;        // when it answered
};

struct MenuFacts {
  std::vector<session::Snapshot> sessions;  // in any order
  std::vector<AgentEntry> agents;
  std::vector<WorkspaceEntry> workspaces{};
  std::optional<MachineEntry> machine{};  // none: there is no machine
  FolderCheck is_there = [](const std::string&) { return true; };
  bool starts_at_login = false;
  bool has_window = false;  // its program is there: not every build has it
  std::string home;
  std::int64_t now_ms = 0;
};

// Numbers are given out upwards and never again; 0 is the root.
class MenuIds {
 public:
  int of(const std::string& meaning);
  // Drops the meanings that were not asked for since the last call.
  void forget_unused();

 private:
  struct Entry {
    int id;
    bool used;
  };
  std::map<std::string, Entry> known_;
  int last_ = 0;
};

// One of that meaning, to be filled further.
MenuItem menu_item(MenuIds& ids, const std::string& meaning, std::string label, Action action);

MenuItem build_menu(const MenuFacts& facts, MenuIds& ids);
const MenuItem* find_item(const MenuItem& root, int id);

// The icon and the tool tip for all sessions. A bad ending counts until it is `seen`; a live
// session always counts.
IconState worst_icon(const std::vector<session::Snapshot>& sessions);
// "1 needs you, 2 working"; empty when there is nothing to say.
std::string count_words(const std::vector<session::Snapshot>& sessions);
std::string tooltip(const std::vector<session::Snapshot>& sessions);

}  // namespace sandtray::app
