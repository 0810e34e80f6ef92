// SPDX-License-Identifier: MIT
// The person's own files: how they change, what an error in one costs, what is written into them.
#include "process/cli/world.h"

namespace sandtray::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using OwnFiles = World;

TEST_F(OwnFiles, WhatWasGoodComesBack) {
  const auto file = dir_ / "config/sandtray/config.json";
  const std::string good = "{\n  // Mine.\n  \"log_mib\": 65\n}\n";
  const std::string bad = R"({"log_mib": 65,, "network": "none"})";
  write(file, bad);
  EXPECT_THAT(sandtray({"config", "get"}).err, Not(HasSubstr("restore")));
  EXPECT_EQ(sandtray({"config", "restore"}).status, 66);
  write(file, good);
  EXPECT_EQ(sandtray({"config", "restore"}).status, 64);
  EXPECT_EQ(sandtray({"config", "get", "log_mib"}).out, "65\n");
  write(file, bad);
  for (const auto& words : std::vector<std::vector<std::string>>{
           {"config", "get"}, {"config", "set", "log_mib", "9"}, {"run", "shell"}}) {
    const auto refused = sandtray(words);
    EXPECT_EQ(refused.status, 78);
    EXPECT_THAT(refused.err, HasSubstr("`sandtray config restore` puts back"));
  }
  const auto restored = sandtray({"config", "restore"});
  EXPECT_EQ(restored.status, 0) << restored.err;
  EXPECT_EQ(read(file), good);
  EXPECT_EQ(read(file + ".bad"), bad);
}

TEST_F(OwnFiles, WhatWasGoodOfAnAgentOrAMethodComesBack) {
  ASSERT_EQ(sandtray({"agents", "add", "mine", "--from", "shell"}).status, 0);
  ASSERT_EQ(sandtray({"methods", "add", "own", "--wrapper", "env"}).status, 0);
  for (const auto* name : {"agents/mine", "methods/own"}) {
    const auto file = dir_ / "config/sandtray/" + name + ".json";
    const auto good = read(file);
    write(file, good.substr(0, good.size() / 2));
    const auto checked = sandtray({"config", "check"});
    EXPECT_EQ(checked.status, 78);
    EXPECT_THAT(checked.err, HasSubstr("`sandtray config restore " + std::string(name) + "`"));
    EXPECT_EQ(sandtray({"config", "restore", name}).status, 0);
    EXPECT_EQ(read(file), good);
  }
  for (const auto* name : {"agents/none", "agents/../config", "agents", "agents/", "../x", "x/y"}) {
    EXPECT_EQ(sandtray({"config", "restore", name}).status, 64) << name;
  }
}

TEST_F(OwnFiles, ALaterFormIsRefusedWithWhatToDo) {
  write(dir_ / "config/sandtray/config.json", R"({"version": 2, "later": true})");
  const auto refused = sandtray({"config", "get"});
  EXPECT_EQ(refused.status, 78);
  EXPECT_THAT(refused.err, HasSubstr("config.json is of version 2; this Sandtray knows"));
  EXPECT_THAT(refused.err, HasSubstr("update this one"));
}

