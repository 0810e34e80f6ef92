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

}  // namespace
}  // namespace sandtray::app
