// SPDX-License-Identifier: MIT
// A session that has no host of ours beside it, here on this machine. A process that it left behind
// would hold the pipes of the test, which then fails for want of their end.
#include <gmock/gmock.h>

#include <fstream>
#include <thread>

#include "process/guest/guest_session.h"

namespace sandtray::test {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

TEST_F(GuestSession, RunsTheAgentInItsFolderAndPassesOnWhatItEndsWith) {
  const auto done = run({"sh", "-c", "pwd; echo \"$0|$1\"; exit 7", "a b", "'c'"});
  EXPECT_EQ(done.status, 7) << done.err;
  EXPECT_EQ(done.out, dir_.path() + "\na b|'c'\n");
  EXPECT_EQ(run_shell("kill -USR1 $$").status, 128 + 10);
}

TEST_F(GuestSession, SaysWhyTheAgentDoesNotRun) {
  const auto gone = run_command(session(dir_ / "gone", {"true"}), make_world(dir_.path()));
  EXPECT_EQ(gone.status, 126);
  EXPECT_EQ(gone.err, "sandtray-guest: " + (dir_ / "gone") + ": No such file or directory\n");
  EXPECT_EQ(run({"no-such-program"}).status, 126);
}

TEST_F(GuestSession, IsToldWhatToDoInFull) {
  const std::string guest = SANDTRAY_BIN_DIR "/sandtray-guest";
  for (const auto& words :
       {Words{"session"}, Words{"session", "/"}, Words{"session", "/", "--"},
        Words{"session", "--as", "1", "/", "--", "true"},
        Words{"session", "--as", "0", "0", "/", "--", "true"}, Words{"session", "/", "true"}}) {
    auto argv = words;
    argv.insert(argv.begin(), guest);
    const auto done = run_command(argv, make_world(dir_.path()));
    EXPECT_EQ(done.status, 64);
    EXPECT_THAT(done.err, StartsWith("usage: "));
  }
}

TEST_F(GuestSession, EndsAllThatTheAgentHasLeftBehind) {
  const auto done =
      run_shell("(trap '' TERM HUP; exec setsid sleep 300) & trap '' HUP; sleep 300 & exit 3");
  EXPECT_EQ(done.status, 3) << done.err;
}

TEST_F(GuestSession, TheAgentSeesItsOwnProcessesAlone) {
  const auto done = run_shell(
      "kill -KILL 1; kill -STOP 1; echo $$; grep -c NoNewPrivs:.1 /proc/self/status;"
      " grep CapEff /proc/self/status; ls -d /proc/[0-9]* | wc -l");
  EXPECT_THAT(done.out, StartsWith("2\n1\n"));
  EXPECT_THAT(done.out, HasSubstr("\n4\n")) << "the first process, the shell, and two of a pipe";
}

TEST_F(GuestSession, MayMakeNamespacesButNoneOfControlGroups) {
  const auto done = run_shell(
      "exec 2>/dev/null; unshare -Um true && echo others; unshare -UmC true || echo none;"
      " echo 9 >/proc/sys/user/max_cgroup_namespaces || echo kept");
  EXPECT_EQ(done.out, "others\nnone\nkept\n");
}

TEST_F(GuestSession, IsStoppedByTermAndSoIsTheAgent) {
  const auto done = beside(
      "trap \"exit 9\" TERM; (trap \"\" TERM HUP; sleep 300) & echo ready;"
      " while true; do sleep 0.01; done",
      "kill -TERM $!");
  EXPECT_EQ(done.status, 9) << done.err;
}

TEST_F(GuestSession, EndsWhenNobodyReadsItAnyMore) {
  // The shell's end of the pipe is the only one, and closes with `read`.
  const auto done = beside(
      "trap \"echo told >told; exit 4\" TERM; echo ready;"
      " while true; do sleep 0.01; done",
      "true");
  EXPECT_EQ(done.status, 4) << done.err;
  EXPECT_EQ(read("told"), "told\n");
}

TEST_F(GuestSession, IsKilledWithAllThatItHas) {
  const auto done = beside("(trap \"\" TERM HUP; exec setsid sleep 300) & echo ready; sleep 300",
                           "kill -KILL $!");
  EXPECT_EQ(done.status, 128 + 9) << done.err;
}

TEST_F(GuestSession, FollowsNoLinkToAFolder) {
  const auto env = make_world(dir_.path());
  run_command({"mkdir", "-p", dir_ / "hidden/secret", dir_ / "mine"}, env);
  run_command({"ln", "-s", dir_ / "hidden/secret", dir_ / "mine/link"}, env);
  const std::string guest = SANDTRAY_BIN_DIR "/sandtray-guest", link = dir_ / "mine/link";
  EXPECT_EQ(run_command({guest, "session", link, "--", "true"}, env).status, 126);
  EXPECT_EQ(run_command({guest, "session", "--hide", dir_ / "hidden", "--show", link, dir_.path(),
                         "--", "true"},
                        env)
                .status,
            126);
}

TEST_F(GuestSession, WithoutNetworkHasALoopbackOfItsOwn) {
  const auto script =
      "tail -n +3 /proc/net/dev | cut -d: -f1; exec 3<>/dev/udp/127.0.0.1/9 && echo up";
  const auto done = run_command({SANDTRAY_BIN_DIR "/sandtray-guest", "session", "--offline",
                                 dir_.path(), "--", "/bin/bash", "-c", script},
                                make_world(dir_.path()));
  EXPECT_THAT(done.out, ::testing::MatchesRegex(" *lo\nup\n")) << done.err;
}

TEST_F(GuestSession, SeesOfOtherFoldersOnlyWhatItIsShown) {
  const auto env = make_world(dir_.path());
  run_command({"mkdir", "-p", dir_ / "all/mine/deep", dir_ / "all/theirs", dir_ / "other"}, env);
  std::ofstream(dir_ / "all/theirs/secret") << "told";
  std::ofstream(dir_ / "other/secret") << "told";
  const std::string script =
      "cd ../../..; find all other | sort; touch all/mine/deep/made; touch all/new other/new;"
      " umount -l all/mine/deep; umount -l all; umount -l other; unshare -Urm umount \"$PWD/all\"; "
      "cat all/theirs/secret";
  const auto words = [&](Words options) {
    Words all = {SANDTRAY_BIN_DIR "/sandtray-guest", "session"};
    all.insert(all.end(), options.begin(), options.end());
    for (const auto* word : {"--", "/bin/sh", "-c"}) all.emplace_back(word);
    all.push_back(script);
    return all;
  };
  const auto deep = dir_ / "all/mine/deep";
  const auto open = run_command(words({deep}), env);
  EXPECT_THAT(open.out, HasSubstr("all/theirs/secret\n")) << "it is there to be found";
  const auto done = run_command(
      words({"--hide", dir_ / "all", "--hide", dir_ / "other", "--show", deep, deep}), env);
  EXPECT_EQ(done.out, "all\nall/mine\nall/mine/deep\nall/mine/deep/made\nother\n") << done.err;
  EXPECT_EQ(run_command({"ls", dir_ / "all", dir_ / "other"}, env).out,
            (dir_ / "all") + ":\nmine\nnew\ntheirs\n\n" + (dir_ / "other") + ":\nnew\nsecret\n")
      << "what the first one made; nothing of the second";
  const auto gone = run_command(words({"--hide", dir_ / "nowhere", deep}), env);
  EXPECT_EQ(gone.status, 126);
  EXPECT_THAT(gone.err, HasSubstr("cannot hide other folders"));
}

TEST_F(GuestSession, EndsWithItsTerminalThoughNobodyTellsIt) {
  // The leader of the terminal's session, who is hung up on, is a shell above it.
  const auto told = dir_ / "told";
  {
    OnTerminal terminal({"/bin/sh", "-c",
                         SANDTRAY_BIN_DIR "/sandtray-guest session / -- /bin/sh -c 'trap \"echo "
                                          "told >" +
                             told +
                             "; exit 4\" TERM; trap \"\" HUP; echo ready; while true; do sleep "
                             "0.01; done'; true"},
                        make_world(dir_.path()), dir_.path());
    ASSERT_TRUE(terminal.shows("ready"));
  }
  const auto deadline = platform::Clock::now() + std::chrono::seconds(10);
  while (read("told").empty() && platform::Clock::now() < deadline) std::this_thread::yield();
  EXPECT_EQ(read("told"), "told\n");
}

TEST_F(GuestSession, OnATerminalTheKeysAreForTheAgent) {
  OnTerminal terminal(session(dir_.path(), {"/bin/sh", "-c",
                                            "trap 'echo interrupted; exit 5' INT; echo ready;"
                                            " while true; do sleep 0.01; done"}),
                      make_world(dir_.path()), dir_.path());
  ASSERT_TRUE(terminal.shows("ready"));
  terminal.type("\x03");
  EXPECT_TRUE(terminal.shows("interrupted"));
  EXPECT_EQ(terminal.status(), 5);
}

}  // namespace
}  // namespace sandtray::test
