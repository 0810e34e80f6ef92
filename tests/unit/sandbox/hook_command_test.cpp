// SPDX-License-Identifier: MIT
#include "sandbox/hook_command.h"

#include <gmock/gmock.h>

#include "sandbox/method.h"

namespace sandtray::sandbox {
namespace {

using config::HookShell;
using testing::HasSubstr;

const std::string pipe = "//./pipe/sandtray-S-1-5-21-1-1001-0a1b";

std::string command(const std::string& guest, HookShell shell) {
  const auto made = hook_command({guest, "hook", pipe}, shell);
  return made ? *made : "error: " + made.error().message;
}

TEST(HookCommand, PlainPathsAreTheSameInEveryShellButForTheSlashes) {
  const std::string guest = "C:/Users/ada/sandtray-guest.exe";
  EXPECT_EQ(command(guest, HookShell::posix), guest + " hook " + pipe);
  EXPECT_EQ(command(guest, HookShell::powershell), guest + " hook " + pipe);
  EXPECT_EQ(command(guest, HookShell::cmd), "C:\\Users\\ada\\sandtray-guest.exe hook " + pipe);
  EXPECT_EQ(command("C:/ADALOV~1/guest.exe", HookShell::cmd),
            "C:\\ADALOV~1\\guest.exe hook " + pipe);
}

TEST(HookCommand, PowershellCallsAQuotedPathAndReadsFiveKindsOfApostrophes) {
  EXPECT_EQ(command("C:/Ada L/guest.exe", HookShell::powershell),
            "& 'C:/Ada L/guest.exe' hook " + pipe);
  EXPECT_EQ(command("C:/$(calc)`n;x/guest.exe", HookShell::powershell),
            "& 'C:/$(calc)`n;x/guest.exe' hook " + pipe);
  EXPECT_EQ(command("C:/it's/g.exe", HookShell::powershell), "& 'C:/it''s/g.exe' hook " + pipe);
  for (const std::string quote : {"\xe2\x80\x98", "\xe2\x80\x99", "\xe2\x80\x9a", "\xe2\x80\x9b"}) {
    EXPECT_EQ(command("C:/a" + quote + "b/g.exe", HookShell::powershell),
              "& 'C:/a" + quote + quote + "b/g.exe' hook " + pipe);
  }
  EXPECT_EQ(command("C:/\xe2\x80\x9c/g.exe", HookShell::powershell),
            "& 'C:/\xe2\x80\x9c/g.exe' hook " + pipe);
}

TEST(HookCommand, CmdGetsNothingThatItWouldHaveToUnquote) {
  for (const auto* name : {"Ada L", "a&calc&", "100%", "%PATH%", "a^b", "(x86)", "a,b", "a;b",
                           "a=b", "!x!", "\xd0\xb7", "it's"}) {
    const auto made =
        hook_command({std::string("C:/") + name + "/guest.exe", "hook", pipe}, HookShell::cmd);
    ASSERT_FALSE(made) << name;
    EXPECT_EQ(made.error().code, Code::unavailable);
    EXPECT_THAT(made.error().hint, HasSubstr("without blanks"));
  }
}

TEST(HookCommand, PosixQuotesWhatNeedsIt) {
  EXPECT_EQ(command("/opt/a b/it's", HookShell::posix), "'/opt/a b/it'\\''s' hook " + pipe);
}

}  // namespace
}  // namespace sandtray::sandbox