// An editor opens the schema by it, so it must lead there from any folder, blanks or not.
TEST_F(OwnFiles, WhatIsWrittenNamesItsSchema) {
  const std::string share =
      std::filesystem::canonical(SANDTRAY_BIN_DIR "/..").string() + "/share/sandtray";
  std::filesystem::copy(share, dir_ / "share #1 %", std::filesystem::copy_options::recursive);
  env_["SANDTRAY_SHARE"] = dir_ / "share #1 %";
  const auto file = dir_ / "config/sandtray/config.json";
  const auto named = [&] { return Json::parse(read(file)).at("$schema").get<std::string>(); };
  ASSERT_EQ(sandtray({"config", "set", "log_mib", "9"}).status, 0);
  EXPECT_EQ(named(), "file://" + (dir_ / "share%20%231%20%25") + "/schemas/config.schema.json");
  // The program has moved.
  env_.erase("SANDTRAY_SHARE");
  ASSERT_EQ(sandtray({"config", "set", "log_mib", "10"}).status, 0);
  EXPECT_EQ(named(), "file://" + share + "/schemas/config.schema.json");
  write(file, R"({"$schema": "https://example.com/mine.json"})");
  ASSERT_EQ(sandtray({"config", "set", "log_mib", "11"}).status, 0);
  EXPECT_EQ(named(), "https://example.com/mine.json");
}

TEST_F(OwnFiles, AnUnsetSettingHasItsDefault) {
  const auto file = dir_ / "config/sandtray/config.json";
  ASSERT_EQ(sandtray({"config", "set", "network", "none"}).status, 0);
  ASSERT_EQ(sandtray({"config", "set", "notifications.failed", "false"}).status, 0);
  auto finished = sandtray({"config", "unset", "network"});
  EXPECT_EQ(finished.status, 0) << finished.err;
  EXPECT_EQ(finished.out, "");
  EXPECT_EQ(sandtray({"config", "get", "network"}).out, "host\n");
  EXPECT_EQ(sandtray({"config", "get", "notifications.failed"}).out, "false\n");
  for (const auto* key : {"network", "notifications.finished", "terminal"}) {
    finished = sandtray({"config", "unset", key});
    EXPECT_EQ(finished.status, 0) << finished.err;
    EXPECT_EQ(finished.out, key + std::string(" is not set: its default counts already.\n"));
  }
  for (const auto* key : {"netwrk", "notifications.colour", "network.host", "mounts.0"}) {
    finished = sandtray({"config", "unset", key});
    EXPECT_EQ(finished.status, 64) << key;
    EXPECT_THAT(finished.err, HasSubstr("there is no setting"));
  }
  EXPECT_EQ(sandtray({"config", "unset"}).status, 64);
  write(file, "{\n// mine\n\"network\": \"none\"}");
  EXPECT_EQ(sandtray({"config", "unset", "network"}).status, 77);
  EXPECT_EQ(sandtray({"config", "unset", "terminal"}).status, 0);
}

// A hundred at once, ten for each setting, beside ten that read.
TEST_F(OwnFiles, WritersOfTheSettingsAtTheSameTimeLoseNothing) {
  const Json wanted = {
      {"network", "none"},
      {"log_mib", 65},
      {"stop_timeout_s", 11},
      {"terminal", "xterm -e {}"},
      {"detach_keys", "ctrl-a,x"},
      {"pass_env", {"A"}},
      {"notifications",
       {{"finished", false}, {"needs_you", false}, {"failed", false}, {"quiet_success_s", 31}}}};
  const auto finished = run_command({"sh", "-c", R"(
      while read -r key value; do
        for i in 1 2 3 4 5 6 7 8 9 10; do "$0" config set "$key" "$value" & done
        "$0" config get >/dev/null &
      done
      wait)",
                                     SANDTRAY_BIN_DIR "/sandtray"},
                                    env_, R"(network none
log_mib 65
stop_timeout_s 11
terminal xterm -e {}
detach_keys ctrl-a,x
pass_env ["A"]
notifications.finished false
notifications.needs_you false
notifications.failed false
notifications.quiet_success_s 31
)");
  EXPECT_EQ(finished.out + finished.err, "");
  std::ifstream file(dir_ / "config/sandtray/config.json");
  auto written = Json::parse(file);
  EXPECT_EQ(written.erase("$schema") + written.erase("version"), 2u);
  EXPECT_EQ(written, wanted);
}

