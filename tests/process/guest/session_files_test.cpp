// SPDX-License-Identifier: MIT
// What is brought for a session: its files, its sockets, and what its home is to hold.
#include <gmock/gmock.h>

#include <chrono>
#include <filesystem>

#include "base/json.h"
#include "platform/file.h"
#include "process/guest/guest_session.h"

namespace sandtray::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using Words = std::vector<std::string>;

TEST_F(GuestSession, HasTheKeysThatWereBroughtForItAlone) {
  const auto script = [&](const std::string& keys) {
    return "python3 -c 'import socket; s = socket.socket(socket.AF_UNIX); s.bind(\"brought\"); "
           "s.listen(); print(\"here\", flush=True); s.accept()[0].send(b\"signed\")' >said & "
           "while [ ! -s said ]; do :; done; '" SANDTRAY_BIN_DIR
           "/sandtray-guest' session --files own --keys " +
           keys +
           " . -- python3 -c 'import os, socket; s = socket.socket(socket.AF_UNIX); "
           "s.connect(\"own/ssh-agent\"); print(s.recv(9), os.path.exists(\"brought\"))'; "
           "code=$?; kill $! 2>&-; ls -d own; exit $code";
  };
  const auto run_there = [&](const std::string& keys) {
    return run_command({"/bin/sh", "-c", script(keys)}, make_world(dir_.path()), "", dir_.path());
  };
  const auto done = run_there("brought");
  EXPECT_EQ(done.status, 0) << done.err;
  EXPECT_EQ(done.out, "b'signed' False\n") << "and nothing is left";
  EXPECT_EQ(run_command({"rm", "said"}, make_world(dir_.path()), "", dir_.path()).status, 0);
  const auto none = run_there("missing");
  EXPECT_EQ(none.status, 126);
  EXPECT_EQ(none.out, "");
}

TEST_F(GuestSession, FindsItsFilesAndWhoHearsItsEventsWhereNoOtherSessionDoes) {
  const std::string script =
      "mkdir all; python3 -c 'import socket; s = socket.socket(socket.AF_UNIX); "
      "s.bind(\"all/brought\"); s.listen(); print(\"here\", flush=True); "
      "print(s.accept()[0].recv(9), flush=True)' >heard & while [ ! -s heard ]; do :; done; "
      "SANDTRAY_FILES='one 3\nabc' '" SANDTRAY_BIN_DIR
      "/sandtray-guest' session --files \"$PWD/all/id\" --files-at \"$PWD/all/own\" "
      "--hooks all/brought --hide \"$PWD/all\" \"$PWD\" -- python3 -c 'import os, socket; "
      "print(os.listdir(\"all\"), sorted(os.listdir(\"all/own\"))); "
      "s = socket.socket(socket.AF_UNIX); s.connect(\"all/own/hooks\"); s.send(b\"event\")'; "
      "code=$?; wait $!; cat heard; ls all; exit $code";
  const auto done =
      run_command({"/bin/bash", "-c", script}, make_world(dir_.path()), "", dir_.path());
  EXPECT_EQ(done.status, 0) << done.err;
  EXPECT_EQ(done.out, "['own'] ['hooks', 'one']\nhere\nb'event'\n");
}

TEST_F(GuestSession, LeavesNothingOfItsFiles) {
  auto env = make_world(dir_.path());
  env["SANDTRAY_FILES"] = "one 3\nabc";
  const auto done =
      run_command({SANDTRAY_BIN_DIR "/sandtray-guest", "session", "--files", dir_ / "files",
                   dir_.path(), "--", "/bin/sh", "-c",
                   "mkdir -p files/deep; echo x >files/deep/more; ln -s / files/out; rm files/one"},
                  env);
  EXPECT_EQ(done.status, 0) << done.err;
  EXPECT_NE(run_command({"test", "-e", dir_ / "files"}, env).status, 0);
  EXPECT_EQ(run_command({"test", "-d", "/usr"}, env).status, 0);
}

TEST_F(GuestSession, SharesNoMemoryWithOthers) {
  const auto name = "/dev/shm/sandtray-test-" + std::to_string(platform::own_pid());
  const auto inside =
      run_shell("ipcmk -M 64 >&2; ipcs -m | grep -c 0x; echo told >" + name + "; cat " + name);
  EXPECT_EQ(inside.out, "1\ntold\n") << inside.err;
  EXPECT_NE(run_command({"test", "-e", name}, make_world(dir_.path())).status, 0);
}

