// SPDX-License-Identifier: MIT
// The life of a session from its host's first word to its last, and every way in which it does not
// begin.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <thread>

#include "platform/paths.h"
#include "platform/socket.h"
#include "session/filenames.h"
#include "support/session_host.h"

namespace sandtray::test {
namespace {

using session::FrameType;
using session::State;

TEST(Host, RunsTheMainCommandAndReportsItsExitCode) {
  SessionHost host;
  host.run_shell("echo hello; exit 42");
  ASSERT_TRUE(host.start());
  ASSERT_TRUE(host.wait_for_end());
  EXPECT_EQ(host.host_status(), 0);
  const auto events = host.events();
  ASSERT_GE(events.size(), 2u);
  EXPECT_EQ(events.front().type, "started");
  EXPECT_TRUE(events.front().pid);
  EXPECT_EQ(events.back().type, "ended");
  EXPECT_EQ(events.back().state, State::exited);
  EXPECT_EQ(events.back().exit_code, 42);
  EXPECT_EQ(host.log(), "hello\r\n");
  EXPECT_FALSE(host.lock_is_held());
  EXPECT_FALSE(platform::exists(host.socket()));
  EXPECT_FALSE(platform::exists(host.file(session::filename::pid)));
  struct stat info {};
  ASSERT_EQ(stat(host.file(session::filename::events).c_str(), &info), 0);
  EXPECT_LE(info.st_blocks * 512, 8192) << "the reserve for the ending is given back";
}

TEST(Host, ReportsASignalAsItsOwnKind) {
  SessionHost host;
  host.run_shell("kill -SEGV $$");
  ASSERT_TRUE(host.start());
  ASSERT_TRUE(host.wait_for_end());
  EXPECT_EQ(host.events().back().exit_code, 128 + SIGSEGV);
  EXPECT_EQ(host.events().back().kind, "signal");
}

TEST(Host, AMissingProgramIsAnErrorBeforeThereIsASession) {
  SessionHost host;
  host.plan.main = {"/no/such/agent"};
  const auto started = host.start();
  ASSERT_FALSE(started);
  EXPECT_EQ(started.error().code, Code::unavailable);
  EXPECT_NE(started.error().message.find("/no/such/agent"), std::string::npos);
  ASSERT_TRUE(host.wait_for_end());
  EXPECT_EQ(host.host_status(), static_cast<int>(Code::unavailable));
  ASSERT_EQ(host.events().size(), 1u);
  EXPECT_EQ(host.events().back().type, "ended");
  EXPECT_EQ(host.events().back().state, State::failed);
  EXPECT_EQ(host.events().back().message, started.error().message);
}

TEST(Host, AMissingWorkspaceIsAnErrorOfItsOwn) {
  SessionHost host;
  host.run_shell("true");
  host.plan.folder = host.dir() / "gone";
  const auto started = host.start();
  ASSERT_FALSE(started);
  EXPECT_NE(started.error().message.find("cannot enter the folder"), std::string::npos);
}

TEST(Host, AWorkspaceMayHaveAnyNameThatTextCanHold) {
  SessionHost host;
  host.plan.folder = host.dir() / "a b 'c\" $(d)\n\xc3\xa9 \\e";
  ASSERT_TRUE(platform::make_private_folder(host.plan.folder));
  host.plan.main = {"/bin/sh", "-c", "pwd; : >here; printf '%s' \"$1\"", "sh", "x \n'\"y"};
  ASSERT_TRUE(host.start());
  ASSERT_TRUE(host.wait_for_end());
  EXPECT_TRUE(platform::exists(host.plan.folder + "/here"));
  EXPECT_TRUE(host.log().ends_with("x \r\n'\"y")) << host.log();
}

TEST(Host, ASocketPathThatIsTooLongIsAnErrorOfItsOwn) {
  SessionHost host;
  host.run_shell("true");
  host.plan.hook_socket = host.dir() / std::string(150, 'x');
  const auto started = host.start();
  ASSERT_FALSE(started);
  EXPECT_NE(started.error().message.find("too long"), std::string::npos);
  EXPECT_FALSE(started.error().hint.empty());
  ASSERT_TRUE(host.wait_for_end());
  EXPECT_EQ(host.events().back().state, State::failed);
}

TEST(Host, ABadSessionFileIsAnErrorThatNamesIt) {
  SessionHost host;
  host.run_shell("true");
  host.plan.main.clear();
  const auto started = host.start();
  ASSERT_FALSE(started);
  EXPECT_NE(started.error().message.find("main command"), std::string::npos);
}

TEST(Host, TheAgentSeesOnlyWhatThePlanAllows) {
  SessionHost host;
  host.environment["SECRET"] = "1";
  host.environment["ALLOWED"] = "2";
  host.plan.pass_env = {"ALLOWED", "NOT_SET"};
  host.plan.env["GIVEN"] = "3";
  host.run_shell("env | sort; ls /proc/self/fd | tr '\\n' ' '");
  ASSERT_TRUE(host.start());
  ASSERT_TRUE(host.wait_for_end());
  const auto log = host.log();
  EXPECT_EQ(log.find("SECRET"), std::string::npos);
  EXPECT_NE(log.find("ALLOWED=2"), std::string::npos);
  EXPECT_NE(log.find("GIVEN=3"), std::string::npos);
  EXPECT_NE(log.find("TERM=xterm-256color"), std::string::npos);
  EXPECT_NE(log.find("0 1 2 3 "), std::string::npos) << log;  // 3: the listing itself
  EXPECT_EQ(log.find("0 1 2 3 4"), std::string::npos) << log;
}

TEST(Host, OpenFilesReachTheAgentByTheirNumbers) {
  SessionHost host;
  ASSERT_TRUE(platform::write_file(host.dir() / "policy", "policy text"));
  host.plan.open_files = {{9, host.dir() / "policy"}};
  host.run_shell("cat <&9");
  ASSERT_TRUE(host.start());
  ASSERT_TRUE(host.wait_for_end());
  EXPECT_EQ(host.log(), "policy text");
}

TEST(Host, TheAgentHasATerminalOfItsOwn) {
  SessionHost host;
  host.spec.rows = 33;
  host.spec.columns = 101;
  host.run_shell("stty size </dev/tty; test -t 0 && test -t 1 && test -t 2 && echo terminal");
  ASSERT_TRUE(host.start());
  ASSERT_TRUE(host.wait_for_end());
  EXPECT_EQ(host.log(), "33 101\r\nterminal\r\n");
}

TEST(Host, PipesCarryBytesUnchangedAndEndOfInput) {
  SessionHost host;
  host.spec.channel = sandbox::Channel::pipe;
  host.run_shell("test -t 0 || echo pipe; cat; echo end >&2; exit 3");
  ASSERT_TRUE(host.start());
  HostClient client(host.socket());
  client.attach(0, 0);
  std::string bytes(1 << 20, '\0');
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>(i * 7 >> 3);
  for (std::size_t i = 0; i < bytes.size(); i += 60'000) {
    client.send(FrameType::input, bytes.substr(i, 60'000));
  }
  client.send(FrameType::end_input);
  ASSERT_TRUE(client.read_to_end());
  EXPECT_TRUE(client.talk().output == "pipe\n" + bytes + "end\n");
  ASSERT_FALSE(client.talk().events.empty());
  EXPECT_EQ(client.talk().events.back().exit_code, 3);
  EXPECT_EQ(host.events().front().state, State::working);
}

TEST(Host, PrepareRunsBeforeAndCleanupAfter) {
  SessionHost host;
  const auto trace = host.dir() / "trace";
  host.plan.prepare = {{"/bin/sh", "-c", "echo one >>" + trace},
                       {"sh", "-c", "echo two >>" + trace}};
  host.run_shell("echo main >>" + trace);
  host.plan.cleanup = {{"/bin/sh", "-c", "echo broken; exit 5"},
                       {"/bin/sh", "-c", "echo after >>" + trace}};
  ASSERT_TRUE(host.start());
  ASSERT_TRUE(host.wait_for_end());
  EXPECT_EQ(platform::read_file(trace).value_or(""), "one\ntwo\nmain\nafter\n");
  const auto events = host.events();
  ASSERT_GE(events.size(), 3u);
  const auto& warning = events[events.size() - 2];
  EXPECT_EQ(warning.type, "warning");
  EXPECT_NE(warning.message.find("status 5: broken"), std::string::npos) << warning.message;
  EXPECT_EQ(events.back().exit_code, 0);
}

TEST(Host, AFailedPreparationEndsTheSessionWithItsReason) {
  SessionHost host;
  const auto trace = host.dir() / "trace";
  host.plan.prepare = {{"/bin/sh", "-c", "sleep 1000 & echo 'no space for a machine'; exit 7"}};
  host.plan.cleanup = {{"/bin/sh", "-c", "echo cleaned >>" + trace}};
  host.run_shell("echo main >>" + trace);
  const auto started = host.start();
  ASSERT_FALSE(started);
  EXPECT_NE(started.error().message.find("no space for a machine"), std::string::npos);
  ASSERT_TRUE(host.wait_for_end());
  EXPECT_EQ(platform::read_file(trace).value_or(""), "cleaned\n");
  EXPECT_EQ(host.events().back().state, State::failed);
  EXPECT_TRUE(nothing_runs(std::chrono::milliseconds(0)));
}

TEST(Host, AStopDuringAPreparationEndsIt) {
  SessionHost host;
  const auto mark = host.dir() / "mark";
  host.plan.prepare = {{"/bin/sh", "-c", "trap '' TERM; echo begun; : >" + mark + "; sleep 1000"}};
  host.run_shell("true");
  std::thread stopper([&] {
    EXPECT_TRUE(eventually([&] { return platform::exists(mark); }));
    HostClient client(host.socket());
    client.attach();
    EXPECT_TRUE(client.read_until_output("begun")) << "its output can be followed";
    client.stop(100);
  });
  const auto started = host.start();
  stopper.join();
  ASSERT_FALSE(started);
  EXPECT_NE(started.error().message.find("stopped before"), std::string::npos);
  ASSERT_TRUE(host.wait_for_end());
  EXPECT_TRUE(nothing_runs(std::chrono::milliseconds(0)));
}

TEST(Host, PlaceholdersAreThereForTheAgentAndGoneAfterwards) {
  SessionHost host;
  const auto path = host.dir() / "placeholder";
  host.plan.placeholders = {{path, "kept\n", false}};
  host.run_shell("cat placeholder");
  ASSERT_TRUE(host.start());
  ASSERT_TRUE(host.wait_for_end());
  EXPECT_EQ(host.log(), "kept\r\n");
  EXPECT_FALSE(platform::exists(path));
}

TEST(Host, TwoHostsForOneFolderAreOneTooMany) {
  SessionHost host;
  host.run_shell("echo up; read -r go");
  ASSERT_TRUE(host.start());
  platform::SpawnOptions second;
  second.argv = {std::string(SANDTRAY_BIN_DIR) + "/sandtray-host", host.folder()};
  const auto pid = platform::spawn(second);
  ASSERT_TRUE(pid);
  EXPECT_EQ(platform::wait_for(*pid).code, static_cast<int>(Code::unavailable));
  HostClient client(host.socket());
  client.attach();
  EXPECT_TRUE(client.read_until_output("up")) << "the first is as it was";
}

TEST(Host, APathThatAppearsThoughItShouldNotIsWarnedOf) {
  SessionHost host;
  host.plan.watch = {host.dir() / "made", host.dir() / "not made"};
  host.run_shell("mkdir made");
  ASSERT_TRUE(host.start());
  ASSERT_TRUE(host.wait_for_end());
  const auto events = host.events();
  ASSERT_EQ(events.size(), 3u);
  EXPECT_EQ(events[1].type, "warning");
  EXPECT_NE(events[1].message.find("/made"), std::string::npos);
}

TEST(Host, TellsTheTrayOnce) {
  SessionHost host;
  host.tray_socket = host.dir() / "t";
  auto tray = platform::listen_socket(host.tray_socket);
  ASSERT_TRUE(tray);
  host.run_shell("true");
  ASSERT_TRUE(host.start());
  platform::OwnedHandle connection;
  ASSERT_TRUE(eventually([&] {
    connection = platform::accept_socket(tray->get());
    return static_cast<bool>(connection);
  }));
  char buffer[64];
  const auto io = platform::receive_some(connection.get(), buffer, sizeof buffer,
                                         platform::Clock::now() + patience);
  EXPECT_EQ(std::string(buffer, io.bytes), "ready abcdefgh\n");
}

TEST(Host, AHangUpIsNoReasonToEndAndATermIsAStop) {
  SessionHost host;
  host.run_shell("echo up; exec sleep 1000");
  ASSERT_TRUE(host.start());
  host.kill_host(SIGHUP);
  HostClient client(host.socket());
  client.attach();
  ASSERT_TRUE(client.read_until_output("up"));
  host.kill_host(SIGTERM);
  ASSERT_TRUE(host.wait_for_end());
  EXPECT_EQ(host.events().back().kind, "stopped");
  EXPECT_EQ(host.events().back().exit_code, 128 + SIGTERM);
}

}  // namespace
}  // namespace sandtray::test
