// SPDX-License-Identifier: MIT
#include "app/controller.h"

#include <gmock/gmock.h>

namespace sandtray::app {
namespace {

using ::testing::HasSubstr;

RunRequest request() {
  RunRequest request;
  request.agent = "claude";
  request.workspace = "/home/me/project";
  return request;
}

TEST(Controller, UsesThePlatformsMethodUnlessToldOtherwise) {
  config::Settings settings;
  EXPECT_EQ(make_spec(request(), settings, "bwrap", "abcdefgh")->method, "bwrap");
  settings.default_method = "docker";
  EXPECT_EQ(make_spec(request(), settings, "bwrap", "abcdefgh")->method, "docker");
  auto named = request();
  named.method = "host";
  EXPECT_EQ(make_spec(named, settings, "bwrap", "abcdefgh")->method, "host");
}

TEST(Controller, RefusesASessionWithoutAMethodWhereEachIsToNameOne) {
  config::Settings settings;
  settings.containerized_agents = false;
  settings.default_method = "docker";
  const auto spec = make_spec(request(), settings, "bwrap", "abcdefgh");
  ASSERT_FALSE(spec);
  EXPECT_EQ(spec.error().code, Code::refused);
  EXPECT_THAT(spec.error().hint, HasSubstr("-m METHOD"));
  auto named = request();
  named.method = "bwrap";
  EXPECT_EQ(make_spec(named, settings, "bwrap", "abcdefgh")->method, "bwrap");
}

TEST(Controller, NamesASessionAfterAgentAndId) {
  EXPECT_EQ(make_spec(request(), {}, "bwrap", "abcdefgh")->name, "claude-abcd");
  auto named = request();
  named.name = "../x";
  EXPECT_EQ(make_spec(named, {}, "bwrap", "abcdefgh").error().code, Code::usage);
  named.name = "-rf";
  EXPECT_FALSE(make_spec(named, {}, "bwrap", "abcdefgh"));
}

TEST(Controller, OptionsOverrideSettings) {
  config::Settings settings;
  settings.network = "none";
  EXPECT_EQ(make_spec(request(), settings, "bwrap", "abcdefgh")->options.count("network"), 0u)
      << "a default is no wish: it counts as it is when the session is planned";
  auto with = request();
  with.options = {"network=host", "permissions=ask"};
  EXPECT_EQ(make_spec(with, settings, "bwrap", "abcdefgh")->options.at("network"), "host");
  EXPECT_EQ(make_spec(with, settings, "bwrap", "abcdefgh")->options.at("permissions"), "ask");
  for (const auto* bad : {"network", "=host"}) {
    with.options = {bad};
    EXPECT_EQ(make_spec(with, settings, "bwrap", "x").error().code, Code::usage);
  }
}

TEST(Controller, AWorkspaceThatIsNotUtf8GetsAClearError) {
  auto bad = request();
  bad.workspace = "/home/me/\xff";
  const auto spec = make_spec(bad, {}, "bwrap", "abcdefgh");
  ASSERT_FALSE(spec);
  EXPECT_THAT(spec.error().message, HasSubstr("not valid UTF-8"));
  EXPECT_THAT(spec.error().hint, HasSubstr("Rename"));
}

}  // namespace
}  // namespace sandtray::app