class GuestSeeds : public GuestSession {
 protected:
  // What an agent finds that runs `script` in its home.
  Finished seeded(const Json& seeds, const std::string& script) {
    auto env = make_world(dir_.path());
    env["SANDTRAY_SEEDS"] = seeds.is_string() ? seeds.get<std::string>() : seeds.dump();
    return run_command(session(dir_.path(), {"/bin/sh", "-c", script}), env);
  }
  Json seed(const std::string& name, const Json& content) {
    return Json::array({{{"path", dir_ / name}, {"content", content}}});
  }
  void write(const std::string& name, const std::string& text) {
    std::ofstream(dir_ / name) << text;
  }
};

TEST_F(GuestSeeds, AreThereBeforeTheAgent) {
  const auto done = seeded(seed("a b/c/settings.json", {{"on", true}}),
                           "stat -c %a 'a b' 'a b/c/settings.json'; cat 'a b/c/settings.json'; "
                           "ls -A 'a b/c'; echo \"${SANDTRAY_SEEDS-none}\"");
  EXPECT_EQ(done.status, 0) << done.err;
  EXPECT_EQ(done.out, "700\n600\n{\"on\":true}\nsettings.json\nnone\n");
}

TEST_F(GuestSeeds, AddOnlyWhatIsMissing) {
  const Json content = {{"theme", "dark"}, {"projects", {{"/work", {{"trusted", true}}}}}};
  write("own", R"({"theme": "light", "projects": {"/other": {"trusted": false}}, "\u00fc": [1]})");
  EXPECT_EQ(seeded(seed("own", content), "true").status, 0);
  EXPECT_EQ(Json::parse(read("own")),
            Json({{"theme", "light"},
                  {"projects", {{"/other", {{"trusted", false}}}, {"/work", {{"trusted", true}}}}},
                  {"\u00fc", {1}}}));
  const auto before = read("own");
  EXPECT_EQ(seeded(seed("own", content), "stat -c %i own").out,
            run_command({"stat", "-c", "%i", dir_ / "own"}, make_world(dir_.path())).out);
  EXPECT_EQ(read("own"), before);
}

TEST_F(GuestSeeds, LeaveToTheAgentWhatIsOfAnotherForm) {
  for (const std::string text : {"// mine\n{}", "[]", "7", "{"}) {
    write("own", text);
    EXPECT_EQ(seeded(seed("own", {{"on", true}}), "true").status, 0) << text;
    EXPECT_EQ(read("own"), text);
  }
}

TEST_F(GuestSeeds, AreNotWrittenThroughALink) {
  write("victim", "{}");
  run_command({"mkdir", dir_ / "folder"}, make_world(dir_.path()));
  std::filesystem::create_symlink("victim", dir_ / "link");
  std::filesystem::create_symlink("folder", dir_ / "way");
  for (const auto* const name : {"link", "way/own"}) {
    const auto done = seeded(seed(name, {{"on", true}}), "echo ran");
    EXPECT_EQ(done.out, "ran\n") << "no session is kept from its work";
    EXPECT_THAT(done.err, HasSubstr(std::string(name) + " stays as it is: ")) << name;
  }
  EXPECT_EQ(read("victim"), "{}");
  EXPECT_TRUE(std::filesystem::is_empty(dir_ / "folder"));
}

