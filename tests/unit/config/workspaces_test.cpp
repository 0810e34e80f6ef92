// SPDX-License-Identifier: MIT
#include "config/workspaces.h"

#include <gtest/gtest.h>

#include <fstream>
#include <thread>

#include "support/temp_dir.h"

namespace sandtray::config {
namespace {

class Workspaces : public ::testing::Test {
 protected:
  Workspaces() {
    paths_.share = SANDTRAY_SOURCE_DIR "/common/data";
    paths_.config = dir_ / "config";
  }
  Result<> add(const Workspace& workspace) {
    return add_workspace(paths_, workspace, [](const Workspace&) { return Result<>{}; });
  }
  Result<> change(const std::string& name, const std::function<void(Workspace&)>& change) {
    return change_workspace(
        paths_, name,
        [&](Workspace& workspace) {
          change(workspace);
          return Result<>{};
        },
        [](const Workspace&) { return Result<>{}; });
  }
  void write(const std::string& name, const std::string& text) {
    ASSERT_TRUE(platform::make_private_folder(paths_.config + "/workspaces"));
    std::ofstream(workspace_path(paths_, name)) << text;
  }
  static Workspace some(const std::string& name, const std::string& folder) {
    Workspace workspace;
    workspace.name = name;
    workspace.folder = folder;
    return workspace;
  }

  test::TempDir dir_;
  platform::Paths paths_;
};

TEST_F(Workspaces, KeepWhatTheyWereTold) {
  auto web = some("web", "/srv/web");
  web.method = "bwrap";
  web.agent = "claude";
  web.mounts = {{"/srv/models", false, "web"}, {"/srv/data", true, "web"}};
  web.options = {{"network", "none"}, {"model", "best"}};
  ASSERT_TRUE(add(web));
  const auto read = load_workspace(paths_, "web");
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(workspace_to_json(*read), workspace_to_json(web));
  EXPECT_EQ(read->mounts[1].workspace, "web");
  EXPECT_EQ(workspace_of(paths_, "/srv/web").value()->name, "web");
  EXPECT_FALSE(workspace_of(paths_, "/srv/web/below").value());
  EXPECT_FALSE(workspace_of(paths_, "/srv").value());
}

TEST_F(Workspaces, AreRefusedWithFileLineAndReason) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"{\n\"name\": \"web\",\n\"folder\": \"/w\",\n\"sandbox\": false}", ":4: /sandbox"},
      {"{\n\"name\": \"web\",\n\"folder\": 5}", ":3: /folder"},
      {"{\n\"name\": \"web\",\n\"folder\": \"w\"}", ":3: /folder"},
      {"{\n\"name\": \"other\",\n\"folder\": \"/w\"}", ":2: /name"},
      {"{\"name\": \"web\", \"folder\": \"/w\",\n\"options\": {\"network\": \"all\"}}",
       ":2: /options/network"},
      {"{\"name\": \"web\", \"folder\": \"/w\",\n\"options\": {\"model\": \"m\"}}",
       ":2: /options/model"},
      {"{\"name\": \"web\", \"folder\": \"/w\",\n\"mounts\": [{\"path\": \"rel\"}]}",
       ":2: /mounts/0/path"},
      {"{", "not valid JSON"}};
  for (const auto& [text, says] : cases) {
    write("web", text);
    const auto read = load_workspace(paths_, "web");
    ASSERT_FALSE(read) << text;
    EXPECT_EQ(read.error().code, Code::config) << text;
    const auto& message = read.error().message;
    EXPECT_NE(message.find("/workspaces/web.json"), std::string::npos) << message;
    EXPECT_NE(message.find(says), std::string::npos) << message;
    // It may be the workspace of any folder: what it asks for must not be left out silently.
    EXPECT_FALSE(workspace_of(paths_, "/elsewhere")) << text;
  }
}

TEST_F(Workspaces, AreOnePerNameAndPerFolder) {
  ASSERT_TRUE(add(some("web", "/srv/web")));
  EXPECT_EQ(add(some("web", "/srv/other")).error().code, Code::refused);
  EXPECT_EQ(add(some("other", "/srv/web")).error().code, Code::refused);
  for (const auto* bad : {"", "Web", "../web", "a/b", ".web", "-w"}) {
    EXPECT_EQ(add(some(bad, "/srv/x")).error().code, Code::usage) << bad;
  }
  // What was made by hand is not chosen between.
  write("twin", R"({"name": "twin", "folder": "/srv/web/"})");
  EXPECT_EQ(workspace_of(paths_, "/srv/web").error().code, Code::config);
  EXPECT_EQ(remove_workspace(paths_, "../config").error().code, Code::not_found);
  EXPECT_TRUE(remove_workspace(paths_, "twin"));
  EXPECT_EQ(remove_workspace(paths_, "twin").error().code, Code::not_found);
  EXPECT_EQ(load_workspace(paths_, "twin").error().code, Code::not_found);
}

TEST_F(Workspaces, ACommentIsNotLost) {
  write("web", "// mine\n{\"name\": \"web\", \"folder\": \"/srv/web\"}");
  EXPECT_TRUE(load_workspace(paths_, "web"));
  EXPECT_EQ(change("web", [](Workspace& web) { web.agent = "shell"; }).error().code, Code::refused);
}

TEST_F(Workspaces, ConcurrentChangesLoseNothing) {
  ASSERT_TRUE(add(some("web", "/srv/web")));
  constexpr int count = 12;
  std::vector<std::thread> writers;
  for (int i = 0; i < count; ++i) {
    writers.emplace_back([this, i] {
      EXPECT_TRUE(change("web", [i](Workspace& web) {
        web.mounts.push_back({"/srv/" + std::to_string(i), false, "web"});
      }));
    });
  }
  for (auto& writer : writers) writer.join();
  EXPECT_EQ(load_workspace(paths_, "web")->mounts.size(), static_cast<std::size_t>(count));
}

TEST_F(Workspaces, GetAFreeNameFromTheirFolder) {
  EXPECT_EQ(workspace_name_for(paths_, "/srv/My Project (2)"), "my-project-2");
  EXPECT_EQ(workspace_name_for(paths_, "/srv/...\xc3\xa4"), "workspace");
  ASSERT_TRUE(add(some("web", "/srv/web")));
  EXPECT_EQ(workspace_name_for(paths_, "/opt/web"), "web-2");
}

TEST_F(Workspaces, CountBeforeTheSettings) {
  Settings settings;
  settings.mounts = {{"/srv/data", false, ""}, {"/srv/more", false, ""}};
  auto web = some("web", "/srv/web");
  web.mounts = {{"/srv/data", true, "web"}};
  const auto there = with_workspace(settings, web);
  ASSERT_EQ(there.mounts.size(), 2U);
  EXPECT_EQ(there.mounts[0].path, "/srv/more");
  EXPECT_TRUE(there.mounts[1].writable);
  // Another agent would not know the model.
  web.agent = "claude";
  web.options = {{"model", "best"}, {"network", "none"}};
  EXPECT_EQ(options_there(web, "claude"), (std::vector<std::string>{"model=best", "network=none"}));
  EXPECT_EQ(options_there(web, "codex"), (std::vector<std::string>{"network=none"}));
}

}  // namespace
}  // namespace sandtray::config