TEST_F(OwnFiles, QuietHoursSayWhichFormTheyHave) {
  const auto key = "notifications.quiet_hours";
  EXPECT_EQ(sandtray({"config", "get", key}).out, "null\n");
  auto finished = sandtray({"config", "set", key, "22-7"});
  EXPECT_EQ(finished.status, 78);
  EXPECT_THAT(finished.err, HasSubstr(R"(for example {"from":"22:00","to":"07:30"})"));
  finished = sandtray({"config", "set", key, R"({"from": "22:00"})"});
  EXPECT_EQ(finished.status, 78);
  EXPECT_THAT(finished.err, HasSubstr(R"(lacks "to", for example {"from":"22:00","to":"07:30"})"));
  finished = sandtray({"config", "set", key, R"({"from": "22:00", "to": "7"})"});
  EXPECT_EQ(finished.status, 78);
  EXPECT_THAT(finished.err, HasSubstr("/notifications/quiet_hours/to does not have the form"));
  EXPECT_THAT(finished.err, HasSubstr(R"(for example "07:30")"));
  EXPECT_EQ(sandtray({"config", "set", key, R"({"from": "22:00", "to": "07:30"})"}).status, 0);
  EXPECT_EQ(sandtray({"config", "unset", key}).status, 0);
}

TEST_F(OwnFiles, AFileBehindALinkIsWrittenWhereItLies) {
  const auto path = dir_ / "config/sandtray/config.json", kept = dir_ / "dotfiles/sandtray.json";
  write(kept, "{}");
  std::filesystem::create_directories(dir_ / "config/sandtray");
  std::filesystem::permissions(dir_ / "config/sandtray", std::filesystem::perms::owner_all);
  std::filesystem::create_symlink(kept, path);
  ASSERT_EQ(sandtray({"config", "set", "log_mib", "8"}).status, 0);
  EXPECT_TRUE(std::filesystem::is_symlink(path));
  EXPECT_THAT(read(kept), HasSubstr("\"log_mib\": 8"));
}

TEST_F(OwnFiles, AMethodIsCopiedAndEdited) {
  write(dir_ / "config/sandtray/methods/mine.json", dump_json({{"name", "mine"},
                                                               {"wrapper", {"env", "A=b"}},
                                                               {"boundary", true},
                                                               {"host_address", "here"}}));
  ASSERT_EQ(sandtray({"methods", "add", "copy", "--from", "mine"}).status, 0);
  auto shown = Json::parse(sandtray({"methods", "show", "copy", "--json"}).out);
  EXPECT_EQ(shown.at("wrapper"), Json({"env", "A=b"}));
  EXPECT_EQ(shown.at("boundary"), true);
  env_["EDITOR"] = "sed -i s/here/there/";
  EXPECT_EQ(sandtray({"methods", "edit", "copy"}).status, 0);
  shown = Json::parse(sandtray({"methods", "show", "copy", "--json"}).out);
  EXPECT_EQ(shown.at("host_address"), "there");
  EXPECT_EQ(Json::parse(sandtray({"methods", "show", "mine", "--json"}).out).at("host_address"),
            "here");
  env_["EDITOR"] = "sed -i s/boundary/boundless/";
  const auto broken = sandtray({"methods", "edit", "copy"});
  EXPECT_EQ(broken.status, 78);
  EXPECT_THAT(broken.err, HasSubstr("boundless"));
  env_["EDITOR"] = "sed -i s/boundless/boundary/";
  EXPECT_EQ(sandtray({"methods", "edit", "copy"}).status, 0);
  EXPECT_EQ(sandtray({"methods", "edit", "bwrap"}).status, 77);
  EXPECT_EQ(sandtray({"methods", "add", "other", "--from", "bwrap"}).status, 77);
  EXPECT_EQ(sandtray({"methods", "edit", "none"}).status, 64);
}

TEST_F(OwnFiles, WhatWasDeletedIsRestored) {
  ASSERT_EQ(sandtray({"config", "set", "log_mib", "8"}).status, 0);
  std::filesystem::remove(dir_ / "config/sandtray/config.json");
  EXPECT_EQ(sandtray({"config", "restore"}).status, 0);
  EXPECT_EQ(sandtray({"config", "get", "log_mib"}).out, "8\n");
  EXPECT_EQ(sandtray({"config", "restore"}).status, 64) << "it is good as it is";
}

}  // namespace
}  // namespace sandtray::test
