// SPDX-License-Identifier: MIT
#include "app/session_form.h"

#include <gtest/gtest.h>

namespace sandtray::app {
namespace {

using Words = std::vector<std::string>;

TEST(SessionForm, ASessionRunsAgainAsItWas) {
  sandbox::SessionSpec spec;
  spec.agent = "shell";
  spec.method = "host";
  spec.workspace = "/w";
  spec.options = {{"network", "none"}, {"permissions", "ask"}};
  spec.args = {"-c", "make test"};
  EXPECT_EQ(run_again_words(spec),
            (Words{"run", "-d", "-m", "host", "-w", "/w", "--set", "network=none", "--set",
                   "permissions=ask", "shell", "--", "-c", "make test"}));
}

TEST(SessionForm, AWorktreeIsMadeAgainOfItsRepository) {
  sandbox::SessionSpec spec;
  spec.agent = "shell";
  spec.method = "bwrap";
  spec.workspace = "/home/me/.local/state/sandtray/worktrees/project-mend";
  spec.repository = "/home/me/project";
  spec.branch = "mend";
  EXPECT_EQ(run_again_words(spec), (Words{"run", "-d", "-m", "bwrap", "-w", "/home/me/project",
                                          "--worktree", "mend", "shell"}));
}

TEST(SessionForm, BeginsWithTheAgentThatIsMostLikely) {
  SessionFacts facts;
  for (const auto* name : {"claude", "codex", "gemini", "shell"}) {
    facts.agents.emplace_back().name = name;
  }
  const auto agent = [&] { return session_values(facts)["agent"]; };
  EXPECT_EQ(agent(), "claude");  // none is there: it says what has to be installed
  facts.installed = {"gemini", "shell"};
  EXPECT_EQ(agent(), "gemini");
  facts.last_agent = "gone";
  EXPECT_EQ(agent(), "gemini");
  facts.last_agent = "shell";
  EXPECT_EQ(agent(), "shell");
  facts.workspaces = {"/home/me/project"};
  config::Workspace known;
  known.folder = "/home/me/project";
  facts.known = {known};
  EXPECT_EQ(agent(), "shell");
  facts.known[0].agent = "codex";
  EXPECT_EQ(agent(), "codex");
  facts.agents.clear();
  EXPECT_EQ(agent(), "");
}

}  // namespace
}  // namespace sandtray::app
