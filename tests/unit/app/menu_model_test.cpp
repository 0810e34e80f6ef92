// SPDX-License-Identifier: MIT
#include "app/menu_model.h"

#include <gmock/gmock.h>

#include "unit/app/sessions.h"

namespace sandtray::app {
namespace {

using session::Snapshot;
using session::State;
using testing::ElementsAre;

MenuFacts facts_with(std::vector<Snapshot> sessions) {
  MenuFacts facts;
  facts.sessions = std::move(sessions);
  facts.agents = {{"claude", "Claude Code"}, {"shell", "Shell"}};
  facts.has_window = true;
  facts.home = "/home/ann";
  facts.now_ms = test_start_ms + 180'000;
  return facts;
}

std::vector<std::string> labels(const MenuItem& menu) {
  std::vector<std::string> found;
  for (const auto& child : menu.children) {
    found.push_back(child.separator ? "-" : child.label);
  }
  return found;
}

const MenuItem& by_label(const MenuItem& menu, const std::string& start) {
  for (const auto& child : menu.children) {
    if (child.label.starts_with(start)) return child;
  }
  ADD_FAILURE() << "no item " << start;
  return menu;
}

TEST(MenuModel, SaysThatNothingRuns) {
  MenuIds ids;
  const auto root = build_menu(facts_with({}), ids);
  EXPECT_THAT(labels(root), ElementsAre("No agent is running", "-", "Run", "New session…", "-",
                                        "Sessions…", "Settings…", "Stop all", "Doctor",
                                        "Start at login", "About", "Quit (sessions go on)"));
  EXPECT_FALSE(root.children.front().enabled);
  EXPECT_FALSE(by_label(root, "Stop all").enabled);
  EXPECT_EQ(by_label(root, "Start at login").checked, false);
}

TEST(MenuModel, ListsEachLiveSessionWithStateAndAge) {
  MenuIds ids;
  const auto root = build_menu(
      facts_with({live_session(State::working, 60), blocked_session("permission", "Bash: make")}),
      ids);
  EXPECT_EQ(root.children[0].label, "claude-ab: working, 2 min");
  EXPECT_EQ(root.children[0].icon, IconState::working);
  EXPECT_EQ(root.children[1].label, "claude-ab: asks for permission, 3 min");
  EXPECT_EQ(root.children[1].icon, IconState::needs_you);
  EXPECT_THAT(labels(root.children[1]), ElementsAre("claude in ~/project", "Agent says: Bash: make",
                                                    "-", "Attach", "Show log", "Stop"));
  const Action attach{.kind = ActionKind::attach, .session = "abcd2345"};
  EXPECT_EQ(by_label(root.children[0], "Attach").action, attach);
}

TEST(MenuModel, NamesTheMethodOfASessionWithoutABoundary) {
  MenuIds ids;
  auto open = live_session(State::working, 60);
  open.spec.method = "host";
  open.spec.confined = false;
  const auto root = build_menu(facts_with({open}), ids);
  EXPECT_EQ(root.children[0].label, "claude-ab: working, 2 min (host: not confined)");
}

TEST(MenuModel, NamesThePortsOfASession) {
  MenuIds ids;
  auto one = live_session(State::working);
  one.ports = {{3000, 3000}, {8080, 80}};
  const auto root = build_menu(facts_with({one}), ids);
  EXPECT_THAT(labels(root.children[0]),
              ElementsAre("claude in ~/project", "Ports here: 3000, 8080:80", "-", "Attach",
                          "Show log", "Stop"));
}

TEST(MenuModel, CallsAGuessAGuess) {
  MenuIds ids;
  auto guessed = live_session(State::blocked);
  guessed.last.source = session::Source::guess;
  const auto root = build_menu(facts_with({guessed}), ids);
  EXPECT_EQ(root.children[0].label, "claude-ab: probably needs you, 3 min");
}

TEST(MenuModel, ListsTheLatestEndings) {
  MenuIds ids;
  std::vector<Snapshot> sessions = {lost_session(10), ended_session(3, 120)};
  sessions[1].spec.name = "tests";
  for (int i = 0; i < 9; ++i)
    sessions.push_back(ended_session(0, i, "old0000" + std::to_string(i)));
  const auto root = build_menu(facts_with(sessions), ids);
  EXPECT_THAT(
      labels(root),
      ElementsAre("No agent is running", "-", "Ended lately", "tests: exit code 3, 1 min ago",
                  "claude-ab: failed, 2 min ago", "claude-ol: finished, 2 min ago",
                  "claude-ol: finished, 2 min ago", "claude-ol: finished, 2 min ago", "-", "Run",
                  "New session…", "-", "Sessions…", "Settings…", "Stop all", "Doctor",
                  "Start at login", "About", "Quit (sessions go on)"));
  const Action log{.kind = ActionKind::show_log, .session = "abcd2345"};
  EXPECT_EQ(by_label(root, "tests").action, log);
}

TEST(MenuModel, RunsAnyAgentInARecentWorkspace) {
  MenuIds ids;
  auto other = ended_session(0, 5, "zzzz2345");
  other.spec.workspace = "/srv/it's here";
  other.created_ms += 1000;
  auto worktree = live_session(State::idle, 0, "wwww2345");
  worktree.spec.workspace = "/home/ann/.local/state/sandtray/worktrees/x";
  worktree.spec.branch = "feature";
  const auto root =
      build_menu(facts_with({live_session(State::idle), other, other, worktree}), ids);
  const auto& run = by_label(root, "Run");
  EXPECT_THAT(labels(run), ElementsAre("Claude Code in /srv/it's here", "Claude Code in ~/project",
                                       "-", "Claude Code", "Shell"));
  const auto& shell = by_label(run, "Shell");
  EXPECT_THAT(labels(shell), ElementsAre("/srv/it's here", "~/project"));
  const Action wanted{.kind = ActionKind::run, .agent = "shell", .workspace = "/srv/it's here"};
  EXPECT_EQ(shell.children[0].action, wanted);
}

TEST(MenuModel, OneClickStartsWhatAWorkspaceRemembers) {
  MenuIds ids;
  auto facts = facts_with({live_session(State::idle)});
  facts.workspaces = {{"web", "/srv/web", "shell"},
                      {"project", "/home/ann/project", "claude"},
                      {"bare", "/srv/bare", ""},
                      {"gone", "/srv/gone", "no-such-agent"}};
  const auto root = build_menu(facts, ids);
  const auto& run = by_label(root, "Run");
  // A known folder is not offered a second time as a recent one.
  EXPECT_THAT(labels(run),
              ElementsAre("web: Shell", "project: Claude Code", "-", "Claude Code", "Shell"));
  EXPECT_EQ(run.children[0].action, (Action{.kind = ActionKind::run, .workspace = "/srv/web"}));
  EXPECT_THAT(labels(by_label(run, "Shell")),
              ElementsAre("/srv/web", "~/project", "/srv/bare", "/srv/gone"));
}

TEST(MenuModel, ARecentFolderIsRunByItsLastMethodUnlessThatConfinesNothing) {
  MenuIds ids;
  auto open = live_session(State::idle, 0, "zzzz2345");
  open.spec.workspace = "/srv/open";
  open.spec.method = "host";
  open.spec.confined = false;
  const auto root = build_menu(facts_with({live_session(State::idle), open}), ids);
  const auto& run = by_label(root, "Run");
  EXPECT_THAT(labels(run), ElementsAre("Claude Code in ~/project", "-", "Claude Code", "Shell"));
  EXPECT_EQ(run.children[0].action, (Action{.kind = ActionKind::run,
                                            .agent = "claude",
                                            .workspace = "/home/ann/project",
                                            .method = "bwrap"}));
}

TEST(MenuModel, AnItemKeepsItsIdAndNoIdIsGivenTwice) {
  MenuIds ids;
  const auto one = live_session(State::working, 0, "aaaa2345");
  const auto two = live_session(State::working, 0, "bbbb2345");
  const auto before = build_menu(facts_with({one, two}), ids);
  const auto id_of_two = by_label(before, "claude-bb").children.back().id;
  const auto id_of_one = by_label(before, "claude-aa").children.back().id;
  const auto after = build_menu(facts_with({two}), ids);
  ASSERT_NE(find_item(after, id_of_two), nullptr);
  EXPECT_EQ(find_item(after, id_of_two)->action.session, "bbbb2345");
  EXPECT_EQ(find_item(after, id_of_one), nullptr);
  const auto third = build_menu(facts_with({one, two}), ids);
  EXPECT_EQ(find_item(third, id_of_one), nullptr) << "a late click must not reach a new item";
}

TEST(MenuModel, OpensTheWindow) {
  MenuIds ids;
  const auto root = build_menu(facts_with({}), ids);
  EXPECT_EQ(by_label(root, "Sessions…").action.kind, ActionKind::show_sessions);
  EXPECT_EQ(by_label(root, "New session…").action.kind, ActionKind::new_session);
  EXPECT_EQ(by_label(root, "Settings…").action.kind, ActionKind::settings);
  EXPECT_EQ(by_label(root, "About").action.kind, ActionKind::about);
}

TEST(MenuModel, OffersNoWindowWhereThereIsNone) {
  MenuIds ids;
  auto facts = facts_with({});
  facts.has_window = false;
  EXPECT_THAT(labels(build_menu(facts, ids)),
              ElementsAre("No agent is running", "-", "Run", "-", "Stop all", "Doctor",
                          "Start at login", "Quit (sessions go on)"));
}

TEST(MenuModel, HostileNamesCannotDisguiseAnItem) {
  MenuIds ids;
  auto hostile = live_session(State::working);
  hostile.spec.name = "a\033]0;x\a\u202Egnol\n\nQuit";
  hostile.last.message = "\033[31mRun {name}: rm -rf\r\nStop all\u200B";
  const auto root = build_menu(facts_with({hostile}), ids);
  EXPECT_EQ(root.children[0].label, "agnol Quit: working, 3 min");
  EXPECT_EQ(root.children[0].children[1].label, "Agent says: Run {name}: rm -rf Stop all");
}

TEST(MenuModel, TooManySessionsStillShowThoseThatNeedThePerson) {
  MenuIds ids;
  std::vector<Snapshot> sessions;
  for (int i = 0; i < 200; ++i) {
    sessions.push_back(live_session(State::idle, 0, "s" + std::to_string(1000 + i)));
    sessions.back().created_ms += i;
  }
  sessions[0].last.state = State::blocked;
  const auto root = build_menu(facts_with(sessions), ids);
  EXPECT_EQ(root.children[0].icon, IconState::needs_you);
  EXPECT_LT(root.children.size(), 45u);
}

TEST(MenuModel, TheIconShowsTheWorstOfAll) {
  EXPECT_EQ(worst_icon({}), IconState::idle);
  std::vector<Snapshot> sessions = {live_session(State::idle), live_session(State::working)};
  EXPECT_EQ(worst_icon(sessions), IconState::working);
  sessions.push_back(blocked_session("question", ""));
  EXPECT_EQ(worst_icon(sessions), IconState::needs_you);
  EXPECT_EQ(tooltip(sessions), "Sandtray: 1 needs you, 1 working, 1 idle");
  sessions.push_back(ended_session(1, 5));
  EXPECT_EQ(worst_icon(sessions), IconState::failed);
  sessions.back().seen = true;
  EXPECT_EQ(worst_icon(sessions), IconState::needs_you);
}

TEST(MenuModel, TellsThoseThatWaitForTheirTurnFromThoseThatAreIdle) {
  const auto queued = live_session(State::queued);
  EXPECT_EQ(state_words(queued), "waits for its turn");
  EXPECT_EQ(worst_icon({queued}), IconState::idle);
  EXPECT_EQ(tooltip({live_session(State::idle), queued, queued}), "Sandtray: 1 idle, 2 queued");
  auto stopped = queued;
  stopped.alive = false;
  stopped.last.type = "ended";
  stopped.last.state = State::failed;
  stopped.last.kind = "stopped";
  EXPECT_EQ(state_words(stopped), "stopped");
  EXPECT_EQ(worst_icon({stopped}), IconState::idle);
}

TEST(MenuModel, WhatThePersonStoppedIsNoFailure) {
  auto stopped = ended_session(143, 5);
  stopped.last.kind = "stopped";
  EXPECT_EQ(worst_icon({stopped}), IconState::idle);
  EXPECT_EQ(state_words(stopped), "stopped");
}

}  // namespace
}  // namespace sandtray::app
