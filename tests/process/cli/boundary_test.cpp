// SPDX-License-Identifier: MIT
// That nothing is confined is said, in red where there are colours.
#include "process/cli/world.h"

namespace sandtray::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class NoBoundary : public World {};

TEST_F(NoBoundary, IsSaidBeforeTheAgentRuns) {
  EXPECT_THAT(script("true", "host").err, StartsWith("sandtray: nothing is confined: "));
  EXPECT_THAT(script("true").err, Not(HasSubstr("confined")));
  ASSERT_EQ(sandtray({"config", "set", "default_method", "host"}).status, 0);
  EXPECT_THAT(sandtray({"run", "shell", "--", "-c", "true"}).err,
              HasSubstr("(method host, from default_method)\n"));
}

TEST_F(NoBoundary, IsRedOnATerminal) {
  start("sleep 1000", "host");
  env_["TERM"] = "xterm-256color";
  OnTerminal coloured({"sandtray", "ls"}, env_);
  EXPECT_TRUE(coloured.shows("\033[31mhost\033[0m  "));
  OnTerminal run({"sandtray", "run", "-d", "-m", "host", "shell", "--", "-c", "true"}, env_,
                 workspace_);
  EXPECT_TRUE(run.shows("\033[31msandtray: nothing is confined: "));
  env_["NO_COLOR"] = "1";
  OnTerminal without({"sandtray", "ls"}, env_);
  EXPECT_EQ(without.status(), 0);
  EXPECT_THAT(without.screen(), HasSubstr("host"));
  EXPECT_THAT(without.screen(), Not(HasSubstr("\033[31m")));
  env_.erase("NO_COLOR");
  env_["TERM"] = "dumb";
  OnTerminal dumb({"sandtray", "ls"}, env_);
  EXPECT_EQ(dumb.status(), 0);
  EXPECT_THAT(dumb.screen(), Not(HasSubstr("\033[31m")));
}

}  // namespace
}  // namespace sandtray::test