TEST_F(GuestSeeds, HoldNobodyUp) {
  run_command({"mkfifo", dir_ / "pipe"}, make_world(dir_.path()));
  run_command({"mkdir", dir_ / "folder"}, make_world(dir_.path()));
  run_command({"truncate", "-s", "17M", dir_ / "large"}, make_world(dir_.path()));
  for (const auto* const name : {"pipe", "folder", "large"}) {
    const auto done = seeded(seed(name, {{"on", true}}), "echo ran");
    EXPECT_EQ(done.out, "ran\n") << name;
    EXPECT_THAT(done.err, HasSubstr("stays as it is")) << name;
  }
  for (const std::size_t depth : {65, 200'000}) {
    const auto deep = R"({"a":)" + std::string(depth, '[') + std::string(depth, ']') + "}";
    write("deep", deep);
    EXPECT_EQ(seeded(seed("deep", {{"on", true}}), "echo ran").out, "ran\n");
    EXPECT_EQ(read("deep"), deep);
  }
  std::string wide = R"({"a":[0)";
  for (int each = 0; each < 1'000'000; ++each) wide += ",{}";
  write("wide", wide + R"(],"[[[\"[":"[[[["})");
  const auto begun = std::chrono::steady_clock::now();
  EXPECT_EQ(seeded(seed("wide", {{"on", true}}), "echo ran").out, "ran\n");
  EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(20));
  EXPECT_THAT(read("wide"), testing::EndsWith("\"on\":true}\n"));
}

TEST_F(GuestSeeds, OfSessionsThatStartAtOnceAllAreThere) {
  write("own", R"({"large": ")" + std::string(1 << 20, 'x') + R"("})");
  const auto script = "for n in 1 2 3 4 5 6 7 8; do SANDTRAY_SEEDS='[{\"path\": \"" +
                      (dir_ / "own") +
                      "\", \"content\": {\"'$n'\": true}}]' '" SANDTRAY_BIN_DIR
                      "/sandtray-guest' session \"$PWD\" -- true & done; wait; ls";
  const auto done =
      run_command({"/bin/sh", "-c", script}, make_world(dir_.path()), "", dir_.path());
  EXPECT_EQ(done.err, "");
  EXPECT_THAT(done.out, Not(HasSubstr("sandtray-"))) << "nothing is left";
  EXPECT_EQ(Json::parse(read("own")).size(), 9u);
}

TEST_F(GuestSeeds, AFolderThatSomebodyHoldsIsNotWaitedForLong) {
  const auto script = "flock -F . sleep 30 & sleep 0.2; SANDTRAY_SEEDS='[{\"path\": \"" +
                      (dir_ / "own") +
                      "\", \"content\": {\"on\": true}}]' '" SANDTRAY_BIN_DIR
                      "/sandtray-guest' session \"$PWD\" -- cat own; kill $!";
  EXPECT_THAT(run_command({"/bin/sh", "-c", script}, make_world(dir_.path()), "", dir_.path()).out,
              HasSubstr(R"({"on":true})"));
}

TEST_F(GuestSeeds, ThatAreNoneStartNothing) {
  for (const Json& bad : {Json("{"), Json("{}"), Json("[7]"), Json("[{}]"),
                          Json(R"([{"path": "relative", "content": {}}])"),
                          Json(R"([{"path": "/tmp/x", "content": []}])")}) {
    const auto refused = seeded(bad, "echo ran");
    EXPECT_EQ(refused.status, 126) << bad;
    EXPECT_EQ(refused.out, "") << bad;
  }
}

TEST_F(GuestSession, HasTheFilesThatItsEnvironmentBrings) {
  auto env = make_world(dir_.path());
  env["SANDTRAY_FILES"] = "one.json 5\n{\n \n}two 0\n";
  const auto words = [&](const std::string& script) {
    return Words{SANDTRAY_BIN_DIR "/sandtray-guest",
                 "session",
                 "--files",
                 dir_ / "files",
                 dir_.path(),
                 "--",
                 "/bin/sh",
                 "-c",
                 script};
  };
  const auto done = run_command(
      words("stat -c '%a %n %s' files files/*; cat files/one.json; echo \"$SANDTRAY_FILES\""), env);
  EXPECT_EQ(done.status, 0) << done.err;
  EXPECT_THAT(done.out, ::testing::MatchesRegex("700 files [0-9]*\n600 files/one.json 5\n"
                                                "600 files/two 0\n\\{\n \n\\}\n"));
  EXPECT_NE(run_command({"test", "-e", dir_ / "files"}, env).status, 0) << "nothing is left";
  for (const auto* const bad : {"../x 1\na", ".x 1\na", "x 2\na", "x 1", "x", " 1\na", "a/b 1\na",
                                "x -1\na", "x 99999999999999999999\na"}) {
    env["SANDTRAY_FILES"] = bad;
    const auto refused = run_command(words("echo ran"), env);
    EXPECT_EQ(refused.status, 126) << bad;
    EXPECT_EQ(refused.out, "") << bad;
    run_command({"rm", "-r", dir_ / "files"}, env);
  }
  env["SANDTRAY_FILES"] = "x 1\na";
  run_command({"ln", "-s", "/tmp", dir_ / "files"}, env);
  EXPECT_EQ(run_command(words("echo ran"), env).status, 126) << "who made the folder wins nothing";
}

TEST_F(GuestSession, GivesTheFilesToTheUserThatItStarts) {
  if (!platform::is_root()) GTEST_SKIP() << "root alone can start another user's session";
  auto env = make_world("/tmp");
  env["SANDTRAY_FILES"] = "one 3\nabc";
  const auto files = "/tmp/sandtray-files-" + std::to_string(platform::own_pid());
  const auto done = run_command(
      {SANDTRAY_BIN_DIR "/sandtray-guest", "session", "--files", files, "--as", "65534", "65534",
       "/", "--", "/bin/sh", "-c", "cat " + files + "/one; touch " + files + "/two; id -u"},
      env);
  EXPECT_EQ(done.out, "abc65534\n") << done.err;
  run_command({"rm", "-r", files}, env);
}

}  // namespace
}  // namespace sandtray::test
