// SPDX-License-Identifier: MIT
// The parts of the tray that need no task bar: its loop, its menu, its icons, its terminal.
#include <gmock/gmock.h>

#include <algorithm>
#include <chrono>
#include <cstdio>

#include "platform/file.h"
#include "platform/native.h"
#include "platform/process.h"
#include "platform/socket.h"
#include "platform/wide.h"
#include "platform/window_command.h"
#include "support/temp_dir.h"
#include "tray/menu.h"
#include "tray/png.h"
#include "tray/run_key.h"
#include "tray/terminal.h"
#include "windows/own_registry.h"
#include "windows/tray_loop.h"

namespace sandtray::tray {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::IsEmpty;

TEST_F(TrayLoop, CallsSoonAndLater) {
  std::string order;
  const auto later = loop_.after(milliseconds(50), [&] {
    order += "later";
    loop_.exit();
  });
  const auto at_once = loop_.soon([&] { order += "soon "; });
  auto never = loop_.after(milliseconds(10), [&] { order += "never"; });
  never.reset();
  EXPECT_TRUE(runs_to_the_end());
  EXPECT_EQ(order, "soon later");
}

TEST_F(TrayLoop, TellsForAsLongAsThereIsSomethingToRead) {
  const test::TempDir folder;
  auto listener = platform::listen_socket(folder / "s");
  ASSERT_TRUE(listener);
  platform::OwnedHandle client;
  std::string text;
  Source reading;
  const auto listening = loop_.on_readable(listener->get(), [&] {
    client = platform::accept_socket(listener->get());
    if (!client) return;
    reading = loop_.on_readable(client.get(), [&] {
      char byte = 0;
      const auto io = platform::read_some(client.get(), &byte, 1);
      if (io.state == platform::IoState::ok) text += byte;
      if (io.state != platform::IoState::closed) return;
      reading.reset();  // a callback may end its own source, and close what it waited for
      client.reset();
      loop_.exit();
    });
  });
  const auto speaking = loop_.soon([&] {
    auto speaker = platform::connect_socket(folder / "s");
    ASSERT_TRUE(speaker);
    ASSERT_TRUE(platform::send_all(speaker->get(), "abc", platform::Clock::now() + seconds(5)));
  });
  EXPECT_TRUE(runs_to_the_end());
  EXPECT_EQ(text, "abc");
}

TEST_F(TrayLoop, TellsHowAChildEnded) {
  platform::SpawnOptions options;
  options.argv = {"cmd.exe", "/c", "exit", "7"};
  options.env = platform::current_environment();
  const auto pid = platform::spawn(options);
  ASSERT_TRUE(pid) << pid.error().message;
  int code = -1;
  const auto ending = loop_.on_exit(*pid, [&](int its) {
    code = its;
    loop_.exit();
  });
  EXPECT_TRUE(runs_to_the_end());
  EXPECT_EQ(code, 7);
}

TEST_F(TrayLoop, WaitsForMoreThanTheSystemDoesAtOnce) {
  std::vector<platform::OwnedHandle> readers, writers;
  std::vector<Source> sources;
  int heard = 0;
  for (int i = 0; i < 80; ++i) {
    auto pipe = platform::make_pipe();
    ASSERT_TRUE(pipe);
    readers.push_back(std::move(pipe->first));
    writers.push_back(std::move(pipe->second));
  }
  for (std::size_t i = 0; i < readers.size(); ++i) {
    sources.push_back(loop_.on_readable(readers[i].get(), [&, i] {
      sources[i].reset();
      if (++heard == 80) loop_.exit();
    }));
  }
  for (auto& writer : writers) writer.reset();
  EXPECT_TRUE(runs_to_the_end());
  EXPECT_EQ(heard, 80);
}

std::string label_at(HMENU menu, UINT position) {
  wchar_t text[100]{};
  GetMenuStringW(menu, position, text, 100, MF_BYPOSITION);
  return platform::to_utf8(text);
}

TEST(TrayMenuWindows, IsTheModel) {
  app::MenuItem root;
  const auto add = [](app::MenuItem& to, int id, const std::string& label) -> app::MenuItem& {
    auto& item = to.children.emplace_back();
    item.id = id;
    item.label = label;
    return item;
  };
  auto& session = add(root, 5, "cats & dogs\tbirds");
  session.icon = app::IconState::working;
  add(session, 6, "Attach");
  add(root, 7, "").separator = true;
  add(root, 8, "Stop all").enabled = false;
  add(root, 9, "Start at login").checked = true;
  const PopupMenu menu(root, 16);
  ASSERT_EQ(GetMenuItemCount(menu.handle()), 4);
  EXPECT_EQ(label_at(menu.handle(), 0), "cats && dogs birds") << "nothing is underlined";
  const HMENU below = GetSubMenu(menu.handle(), 0);
  EXPECT_EQ(label_at(below, 0), "Attach");
  EXPECT_EQ(GetMenuItemID(below, 0), 6U);
  EXPECT_NE(GetMenuState(menu.handle(), 1, MF_BYPOSITION) & MF_SEPARATOR, 0U);
  EXPECT_NE(GetMenuState(menu.handle(), 2, MF_BYPOSITION) & (MF_GRAYED | MF_DISABLED), 0U);
  EXPECT_NE(GetMenuState(menu.handle(), 3, MF_BYPOSITION) & MF_CHECKED, 0U);
}

TEST(TrayIcons, DifferByStateAndBackgroundAndFillTheirSize) {
  std::vector<std::vector<std::uint32_t>> seen;
  for (const int size : {16, 20, 32}) {
    for (const auto background : {Background::light, Background::dark}) {
      for (const auto state : {app::IconState::idle, app::IconState::working,
                               app::IconState::needs_you, app::IconState::failed}) {
        auto pixels = draw_icon(state, background, size);
        ASSERT_EQ(pixels.size(), static_cast<std::size_t>(size * size));
        EXPECT_EQ(pixels[0] >> 24, 0U) << "the corner shows what is behind";
        EXPECT_EQ(pixels[static_cast<std::size_t>(size * size / 2 + size / 2)] >> 24, 255U);
        EXPECT_EQ(std::count(seen.begin(), seen.end(), pixels), 0);
        seen.push_back(std::move(pixels));
        EXPECT_TRUE(make_icon(state, background, size));
      }
    }
  }
}

TEST(TrayPicture, IsThePngThatOthersWrite) {
  // As Python's zlib module makes it of the same pixels, at level 0.
  const std::string expected =
      "89504e470d0a1a0a0000000d494844520000000200000002080600000072b60d240000001d494441"
      "547801011200edff0011223344aabbcc0000000000ff7f7f7f802e2405d8b57d2a42000000004945"
      "4e44ae426082";
  std::string hex;
  for (const char byte : png_of({0x44112233, 0x00aabbcc, 0xff000000, 0x807f7f7f}, 2)) {
    char text[3];
    std::snprintf(text, sizeof text, "%02x", static_cast<unsigned char>(byte));
    hex += text;
  }
  EXPECT_EQ(hex, expected);
}

TEST(TrayTerminal, IsThePersonsChoiceThenWindowsTerminalThenAConsole) {
  const std::vector<std::string> command = {"C:\\s\\sandtray.exe", "attach", "a;b"};
  EXPECT_THAT(terminal_words(command, "", false), IsEmpty());
  EXPECT_THAT(terminal_words(command, "", true),
              ElementsAre("wt", "new-tab", "C:\\s\\sandtray.exe", "attach", "a\\;b"));
  EXPECT_THAT(terminal_words(command, "wezterm start -- {}", true),
              ElementsAre("wezterm", "start", "--", "C:\\s\\sandtray.exe", "attach", "a;b"));
}

TEST(TrayTerminal, TheCommandOfAWindowRunsWithItsVariable) {
  const auto words =
      platform::with_variable("SANDTRAY_TEST", "//./pipe/one",
                              {"cmd.exe", "/c", "if", "defined", "SANDTRAY_TEST", "exit", "3"});
  ASSERT_TRUE(words) << words.error().message;
  platform::SpawnOptions options;
  options.argv = *words;
  options.env = platform::current_environment();
  const auto pid = platform::spawn(options);
  ASSERT_TRUE(pid) << pid.error().message;
  EXPECT_EQ(platform::wait_for(*pid).code, 3);
}

// cmd.exe would run it, with a command line that means something to it.
TEST(TrayTerminal, AScriptIsNoTerminal) {
  const test::TempDir folder;
  for (const std::string name : {"term.cmd", "term.BAT"}) {
    const auto script = folder / name;
    ASSERT_TRUE(platform::write_file(script, "@echo started> started.txt\r\n"));
    const auto opened =
        open_terminal({"cmd.exe", "/c", "set", "A=b&&", "x"}, script, folder.path());
    ASSERT_FALSE(opened) << name;
    EXPECT_THAT(opened.error().message, testing::HasSubstr("is a script"));
    EXPECT_NE(opened.error().hint, "");
  }
  EXPECT_FALSE(platform::exists(folder / "started.txt"));
}

TEST(TrayLogin, IsOffUntilAskedAndOffAgain) {
  const test::OwnRegistry registry;
  const RunKey key("C:/Some Where/sandtray-tray.exe");
  EXPECT_FALSE(key.is_on());
  ASSERT_TRUE(key.set(true));
  EXPECT_TRUE(key.is_on());
  wchar_t command[200]{};
  DWORD size = sizeof command;
  const auto* const run = L"Software\\Microsoft\\Windows\\CurrentVersion\\Run";
  RegGetValueW(HKEY_CURRENT_USER, run, L"Sandtray", RRF_RT_REG_SZ, nullptr, command, &size);
  EXPECT_STREQ(command, L"\"C:\\Some Where\\sandtray-tray.exe\"");
  // As the Task Manager switches it off.
  const auto* const approved =
      L"Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\StartupApproved\\Run";
  const auto switch_off = [&] {
    const unsigned char off[12] = {3};
    RegSetKeyValueW(HKEY_CURRENT_USER, approved, L"Sandtray", REG_BINARY, off, sizeof off);
  };
  switch_off();
  EXPECT_FALSE(key.is_on());
  ASSERT_TRUE(key.set(true));
  EXPECT_TRUE(key.is_on());
  switch_off();
  ASSERT_TRUE(key.set(false));
  EXPECT_FALSE(key.is_on());
  for (const auto* place : {run, approved}) {
    EXPECT_EQ(
        RegGetValueW(HKEY_CURRENT_USER, place, L"Sandtray", RRF_RT_ANY, nullptr, nullptr, nullptr),
        ERROR_FILE_NOT_FOUND)
        << "nothing is left behind in " << platform::to_utf8(place);
  }
  EXPECT_TRUE(key.set(false)) << "nothing is there";
}

}  // namespace
}  // namespace sandtray::tray
