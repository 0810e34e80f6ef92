// SPDX-License-Identifier: MIT
#include "app/workspace_form.h"

#include <gtest/gtest.h>

#include "app/session_form.h"

namespace sandtray::app {
namespace {

config::MethodInfo method(const std::string& name, bool boundary, bool planned = false) {
  config::MethodInfo info;
  info.name = info.title = name;
  info.boundary = boundary;
  info.planned = planned;
  return info;
}

WorkspaceFacts facts() {
  WorkspaceFacts facts;
  facts.methods = {method("bwrap", true), method("host", false), method("lima", true, true)};
  return facts;
}

TEST(WorkspaceForm, KeepsWhatNoFieldHas) {
  config::Workspace workspace;
  workspace.name = "site";
  workspace.folder = "/home/me/site";
  workspace.method = "docker";
  workspace.options = {{"git", "open"}, {"permissions", "ask"}};
  auto values = workspace_values(workspace);
  EXPECT_EQ(values["permissions"], "ask");
  values["permissions"].clear();
  values["network"] = "none";
  values["method"] = "bwrap";
  apply_workspace(values, workspace);
  EXPECT_EQ(workspace.method, "bwrap");
  EXPECT_EQ(workspace.options,
            (std::map<std::string, std::string>{{"git", "open"}, {"network", "none"}}));
}

TEST(WorkspaceForm, ChangesOnlyWhatThePersonHasChanged) {
  config::Workspace workspace;
  workspace.name = "site";
  workspace.method = "gone";  // no method of that name can be chosen
  auto opened = workspace_values(workspace);
  opened["method"].clear();
  auto values = opened;
  values["agent"] = "claude";
  workspace.options["network"] = "none";  // elsewhere, meanwhile
  workspace.mounts = {{"/data", false}};
  change_workspace(workspace, opened, values);
  EXPECT_EQ(workspace.agent, "claude");
  EXPECT_EQ(workspace.method, "gone");
  EXPECT_EQ(workspace.options["network"], "none");
  EXPECT_EQ(workspace.mounts.size(), 1u);
}

TEST(WorkspaceForm, IsRefusedBesideTheFieldThatIsWrong) {
  const Values good = {{"folder", "/home/me/site"}, {"name", ""}};
  EXPECT_EQ(check_workspace_form(good, {"taken"}, true), Reasons());
  for (const auto& [key, value] :
       {std::pair("folder", ""), std::pair("folder", "-x"), std::pair("name", "taken"),
        std::pair("name", "No!"), std::pair("model", "-m")}) {
    auto values = good;
    values[key] = value;
    EXPECT_EQ(check_workspace_form(values, {"taken"}, true).count(key), 1u) << key << value;
  }
  // Its own name is taken, by itself.
  EXPECT_EQ(check_workspace_form({{"folder", "/x"}, {"name", "taken"}}, {"taken"}, false),
            Reasons());
}

TEST(WorkspaceForm, AMethodWithoutABoundaryIsAlarmingAndAPlannedOneIsNotOffered) {
  const auto with = [](const std::string& name) {
    return workspace_fields(facts(), {{"method", name}}, true).at(3);
  };
  EXPECT_EQ(with("bwrap").alarm, "");
  EXPECT_NE(with("host").alarm, "");
  EXPECT_EQ(with("").options.size(), 3u);
}

TEST(WorkspaceForm, ANewSessionThereHasItsMethod) {
  SessionFacts session;
  session.methods = facts().methods;
  session.usual_method = "bwrap";
  config::Workspace workspace;
  workspace.folder = "/home/me/site";
  workspace.method = "host";
  session.known = {workspace};
  session.settings.containerized_agents = false;
  const Values there = {{"workspace", "/home/me/site"}}, elsewhere = {{"workspace", "/home/me"}};
  EXPECT_EQ(session_fields(session, there).at(2).options.at(0).text, "The default (host)");
  EXPECT_NE(session_fields(session, there).at(2).alarm, "");
  EXPECT_EQ(check_session(session, there).count("method"), 0u);
  EXPECT_EQ(session_fields(session, elsewhere).at(2).alarm, "");
  EXPECT_EQ(check_session(session, elsewhere).count("method"), 1u);
}

}  // namespace
}  // namespace sandtray::app
