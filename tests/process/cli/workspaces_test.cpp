// SPDX-License-Identifier: MIT
// Workspaces: what is remembered of a folder, and what a session there has of it.
#include "process/cli/world.h"

namespace sandtray::test {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

class Workspaces : public World {
 protected:
  std::string file(const std::string& name) const {
    return dir_ / ("config/sandtray/workspaces/" + name + ".json");
  }
  // Ends with 0; what it printed.
  std::string good(const std::vector<std::string>& words) {
    const auto finished = sandtray(words);
    EXPECT_EQ(finished.status, 0) << finished.err;
    return finished.out;
  }
};

TEST_F(Workspaces, ASessionThereHasItsAgentMethodOptionsAndMounts) {
  const auto data = dir_ / "models";
  write(data + "/file", "there");
  EXPECT_EQ(good({"workspaces", "add", workspace_, "--agent", "shell", "--method", "bwrap", "--set",
                  "network=none", "--mount", data, "--mount", data + "/file:rw"}),
            "work\n");
  const auto script = "cat " + data + "/file; echo changed 2>&1 >" + data + "/file; touch " + data +
                      "/new 2>/dev/null || echo read-only; "
                      "grep -c : /proc/net/dev";
  const auto ran = sandtray({"run", "--", "-c", script});
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_EQ(ran.out, "thereread-only\n1\n");  // the loopback alone
  std::ifstream changed(data + "/file");
  std::string line;
  std::getline(changed, line);
  EXPECT_EQ(line, "changed");
  // The command line has the last word.
  EXPECT_EQ(sandtray({"run", "-m", "host", "--", "-c", "echo $SANDTRAY_SESSION"}).status, 69);
  const auto open = sandtray({"run", "-m", "host", "--set", "network=host", "--", "-c", "true"});
  EXPECT_EQ(open.status, 0) << open.err;
}

TEST_F(Workspaces, AreFoundByNameFromAnywhereAndANameCountsBeforeAFolder) {
  const auto web = dir_ / "elsewhere/web";
  std::filesystem::create_directories(web);
  std::filesystem::create_directories(workspace_ + "/web");  // as a repository could have it
  EXPECT_EQ(good({"workspaces", "add", web, "--agent", "shell"}), "web\n");
  EXPECT_EQ(good({"run", "-m", usual_method(), "-w", "web", "--", "-c", "pwd"}), web + "\n");
  EXPECT_EQ(good({"run", "shell", "-m", usual_method(), "-w", "./web", "--", "-c", "pwd"}),
            workspace_ + "/web\n");
  // The folder below is not the workspace.
  const auto nameless = sandtray({"run", "-w", workspace_ + "/web"});
  EXPECT_EQ(nameless.status, 64);
  EXPECT_THAT(nameless.err, HasSubstr("which agent?"));
  std::filesystem::remove(web);
  const auto gone = sandtray({"run", "-w", "web"});
  EXPECT_EQ(gone.status, 66);
  EXPECT_THAT(gone.err, AllOf(HasSubstr("is gone"), HasSubstr("workspaces remove web")));
  EXPECT_THAT(good({"workspaces"}), HasSubstr("(gone)"));
}

TEST_F(Workspaces, AreNeverAFolderThatOpensTheMachine) {
  std::filesystem::create_directories(dir_ / "home/.ssh");
  std::filesystem::create_directories(dir_ / "config");
  for (const auto& folder : {dir_ / "home", std::string("/"), std::string("/etc/ssl"),
                             dir_ / "home/.ssh", dir_ / "config", dir_.path()}) {
    // Not even for a method that confines nothing: it may be another one tomorrow.
    for (const auto* method : {"bwrap", "host"}) {
      const auto refused = sandtray({"workspaces", "add", folder, "--method", method});
      EXPECT_EQ(refused.status, 77) << folder << refused.err;
    }
  }
  std::filesystem::create_directories(dir_ / "mine");
  for (const auto& mount : {dir_ / "home", dir_ / "home/.ssh", std::string("/")}) {
    EXPECT_EQ(sandtray({"workspaces", "add", dir_ / "mine", "--mount", mount}).status, 77) << mount;
  }
  EXPECT_EQ(good({"workspaces", "list", "--json"}), "[]\n");
}

TEST_F(Workspaces, AreChangedShownAndForgotten) {
  good({"workspaces", "add", "--agent", "shell", "--set", "git=open", "--mount", "/usr/share/doc"});
  EXPECT_EQ(sandtray({"workspaces", "edit", "work", "--method", "no-such"}).status, 64);
  EXPECT_EQ(sandtray({"workspaces", "edit", "work", "--set", "color=red"}).status, 64);
  EXPECT_EQ(sandtray({"workspaces", "edit", "work", "--unmount", "/srv"}).status, 64);
  good({"workspaces", "edit", workspace_, "--method", "bwrap", "--agent", "", "--set",
        "git=", "--unmount", "/usr/share/doc"});
  auto shown = Json::parse(good({"workspaces", "show", "work", "--json"}));
  EXPECT_EQ(shown, (Json{{"name", "work"},
                         {"folder", workspace_},
                         {"method", "bwrap"},
                         {"agent", nullptr},
                         {"mounts", Json::array()},
                         {"options", Json::object()},
                         {"there", true}}));
  good({"config", "check"});
  write(file("work"), R"({"name": "work", "folder": ")" + workspace_ + R"(", "unconfined": true})");
  for (const auto& words :
       {std::vector<std::string>{"run", "shell"}, {"workspaces"}, {"config", "check"}}) {
    const auto bad = sandtray(words);
    EXPECT_EQ(bad.status, 78);
    EXPECT_THAT(bad.err, HasSubstr("work.json:1: /unconfined"));
  }
  good({"workspaces", "remove", "work"});
  EXPECT_EQ(sandtray({"workspaces", "remove", "work"}).status, 66);
}

TEST_F(Workspaces, AFileThatAsksForLessConfinementIsReportedAndChangesNothing) {
  const auto secret = dir_ / "home/secret";
  write(secret, "secret");
  write(workspace_ + "/.sandtray.json",
        R"({"default_method": "host", "mounts": [{"path": ")" + (dir_ / "home") + R"("}]})");
  write(workspace_ + "/.devcontainer/devcontainer.json",
        R"({"privileged": true, /* all of it */ "mounts": ["source=/,target=/host,type=bind"]})");
  write(workspace_ + "/.claude/settings.json",
        R"({"permissions": {"defaultMode": "bypassPermissions"}, "sandbox": {"enabled": false}})");
  write(workspace_ + "/.codex/config.toml",
        "# approval_policy\n  sandbox_mode = \"danger-full-access\"\n");
  write(workspace_ + "/.gemini/settings.json", R"({"ui": {"theme": "dark"}})");
  write(workspace_ + "/opencode.json", std::string(100000, '['));
  std::filesystem::create_symlink(secret, workspace_ + "/.devcontainer.json");
  const auto ran = sandtray(
      {"run", "shell", "-m", "bwrap", "--", "-c", "cat " + secret + " 2>/dev/null || true"});
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_EQ(ran.out, "");  // nothing of it was granted
  const std::vector<std::string> says = {
      ".sandtray.json in the workspace has no effect",
      ".devcontainer/devcontainer.json in the workspace sets mounts, privileged: it may loosen "
      "what "
      "an editor's container itself asks or confines; the sandbox of this session is the same.",
      ".claude/settings.json in the workspace sets permissions.defaultMode, sandbox.enabled",
      ".codex/config.toml in the workspace sets sandbox_mode: it",
      "opencode.json in the workspace cannot be looked at (",
      ".devcontainer.json in the workspace cannot be looked at ("};
  const auto events = good({"events", list().at(0).at("id").get<std::string>()});
  for (const auto& text : says) {
    EXPECT_THAT(ran.err, HasSubstr(text));
    EXPECT_EQ(ran.err.find(text), ran.err.rfind(text)) << "twice: " << ran.err;
    EXPECT_THAT(events, HasSubstr(text.substr(0, 40)));
  }
  EXPECT_EQ(ran.err.find(".gemini"), std::string::npos) << ran.err;
  EXPECT_EQ(ran.err.find("secret"), std::string::npos) << ran.err;
  // Where nothing is confined, that is not said to be.
  const auto open = sandtray({"run", "shell", "-m", "host", "--", "-c", "true"});
  EXPECT_THAT(open.err, HasSubstr("sets sandbox_mode: it may loosen what Codex CLI itself asks or "
                                  "confines; Sandtray confines nothing here"));
}

TEST_F(Workspaces, AMountThatAMethodWouldNotShowIsRefused) {
  write(dir_ / "config/sandtray/methods/box.json", R"({"name": "box", "wrapper": ["env"]})");
  std::filesystem::create_directories(dir_ / "models");
  good({"workspaces", "add", "--agent", "shell", "--mount", dir_ / "models"});
  const auto refused = sandtray({"run", "-m", "box", "--", "-c", "true"});
  EXPECT_EQ(refused.status, 69);
  EXPECT_THAT(refused.err, HasSubstr("a mount of your workspace work would not be there"));
}

TEST_F(Workspaces, AMissingMountSaysWhoseItIs) {
  std::filesystem::create_directories(dir_ / "models");
  good({"workspaces", "add", "--agent", "shell", "--method", "bwrap", "--mount", dir_ / "models"});
  std::filesystem::remove(dir_ / "models");
  const auto refused = sandtray({"run"});
  EXPECT_EQ(refused.status, 66);
  EXPECT_THAT(refused.err, AllOf(HasSubstr("a mount of your workspace work is missing"),
                                 HasSubstr("workspaces edit work --unmount")));
}

}  // namespace
}  // namespace sandtray::test
