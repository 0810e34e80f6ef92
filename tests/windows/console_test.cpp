// SPDX-License-Identifier: MIT
// Pseudo-consoles, folders that are watched, and trees of processes.
#include <gmock/gmock.h>

#include "platform/file.h"
#include "platform/folder_watch.h"
#include "platform/keeper.h"
#include "platform/paths.h"
#include "platform/signals.h"
#include "platform/socket.h"
#include "platform/tree.h"
#include "support/command.h"
#include "support/temp_dir.h"
#include "support/wine.h"
#include "windows/run_child.h"

namespace sandtray::platform {
namespace {

using std::chrono::seconds;
using test::child;

TEST(Console, CarriesOutputInputAndTheEnd) {
  test::OnTerminal terminal({child, "console", child, "echo"}, current_environment());
  terminal.type("typed\r");
  EXPECT_TRUE(terminal.shows("typed")) << terminal.screen();
}

TEST(Console, IsTheProgramsStandardOutput) {
  SANDTRAY_UNVERIFIED_UNDER_WINE("a program on a pseudo-console has no standard handles");
  test::OnTerminal terminal({child, "standard"}, current_environment());
  EXPECT_TRUE(terminal.shows("console console console")) << terminal.screen();
}

TEST(Console, ResizesItsPrograms) {
  SANDTRAY_UNVERIFIED_UNDER_WINE("it cannot change a pseudo-console's size");
  test::OnTerminal terminal({child, "sizes"}, current_environment());
  ASSERT_TRUE(terminal.shows("24 by 80")) << terminal.screen();
  terminal.resize(31, 97);
  EXPECT_TRUE(terminal.shows("31 by 97")) << terminal.screen();
}

// Whether the text comes.
bool read_until(Handle from, const std::string& text) {
  std::string all;
  char buffer[256];
  while (all.find(text) == std::string::npos) {
    const Io io = receive_some(from, buffer, sizeof buffer, Clock::now() + seconds(20));
    if (io.state != IoState::ok) return false;
    all.append(buffer, io.bytes);
  }
  return true;
}

TEST(Console, ReadsAsClosedOnceItWasHungUp) {
  auto pty = open_pty({});
  ASSERT_TRUE(pty) << pty.error().message;
  hang_up_terminal(pty->master.get());
  char buffer[4096];
  Io io{IoState::ok};
  while (io.state == IoState::ok) {
    io = receive_some(pty->master.get(), buffer, sizeof buffer, Clock::now() + seconds(20));
  }
  EXPECT_EQ(io.state, IoState::closed);
}

TEST(Console, ItsClosingEndsAProgramAsCtrlCDoes) {
  SANDTRAY_UNVERIFIED_UNDER_WINE("it ends no program then");
  auto pty = open_pty({});
  ASSERT_TRUE(pty) << pty.error().message;
  SpawnOptions options;
  options.argv = {child, "tree", "0"};
  options.env = current_environment();
  options.input = options.output = options.error = options.terminal = pty->slave.get();
  const auto pid = spawn(options);
  ASSERT_TRUE(pid) << pid.error().message;
  ASSERT_TRUE(read_until(pty->master.get(), "ready"));
  hang_up_terminal(pty->master.get());
  const auto ended = wait_for(*pid);
  EXPECT_EQ(ended.code, 130);
  EXPECT_EQ(ended.signal, 2);
}

SpawnOptions kept_options(std::vector<std::string> words, Handle output) {
  SpawnOptions options;
  options.argv = std::move(words);
  options.env = current_environment();
  options.output = output;
  options.new_session = true;
  return options;
}

std::string read_line(Handle from) {
  std::string line;
  char buffer[256];
  while (!line.ends_with('\n')) {
    const Io io = receive_some(from, buffer, sizeof buffer, Clock::now() + seconds(20));
    if (io.state != IoState::ok) break;
    line.append(buffer, io.bytes);
  }
  return line;
}

TEST(Tree, EveryoneBelowIsKnownAndCtrlCReachesWhoListens) {
  auto pipe = make_pipe();
  const auto kept = spawn_kept(kept_options({child, "ctrl-c"}, pipe->second.get()));
  ASSERT_TRUE(kept) << kept.error().message;
  pipe->second.reset();
  ASSERT_EQ(read_line(pipe->first.get()), "ready\n");
  const auto all = descendants(own_pid());
  const auto is_kept = [&](const Descendant& item) { return item.key.pid == kept->pid; };
  ASSERT_TRUE(std::any_of(all.begin(), all.end(), is_kept));
  send_signal(all, signals::interrupt);
  EXPECT_EQ(read_line(pipe->first.get()), "asked\n");
  ASSERT_TRUE(wait_readable(kept->line.get(), Clock::now() + seconds(20)));
  EXPECT_EQ(read_ending(*kept)->code, 42);
}

TEST(Tree, WhoDoesNotListenIsKilledWithAllBelow) {
  auto pipe = make_pipe();
  const auto kept = spawn_kept(kept_options({child, "tree", "1"}, pipe->second.get()));
  ASSERT_TRUE(kept) << kept.error().message;
  pipe->second.reset();
  const auto grandchild = key_of(std::stoi(read_line(pipe->first.get()).substr(6)));
  EXPECT_TRUE(is_alive(grandchild));
  EXPECT_FALSE(is_alive({grandchild.pid, grandchild.start + 1}));
  EXPECT_FALSE(send_signal({grandchild.pid, grandchild.start + 1}, signals::kill));
  EXPECT_TRUE(kill_all_descendants(seconds(20)));
  EXPECT_FALSE(is_alive(grandchild));
  const auto ending = read_ending(*kept);
  EXPECT_EQ(ending->signal, signals::kill);
  EXPECT_EQ(ending->code, 137);
  EXPECT_TRUE(descendants(own_pid()).empty());
}

TEST(Watch, SaysThatSomethingInAFolderHasChanged) {
  const test::TempDir folder;
  ASSERT_TRUE(make_private_folder(folder / "other"));
  const auto watch = FolderWatch::create();
  ASSERT_TRUE(watch);
  ASSERT_TRUE((*watch)->add(folder.path()));
  ASSERT_TRUE((*watch)->add(folder / "other"));
  ASSERT_TRUE((*watch)->add(folder.path()));
  EXPECT_FALSE((*watch)->add(folder / "missing"));
  const auto news = [&] { return wait_readable((*watch)->handle(), Clock::now() + seconds(10)); };
  EXPECT_FALSE(wait_readable((*watch)->handle(), Clock::now()));
  for (const auto& name : {"one", "other/two", "three"}) {
    ASSERT_TRUE(write_file(folder / name, "x"));
    ASSERT_TRUE(news()) << name;
    // The several steps of one change may come one after the other.
    while (wait_readable((*watch)->handle(), Clock::now() + std::chrono::milliseconds(200))) {
      (*watch)->drain();
    }
  }
}

}  // namespace
}  // namespace sandtray::platform
