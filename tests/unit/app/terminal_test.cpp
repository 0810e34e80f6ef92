// SPDX-License-Identifier: MIT
#include "app/terminal.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "config/schema.h"

namespace sandtray::app {
namespace {

using testing::ElementsAre;
using Words = std::vector<std::string>;

Json read_data(const std::string& file) {
  std::ifstream in(std::string(SANDTRAY_SOURCE_DIR) + "/common/data/" + file);
  std::stringstream text;
  text << in.rdbuf();
  return parse_json(text.str(), file).value();
}

class TerminalTest : public testing::Test {
 protected:
  TerminalTest() : table_(terminals_from_json(read_data("terminals.json")).value()) {
    facts_.installed = [this](const std::string& program) {
      return std::find(installed_.begin(), installed_.end(), program) != installed_.end();
    };
  }
  Words command() const { return terminal_command(table_, facts_, wanted_).value_or(Words{}); }

  TerminalTable table_;
  TerminalFacts facts_;
  Words installed_;
  Words wanted_ = {"/opt/my tools/sandtray", "attach", "abcd2345"};
};

TEST_F(TerminalTest, TheTableKeepsItsSchema) {
  const auto checked = config::check_schema(
      read_data("terminals.json"), read_data("schemas/terminals.schema.json"), "terminals");
  EXPECT_TRUE(checked) << checked.error().message;
}

TEST_F(TerminalTest, EveryProgramOfADesktopIsKnown) {
  for (const auto& [desktop, programs] : table_.desktops) {
    for (const auto& program : programs) {
      EXPECT_TRUE(std::any_of(table_.known.begin(), table_.known.end(), [&](const Terminal& t) {
        return t.program == program;
      })) << program;
    }
  }
}

TEST_F(TerminalTest, TheSettingComesFirstAndKeepsWordsWhole) {
  installed_ = {"xterm", "xdg-terminal-exec"};
  facts_.setting = "xterm -T 'My agent' -e {}";
  EXPECT_THAT(command(), ElementsAre("xterm", "-T", "My agent", "-e", "/opt/my tools/sandtray",
                                     "attach", "abcd2345"));
  facts_.setting = "foot";
  EXPECT_THAT(command(), ElementsAre("foot", "/opt/my tools/sandtray", "attach", "abcd2345"));
  facts_.setting = "  ";
  EXPECT_EQ(command().front(), "xdg-terminal-exec");
}

TEST_F(TerminalTest, AnOpenQuoteInTheSettingIsNamed) {
  facts_.setting = "xterm -T 'My agent -e {}";
  const auto made = terminal_command(table_, facts_, wanted_);
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().message, "the setting terminal: a quote is not closed: '");
}

TEST_F(TerminalTest, TheOrderIsPreferredVariableDesktopKnown) {
  installed_ = {"xterm", "gnome-terminal", "x-terminal-emulator", "kitty", "xdg-terminal-exec"};
  facts_.variable = "kitty";
  facts_.desktop = "ubuntu:GNOME";
  EXPECT_EQ(command().front(), "xdg-terminal-exec");
  installed_.pop_back();
  EXPECT_THAT(command(), ElementsAre("kitty", "/opt/my tools/sandtray", "attach", "abcd2345"));
  facts_.variable.clear();
  EXPECT_THAT(command(),
              ElementsAre("gnome-terminal", "--", "/opt/my tools/sandtray", "attach", "abcd2345"));
  facts_.desktop.clear();
  EXPECT_THAT(command(), ElementsAre("x-terminal-emulator", "-e", "/opt/my tools/sandtray",
                                     "attach", "abcd2345"));
}

TEST_F(TerminalTest, AVariableMayBeAPathOrAnUnknownProgram) {
  facts_.variable = "/usr/bin/xfce4-terminal";
  installed_ = {"/usr/bin/xfce4-terminal"};
  EXPECT_EQ(command()[1], "-x");
  facts_.variable = "st";
  installed_ = {"st"};
  EXPECT_EQ(command()[1], "-e");
}

TEST_F(TerminalTest, WithoutAnyTheErrorSaysWhatToDo) {
  const auto none = terminal_command(table_, facts_, wanted_);
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, Code::unavailable);
  EXPECT_FALSE(none.error().hint.empty());
}

}  // namespace
}  // namespace sandtray::app
