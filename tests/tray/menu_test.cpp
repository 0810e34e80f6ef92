// SPDX-License-Identifier: MIT
// The tray's icon and menu, driven over D-Bus as a panel drives them.
#include <gmock/gmock.h>

#include <filesystem>

#include "platform/file.h"
#include "platform/socket.h"
#include "session/filenames.h"
#include "tray/desktop.h"

namespace sandtray::test {
namespace {

using session::State;
using std::chrono::seconds;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

class TrayMenu : public DesktopTest {};

TEST_F(TrayMenu, IsListedWithoutSessions) {
  start_fake_desktop();
  start_registered_tray();
  EXPECT_THAT(labels(menu()), ElementsAre("No agent is running", "-", "Run", "New session…", "-",
                                          "Sessions…", "Settings…", "Stop all", "Doctor",
                                          "Start at login", "About", "Quit (sessions go on)"));
  EXPECT_EQ(find({"Stop all"}).properties.value("enabled", true), false);
  EXPECT_EQ(item_property("Status"), "Active");
  EXPECT_EQ(item_property("IconName"), "sandtray-idle");
}

TEST_F(TrayMenu, ASessionAppearsWithinASecondAndItsEndingToo) {
  start_fake_desktop();
  start_registered_tray();
  auto& host = session({.id = "aaaa2345"});
  ASSERT_TRUE(wait_for_label("claude-aaaa2345: starting", seconds(1)));
  host.say(State::working);
  ASSERT_TRUE(wait_for_label("claude-aaaa2345: working", seconds(1)));
  EXPECT_EQ(item_property("IconName"), "sandtray-working");
  host.say(State::blocked, "permission", "Bash: make");
  ASSERT_TRUE(wait_for_label("claude-aaaa2345: asks for permission", seconds(1)));
  EXPECT_EQ(item_property("IconName"), "sandtray-needs-you");
  EXPECT_EQ(item_property("Status"), "NeedsAttention");
  EXPECT_THAT(labels(find({"claude-aaaa2345"})),
              ElementsAre("claude in /srv/project", "Agent says: Bash: make", "-", "Attach",
                          "Show log", "Stop"));
  host.end(0);
  ASSERT_TRUE(wait_for_label("claude-aaaa2345: finished", seconds(1)));
  EXPECT_EQ(item_property("IconName"), "sandtray-idle");
}

// The one window is played: a second start of it hands over what was asked for.
// The test is the window that is open already: it answers each word, as all of ours do.
TEST_F(TrayMenu, OpensTheWindow) {
  start_fake_desktop();
  start_registered_tray();
  const auto lock = platform::FileLock::acquire(paths_.runtime + "/ui.lock", false);
  ASSERT_TRUE(lock);
  const auto listener = platform::listen_socket(paths_.runtime + "/ui.sock");
  ASSERT_TRUE(listener);
  for (const auto& [item, line] :
       {std::pair("Sessions…", "show sessions\n"), std::pair("New session…", "show new\n"),
        std::pair("Settings…", "show sandboxing\n"), std::pair("About", "show about\n")}) {
    click({item});
    ASSERT_TRUE(platform::wait_readable(listener->get(), platform::Clock::now() + seconds(20)));
    const auto client = platform::accept_socket(listener->get());
    char said[64] = {};
    const auto deadline = platform::Clock::now() + seconds(20);
    platform::receive_some(client.get(), said, sizeof said - 1, deadline);
    EXPECT_STREQ(said, line);
    EXPECT_TRUE(platform::send_all(client.get(), "ok\n", deadline));
  }
}

TEST_F(TrayMenu, SaysWhyNoWindowOpens) {
  start_fake_desktop();
  start_registered_tray();
  click({"Sessions…"});
  ASSERT_TRUE(wait_for_told("notify", 1));
  EXPECT_EQ(told("notify")[0].at("title"), "The window did not open");
  EXPECT_THAT(told("notify")[0].at("body").get<std::string>(), HasSubstr("cannot open a window"));
}

TEST_F(TrayMenu, AKilledHostIsAFailureWithinASecond) {
  start_fake_desktop();
  start_registered_tray();
  auto& host = session({.id = "aaaa2345"});
  host.say(State::working);
  ASSERT_TRUE(wait_for_label("claude-aaaa2345: working"));
  host.vanish();
  ASSERT_TRUE(wait_for_label("claude-aaaa2345: failed", seconds(1)));
  EXPECT_EQ(item_property("IconName"), "sandtray-failed");
  ASSERT_TRUE(wait_for_told("notify", 1));
  EXPECT_THAT(told("notify")[0].at("body").get<std::string>(), HasSubstr("host lost"));
}

TEST_F(TrayMenu, AHostThatNeverListensIsSeenToDie) {
  start_fake_desktop();
  start_registered_tray();
  auto& host = session({.id = "aaaa2345"}, /*listens=*/false);
  ASSERT_TRUE(wait_for_label("claude-aaaa2345: starting", seconds(1))) << "found by its folder";
  host.vanish();
  EXPECT_TRUE(wait_for_label("claude-aaaa2345: failed", seconds(1)));
}

TEST_F(TrayMenu, ARemovedSessionLeavesTheMenu) {
  start_fake_desktop();
  start_registered_tray();
  session({.id = "aaaa2345"}).end(0);
  ASSERT_TRUE(wait_for_label("claude-aaaa2345: finished"));
  ASSERT_TRUE(session::Store(paths_).remove("aaaa2345"));
  EXPECT_TRUE(reactor_.wait([&] { return labels(menu()).front() == "No agent is running"; }));
}

TEST_F(TrayMenu, LookingAtTheMenuAcknowledgesAFailure) {
  start_fake_desktop();
  start_registered_tray();
  session({.id = "aaaa2345"}).vanish();
  ASSERT_TRUE(wait_for_label("claude-aaaa2345: failed"));
  ASSERT_EQ(item_property("IconName"), "sandtray-failed");
  send_event(0, "opened");
  EXPECT_TRUE(reactor_.wait([&] { return item_property("IconName") == "sandtray-idle"; }));
}

TEST_F(TrayMenu, AttachOpensThePersonsTerminal) {
  start_fake_desktop();
  use_recording_terminal();
  start_registered_tray();
  session({.id = "aaaa2345"});
  ASSERT_TRUE(wait_for_label("claude-aaaa2345"));
  click({"claude-aaaa2345", "Attach"});
  EXPECT_THAT(terminal_words(),
              ElementsAre("--run", "env", "SANDTRAY_ATTACH_REPORT=" + paths_.runtime + "/tray.sock",
                          SANDTRAY_BIN_DIR "/sandtray", "attach", "aaaa2345"));
}

TEST_F(TrayMenu, ATerminalThatDoesNotAttachIsReportedWithTheCommand) {
  start_fake_desktop();
  use_recording_terminal();
  start_registered_tray();
  session({.id = "aaaa2345"});
  ASSERT_TRUE(wait_for_label("claude-aaaa2345"));
  click({"claude-aaaa2345", "Attach"});
  terminal_words();
  ASSERT_TRUE(wait_for_told("notify", 1));
  const auto said = told("notify")[0];
  EXPECT_EQ(said.at("title"), "No terminal opened");
  EXPECT_THAT(said.at("body").get<std::string>(),
              HasSubstr(SANDTRAY_BIN_DIR "/sandtray attach aaaa2345"));
}

TEST_F(TrayMenu, ATerminalThatCannotBeStartedIsReportedAtOnce) {
  start_fake_desktop();
  write_config({{"terminal", "/no/such/terminal {}"}});
  start_registered_tray();
  session({.id = "aaaa2345"});
  ASSERT_TRUE(wait_for_label("claude-aaaa2345"));
  click({"claude-aaaa2345", "Show log"});
  ASSERT_TRUE(reactor_.wait([&] { return !told("notify").empty(); }, seconds(2)));
  EXPECT_THAT(told("notify")[0].at("body").get<std::string>(), HasSubstr("logs -f aaaa2345"));
}

TEST_F(TrayMenu, AnUnderscoreIsNoMnemonicAndHostileTextIsHarmless) {
  start_fake_desktop();
  start_registered_tray();
  auto& host = session({.id = "aaaa2345",
                        .workspace = "/srv/a_b\n\033[31mQuit",
                        .name = "my_agent\u202E & <b>co</b>"});
  host.say(State::blocked, "question", "\033]0;x\aok?\r\n\u200BStop all _now");
  ASSERT_TRUE(wait_for_label("my__agent & <b>co</b>: has a question"));
  EXPECT_THAT(labels(find({"my__agent"})),
              testing::IsSupersetOf({std::string("claude in /srv/a__b Quit"),
                                     std::string("Agent says: ok? Stop all __now")}));
}

TEST_F(TrayMenu, ALateClickOnAnItemThatIsGoneDoesNothing) {
  start_fake_desktop();
  use_recording_terminal();
  start_registered_tray();
  auto& first = session({.id = "aaaa2345"});
  ASSERT_TRUE(wait_for_label("claude-aaaa2345: starting"));
  const auto gone = find({"claude-aaaa2345", "Attach"}).id;
  first.end(0);
  ASSERT_TRUE(wait_for_label("claude-aaaa2345: finished"));
  session({.id = "bbbb2345"});
  ASSERT_TRUE(wait_for_label("claude-bbbb2345"));
  EXPECT_LT(sd_bus_call_method(bus_, item_.c_str(), "/MenuBar", "com.canonical.dbusmenu", "Event",
                               nullptr, nullptr, "isvu", gone, "clicked", "i", 0, 0),
            0);
  click({"claude-bbbb2345", "Attach"});
  EXPECT_EQ(terminal_words().back(), "bbbb2345");
}

TEST_F(TrayMenu, StartAtLoginWritesAndRemovesOneValidEntry) {
  start_fake_desktop();
  start_registered_tray();
  const auto entry = temp_ / "home/.config/autostart/sandtray.desktop";
  ASSERT_EQ(find({"Start at login"}).properties.at("toggle-state"), 0);
  click({"Start at login"});
  EXPECT_EQ(find({"Start at login"}).properties.at("toggle-state"), 1);
  const auto text = platform::read_file(entry);
  ASSERT_TRUE(text);
  EXPECT_THAT(*text, HasSubstr("Exec=\"" SANDTRAY_BIN_DIR "/sandtray-tray\"\n"));
  Program validator(reactor_, {"desktop-file-validate", entry}, env_);
  EXPECT_EQ(validator.wait(), 0);
  click({"Start at login"});
  EXPECT_EQ(find({"Start at login"}).properties.at("toggle-state"), 0);
  EXPECT_FALSE(platform::exists(entry));
}

TEST_F(TrayMenu, QuitLeavesTheSessionsAlone) {
  start_fake_desktop();
  start_registered_tray();
  session({.id = "aaaa2345"});
  ASSERT_TRUE(wait_for_label("claude-aaaa2345"));
  click({"Quit"});
  EXPECT_EQ(tray_->wait(), 0);
  EXPECT_TRUE(session::Store(paths_).read("aaaa2345")->alive);
}

TEST_F(TrayMenu, AgesAreTrueWhenTheMenuIsAboutToShow) {
  start_fake_desktop();
  start_registered_tray();
  session({.id = "aaaa2345", .age_s = 120});
  ASSERT_TRUE(wait_for_label("claude-aaaa2345: starting, 2 min"));
  sd_bus_message* reply = nullptr;
  ASSERT_GE(sd_bus_call_method(bus_, item_.c_str(), "/MenuBar", "com.canonical.dbusmenu",
                               "AboutToShow", nullptr, &reply, "i", 0),
            0);
  int changed = -1;
  sd_bus_message_read(reply, "b", &changed);
  sd_bus_message_unref(reply);
  EXPECT_EQ(changed, 0) << "no minute has passed";
}

}  // namespace
}  // namespace sandtray::test
