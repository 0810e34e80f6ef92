// SPDX-License-Identifier: MIT
// Scripts for cmd.exe get exactly the words that were meant, or nothing is started.
#include <gmock/gmock.h>

#include <algorithm>
#include <random>

#include "platform/command_line.h"
#include "platform/file.h"
#include "platform/npm_script.h"
#include "platform/paths.h"
#include "platform/window_command.h"
#include "support/temp_dir.h"
#include "windows/run_child.h"

namespace sandtray::platform {
namespace {

using test::child;
using test::hex;
using test::own_name;
using test::run;
using testing::ElementsAre;
using testing::HasSubstr;

TEST(Script, WordsReachTheProgramThatItStarts) {
  const test::TempDir folder;
  const auto script = folder / "my agent.cmd";
  ASSERT_TRUE(write_file(script, "@\"" + to_utf8(plain_path(child)) + "\" %*\r\n"));
  const std::vector<std::string> words = {"a b", "&",      "a&whoami",  "^",    "|", "<x>",
                                          "(1)", "!PATH!", "c:\\dir\\", "it's", "",  "\xd0\xb7"};
  auto argv = words;
  argv.insert(argv.begin(), script);
  EXPECT_EQ(run(argv).text, hex(to_utf8(plain_path(child))) + hex(words));
}

TEST(Script, NothingIsInjected) {
  for (const std::string bad : {"%PATH%", "\"&calc&\"", "a\nb", "a\rb", "100%", "\x1b"}) {
    const auto line = script_line("C:/x/agent.cmd", {"agent", bad});
    ASSERT_FALSE(line) << bad;
    EXPECT_EQ(line.error().code, Code::refused);
    EXPECT_NE(line.error().hint, "");
  }
  EXPECT_FALSE(script_line("C:/100%/agent.cmd", {"agent"}));
  const auto line = script_line("C:/my dir/agent.cmd", {"agent", "a&b", "c"});
  ASSERT_TRUE(line);
  EXPECT_EQ(*line, L" /d /e:on /v:off /s /c \"\"C:\\my dir\\agent.cmd\" \"a&b\" \"c\"\"");
}

// The same of a window's command, which cmd.exe runs.
TEST(WindowCommand, EveryCharacterOfAWordArrives) {
  for (const char c : std::string("'@,+&()^!=;|<>`~*?[]{}#$-")) {
    const auto with = std::string("a") + c + "b";
    const std::vector<std::string> words = {with, std::string(1, c) + "x", "x" + std::string(1, c),
                                            "two " + with, "C:\\" + with + "\\c"};
    auto command = words;
    command.insert(command.begin(), child);
    const auto argv = with_variable("SANDTRAY_TEST", "x", command);
    ASSERT_TRUE(argv) << c << argv.error().message;
    EXPECT_EQ(run(*argv).text, hex(own_name) + hex(words)) << c;
  }
}

TEST(WindowCommand, EveryCharacterMayBeInTheProgramsPath) {
  const test::TempDir folder;
  const auto program = read_file(child).value_or("");
  for (const std::string name : {"O'Brien", "me@corp", "Tools(x86)", "R&D", "a+b", "a,b", "a=b",
                                 "a;b", "a^b", "a!b", "R & D", "a, b", "@a"}) {
    const auto path = folder / name + "/child.exe";
    ASSERT_TRUE(make_private_folder(folder / name));
    ASSERT_TRUE(write_file(path, program));
    const auto argv = then_wait("?", {path, "x&y"});
    ASSERT_TRUE(argv) << name << ": " << argv.error().message;
    EXPECT_THAT(run(*argv).text, HasSubstr(hex("x&y"))) << name;
  }
}

TEST(WindowCommand, WhatNothingKeepsFromCmdIsRefused) {
  for (const std::string word :
       {"%PATH%", "100%", "\"", "a b\" & calc \"", "a\nb", "a\rb", "\x1b", ""}) {
    EXPECT_FALSE(with_variable("V", "x", {"cmd.exe", word})) << word;
    EXPECT_FALSE(then_wait("?", {"cmd.exe", word})) << word;
    EXPECT_FALSE(with_variable("V", word, {"cmd.exe"})) << word;
  }
  for (const std::string value : {"a&b", "a b", "a^b"}) {
    EXPECT_FALSE(with_variable("V", value, {"cmd.exe"})) << value;
  }
}

// What would run a command, or show a variable, if any of it were taken for more than a word.
TEST(Script, RandomWordsArriveWholeOrNothingStarts) {
  const test::TempDir folder;
  const auto script = folder / "agent.cmd";
  ASSERT_TRUE(write_file(script, "@\"" + own_name + "\" %*\r\n"));
  const std::vector<std::string> harmless = {"a",
                                             " ",
                                             "^",
                                             "&",
                                             "|",
                                             "<",
                                             ">",
                                             "(",
                                             ")",
                                             "!",
                                             ",",
                                             ";",
                                             "=",
                                             "'",
                                             "`",
                                             "~",
                                             "*",
                                             "?",
                                             "/",
                                             "@",
                                             "&echo x>canary",
                                             "|echo x>canary",
                                             "\xc3\xa9",
                                             "!PATH!",
                                             "^&echo x>canary"};
  const std::vector<std::string> refused = {"\"",       "%",
                                            "%PATH%",   "\n",
                                            "\r",       "\t",
                                            "\x1a",     "\"&echo x>canary&\"",
                                            "\xc2\x85", "%=%&echo x>canary"};
  std::mt19937 random(20261);
  const auto pick = [&](const auto& from) { return from[random() % from.size()]; };
  int arrived = 0;
  for (int round = 0; round < 60; ++round) {
    std::vector<std::string> argv = {script};
    for (int words = 0; words < 12; ++words) {
      std::string word;
      for (auto length = random() % 7; length > 0; --length) word += pick(harmless);
      if (random() % 40 == 0) word += pick(refused);
      argv.push_back(std::move(word));
    }
    const bool odd = std::any_of(argv.begin() + 1, argv.end(), [&](const std::string& word) {
      return std::any_of(refused.begin(), refused.end(), [&](const std::string& piece) {
        return word.find(piece) != std::string::npos;
      });
    });
    const auto said = run(argv, [&](auto& options) { options.folder = folder.path(); }).text;
    argv[0] = own_name;
    if (odd) {
      ASSERT_THAT(said, HasSubstr("a quote, a % or a line end")) << "round " << round;
    } else {
      ASSERT_EQ(said, hex(argv)) << "round " << round;
      ++arrived;
    }
    ASSERT_THAT(list_folder(folder.path()), ElementsAre("agent.cmd")) << "round " << round;
  }
  EXPECT_GT(arrived, 20);
  EXPECT_LT(arrived, 60);
}

// The system would leave the end of such a name out and run the script by rules of its own.
TEST(Script, ANameWithADotOrABlankAtItsEndIsNoProgram) {
  const test::TempDir folder;
  for (const std::string end : {".", " ", "..", ". "}) {
    const auto script = folder / "agent.cmd" + end;
    ASSERT_TRUE(write_file(script, "@echo started\r\n"));
    ASSERT_TRUE(write_file(folder / "agent.cmd", "@echo started\r\n"));
    EXPECT_THAT(run({script, "x"}).text, HasSubstr("there is no program"));
  }
}

const std::string npm_head =
    "@ECHO off\r\nGOTO start\r\n:find_dp0\r\nSET dp0=%~dp0\r\nEXIT /b\r\n:start\r\nSETLOCAL\r\n"
    "CALL :find_dp0\r\n";
// As npm writes it for a script that names its interpreter.
std::string npm_text(const std::string& options, const std::string& target) {
  return npm_head +
         "\r\nIF EXIST \"%dp0%\\node.exe\" (\r\n  SET \"_prog=%dp0%\\node.exe\"\r\n) ELSE (\r\n"
         "  SET \"_prog=node\"\r\n  SET PATHEXT=%PATHEXT:;.JS;=;%\r\n)\r\n\r\n"
         "endLocal & goto #_undefined_# 2>NUL || title %COMSPEC% & \"%_prog%\" " +
         options + " \"%dp0%\\" + target + "\" %*\r\n";
}

TEST(NpmScript, IsReadByItsFixedText) {
  const auto plain = read_npm_script(npm_text("", "node_modules\\a b\\cli.js"));
  ASSERT_TRUE(plain);
  EXPECT_EQ(plain->interpreter, "node");
  EXPECT_TRUE(plain->options.empty());
  EXPECT_EQ(plain->target, "node_modules\\a b\\cli.js");
  const auto more = read_npm_script(npm_text("--no-warnings --stack-size=2000", "..\\cli.js"));
  ASSERT_TRUE(more);
  EXPECT_THAT(more->options, ElementsAre("--no-warnings", "--stack-size=2000"));
  const auto program = read_npm_script(npm_head + "\"%dp0%\\node_modules\\a\\a.exe\"   %*\r\n");
  ASSERT_TRUE(program);
  EXPECT_EQ(program->interpreter, "");
  EXPECT_EQ(program->target, "node_modules\\a\\a.exe");
}

TEST(NpmScript, AnyOtherTextIsNoneOfThem) {
  const auto good = npm_text("", "cli.js");
  for (const auto& bad :
       {std::string(), npm_head, good + "@echo more\r\n", "@SET A=1\r\n" + good,
        good.substr(0, good.size() - 2), npm_text("", "%A%.js"), npm_text("&calc", "cli.js"),
        npm_text("\"a\"", "cli.js"), npm_text("", ""), npm_text(" ", "cli.js"),
        npm_head + "@SET FOO=bar\r\n" + good.substr(npm_head.size())}) {
    EXPECT_FALSE(read_npm_script(bad)) << bad;
  }
  auto other = good;
  other.replace(other.rfind("_prog%"), 6, "_grog%");
  EXPECT_FALSE(read_npm_script(other));
}

TEST(NpmScript, ItsProgramIsStartedWithoutCmdAndGetsEveryWord) {
  const test::TempDir folder;
  const auto script = folder / "claude.cmd";
  const auto node = folder / "node.exe";
  ASSERT_TRUE(make_private_folder(folder / "node_modules/a b"));
  ASSERT_TRUE(write_file(folder / "node_modules/a b/cli.js", ""));
  ASSERT_TRUE(write_file(script, npm_text("--no-warnings", "node_modules\\a b\\cli.js")));
  const std::vector<std::string> words = {"say \"hi\"", "100%", "%PATH%", "a\nb", "&calc", "^", ""};
  auto argv = words;
  argv.insert(argv.begin(), script);
  // Without its interpreter it is left to cmd.exe, which cannot be handed these words.
  if (find_executable("node").empty()) {
    EXPECT_THAT(run(argv).text, HasSubstr("a quote, a % or a line end"));
  }
  ASSERT_TRUE(write_file(node, read_file(child).value_or("")));
  EXPECT_EQ(run(argv).text, hex(to_utf8(plain_path(node))) + hex("--no-warnings") +
                                hex(to_utf8(plain_path(folder / "node_modules/a b/cli.js"))) +
                                hex(words));
}

}  // namespace
}  // namespace sandtray::platform
