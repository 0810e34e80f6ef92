// SPDX-License-Identifier: MIT
// A session seen from a console: what is typed there reaches it, and the person can leave.
#include "windows/session.h"

namespace sandtray::test {
namespace {

using ::testing::HasSubstr;

class WindowsAttach : public WindowsSession {
 protected:
  std::vector<std::string> attach(const std::string& id) const {
    return {child_, "console", program_, "attach", id};
  }
};

TEST_F(WindowsAttach, TypesIntoTheSessionAndLeaves) {
  const auto id = start({"echo"});
  {
    OnTerminal terminal(attach(id), env_);
    terminal.type("typed\r");
    EXPECT_TRUE(terminal.shows("typed")) << terminal.screen();
    terminal.type("\x1d");  // the default detach keys
    terminal.type("d");
    EXPECT_EQ(terminal.status(), 0) << terminal.screen();
  }
  EXPECT_THAT(sandtray({"ls"}).out, HasSubstr(id));
  EXPECT_THAT(log(id), HasSubstr("typed"));
}

TEST_F(WindowsAttach, EndsWithTheSessionAndItsStatus) {
  const auto id = start({"ctrl-c"});
  ASSERT_TRUE(shows(id, "ready"));
  OnTerminal terminal(attach(id), env_);
  EXPECT_TRUE(terminal.shows("ready")) << terminal.screen();  // the replay
  EXPECT_EQ(sandtray({"stop", id}).status, 0);
  EXPECT_EQ(terminal.status(), 42) << terminal.screen();
}

TEST_F(WindowsAttach, NeedsATerminal) {
  const auto id = start({"deaf"});
  const auto finished = sandtray({"attach", id});
  EXPECT_EQ(finished.status, 64);
  EXPECT_THAT(finished.err, HasSubstr("attach needs a terminal"));
}

}  // namespace
}  // namespace sandtray::test
