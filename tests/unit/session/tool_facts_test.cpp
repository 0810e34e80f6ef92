// SPDX-License-Identifier: MIT
// What a program needs around it, where scripts name the program that runs them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "session/facts/facts.h"

namespace sandtray::session {
namespace {

using testing::ElementsAre;

TEST(ToolFacts, FindTheProgramTheFoldersItNeedsAndTheInterpreter) {
  std::string pattern = std::filesystem::temp_directory_path() / "sandtray-tool-XXXXXX";
  const std::string home = std::filesystem::canonical(mkdtemp(pattern.data()));
  const auto modules = home + "/npm/lib/node_modules";
  std::filesystem::create_directories(modules + "/agent");
  std::filesystem::create_directories(home + "/npm/bin");
  std::filesystem::create_directories(home + "/.volta/bin");
  std::ofstream(modules + "/agent/cli.js") << "#!/usr/bin/env -S FLAG=1 fake-node --x\n";
  std::ofstream(home + "/.volta/bin/fake-node") << "binary";
  for (const auto& program : {modules + "/agent/cli.js", home + "/.volta/bin/fake-node"}) {
    std::filesystem::permissions(program, std::filesystem::perms::owner_all);
  }
  std::filesystem::create_symlink("../lib/node_modules/agent/cli.js", home + "/npm/bin/agent");
  const std::string before = std::getenv("PATH");
  setenv("PATH", (home + "/npm/bin:" + home + "/.volta/bin:" + before).c_str(), 1);
  sandbox::BwrapPolicy policy;
  policy.system = {"/usr", "/bin"};
  policy.tool_roots = {".volta"};
  const auto tools = gather_tools({"agent", "sh", "no-such-program"}, home, policy);
  setenv("PATH", before.c_str(), 1);
  std::filesystem::remove_all(home);

  ASSERT_EQ(tools.size(), 4u);
  EXPECT_EQ(tools[0].real, modules + "/agent/cli.js");
  EXPECT_THAT(tools[0].visible, ElementsAre(modules));
  EXPECT_THAT(tools[1].visible, ElementsAre());
  EXPECT_EQ(tools[2].path, "");
  EXPECT_EQ(tools[3].name, "fake-node");
  EXPECT_THAT(tools[3].visible, ElementsAre(home + "/.volta"));
}

}  // namespace
}  // namespace sandtray::session
