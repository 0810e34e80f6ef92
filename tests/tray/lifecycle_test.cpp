// SPDX-License-Identifier: MIT
// The tray, the panel and the notification service may come, go and die in any order.
#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>

#include "platform/file.h"
#include "platform/socket.h"
#include "tray/desktop.h"

namespace sandtray::test {
namespace {

using session::State;

class TrayLifecycle : public DesktopTest {
 protected:
  // "VmRSS" in kB, "voluntary_ctxt_switches".
  long status_of_tray(const std::string& field) {
    std::ifstream status("/proc/" + std::to_string(tray_->pid()) + "/status");
    for (std::string line; std::getline(status, line);) {
      if (line.starts_with(field + ":")) return std::stol(line.substr(field.size() + 1));
    }
    return -1;
  }
  bool tray_sleeps() {
    std::ifstream status("/proc/" + std::to_string(tray_->pid()) + "/status");
    for (std::string line; std::getline(status, line);) {
      if (line.starts_with("State:")) return line.find("S (sleeping)") != std::string::npos;
    }
    return false;
  }
};

TEST_F(TrayLifecycle, EndingsWhileNoTrayRanAreToldOnce) {
  start_fake_desktop();
  session({.id = "aaaa2345", .age_s = 300}).end(0);
  session({.id = "bbbb2345", .age_s = 300}).vanish();
  start_registered_tray();
  ASSERT_TRUE(wait_for_told("notify", 2));
  ASSERT_TRUE(
      reactor_.wait([&] { return hosts_[0]->is_marked_seen() && hosts_[1]->is_marked_seen(); }));
  tray_->kill();
  start_registered_tray();
  ASSERT_TRUE(wait_for_label("claude-aaaa2345: finished"));
  settle();
  EXPECT_EQ(notifications().size(), 2u);
}

TEST_F(TrayLifecycle, KillingTheTrayLosesNothing) {
  start_fake_desktop();
  start_registered_tray();
  auto& ends = session({.id = "aaaa2345", .age_s = 300});
  auto& lives = session({.id = "bbbb2345"});
  ASSERT_TRUE(wait_for_label("claude-bbbb2345"));
  tray_->kill();
  ASSERT_TRUE(wait_for_told("item_gone", 1));
  lives.say(State::working);
  ends.end(7);
  start_registered_tray();
  ASSERT_TRUE(wait_for_label("claude-bbbb2345: working"));
  ASSERT_TRUE(wait_for_label("claude-aaaa2345: exit code 7"));
  ASSERT_TRUE(wait_for_told("notify", 1));
  EXPECT_EQ(told("notify")[0].at("title"), "claude-aaaa2345 has failed");
}

// A tray that dies between showing an ending and marking it shows it again; that is the only way to
// hear of one twice.
TEST_F(TrayLifecycle, KillingTheTrayAtAnyMomentLosesNoEnding) {
  start_fake_desktop();
  constexpr int rounds = 40;
  for (int i = 0; i < rounds; ++i) {
    start_tray();
    auto& host = session({.id = "r" + std::to_string(1000 + i), .age_s = 300});
    host.end(1);
    // From before it runs to after it has told everything.
    reactor_.wait([] { return false; }, std::chrono::milliseconds(i % 20));
    tray_->kill();
  }
  start_registered_tray();
  ASSERT_TRUE(reactor_.wait(
      [&] {
        return std::all_of(hosts_.begin(), hosts_.end(),
                           [](const auto& host) { return host->is_marked_seen(); });
      },
      std::chrono::seconds(30)));
  int named = 0;
  // The mark on the disk may be here before the last word of the service.
  const auto all_were_told = [&] {
    std::string all;
    for (const auto& said : told("notify")) all += said.dump();
    named = 0;
    for (int i = 0; i < rounds; ++i) {
      if (all.find("claude-r" + std::to_string(1000 + i)) != std::string::npos) ++named;
    }
    return named == rounds || all.find("more sessions have news") != std::string::npos;
  };
  EXPECT_TRUE(reactor_.wait(all_were_told, std::chrono::seconds(5)))
      << named << " of " << rounds << " were told by name";
}

TEST_F(TrayLifecycle, AWatcherThatComesLateGetsTheItem) {
  start_tray();
  start_fake_desktop();
  wait_for_item(1);
  EXPECT_EQ(item_property("Id"), "sandtray");
}

TEST_F(TrayLifecycle, AWatcherThatWasKilledGetsTheItemAgain) {
  start_fake_desktop();
  start_registered_tray();
  session({.id = "aaaa2345"}).say(State::working);
  ASSERT_TRUE(wait_for_label("claude-aaaa2345: working"));
  fake_->kill();
  start_fake_desktop();
  wait_for_item(1);
  EXPECT_TRUE(wait_for_label("claude-aaaa2345: working"));
}

TEST_F(TrayLifecycle, WithoutAWatcherThePersonIsToldOnce) {
  start_fake_desktop({"--notifications"});
  start_tray();
  ASSERT_TRUE(wait_for_told("notify", 1));
  EXPECT_EQ(told("notify")[0].at("title"), "Sandtray runs without an icon");
  session({.id = "aaaa2345"}).end(1);
  ASSERT_TRUE(wait_for_told("notify", 2)) << "notifications work all the same";
  EXPECT_TRUE(platform::exists(paths_.state + "/no-icon-told"));
}

TEST_F(TrayLifecycle, ASecondStartActivatesTheFirst) {
  start_fake_desktop();
  start_registered_tray();
  Program second(reactor_, {SANDTRAY_BIN_DIR "/sandtray-tray"}, env_);
  EXPECT_EQ(second.wait(), 0);
  ASSERT_TRUE(wait_for_told("item", 2)) << "registered once more";
  EXPECT_EQ(told("item")[0].at("item"), told("item")[1].at("item")) << "by the same program";
  ASSERT_TRUE(wait_for_told("notify", 1));
  EXPECT_EQ(told("notify")[0].at("title"), "Sandtray is running");
}

// The system keeps the lock and the socket of a killed program until it is gone.
TEST_F(TrayLifecycle, AStartRightAfterAKillLeavesOneTray) {
  start_fake_desktop();
  start_registered_tray();
  for (std::size_t round = 2; round <= 60; ++round) {
    platform::send_signal(tray_->pid(), SIGKILL);
    auto next = std::make_unique<Program>(
        reactor_, std::vector<std::string>{SANDTRAY_BIN_DIR "/sandtray-tray"}, env_);
    tray_ = std::move(next);
    ASSERT_TRUE(wait_for_told("item", round)) << "no tray runs";
  }
}

TEST_F(TrayLifecycle, EndsWithTheBus) {
  start_fake_desktop();
  start_registered_tray();
  daemon_->kill();
  EXPECT_NE(tray_->wait(), 0);
}

TEST_F(TrayLifecycle, WithoutABusTheErrorSaysSo) {
  auto env = env_;
  env["DBUS_SESSION_BUS_ADDRESS"] = "unix:path=/nonexistent";
  Program alone(reactor_, {SANDTRAY_BIN_DIR "/sandtray-tray"}, env);
  EXPECT_EQ(alone.wait(), 69);
}

TEST_F(TrayLifecycle, StrangersOnTheSocketAreCutOff) {
  start_fake_desktop();
  start_registered_tray();
  const auto path = paths_.runtime + "/tray.sock";
  const auto deadline = platform::Clock::now() + std::chrono::seconds(5);
  auto stranger = platform::connect_socket(path);
  ASSERT_TRUE(stranger);
  (void)platform::send_all(stranger->get(), std::string(4096, 'x'), deadline);
  char byte = 0;
  EXPECT_EQ(platform::receive_some(stranger->get(), &byte, 1, deadline).state,
            platform::IoState::closed);
  auto liar = platform::connect_socket(path);
  ASSERT_TRUE(liar);
  (void)platform::send_all(liar->get(), "ready ../../etc\nready\nattached \n\n", deadline);
  settle();
  EXPECT_EQ(labels(menu()).front(), "No agent is running");
}

TEST_F(TrayLifecycle, TwoHundredSessionsAreListedAndTheirEndingsJoined) {
  start_fake_desktop();
  start_registered_tray();
  for (int i = 100; i < 300; ++i) {
    session({.id = "s" + std::to_string(i), .age_s = 300}).say(State::working);
  }
  ASSERT_TRUE(reactor_.wait([&] { return item_property("IconName") == "sandtray-working"; }));
  for (auto& host : hosts_) host->vanish();
  ASSERT_TRUE(wait_for_label("claude-s"));
  ASSERT_TRUE(reactor_.wait([&] {
    const auto all = notifications();
    return !all.empty() && all.back().at("title").get<std::string>().ends_with("have news");
  }));
  EXPECT_LE(notifications().size(), 12u);
  ASSERT_TRUE(reactor_.wait([&] {
    return std::all_of(hosts_.begin(), hosts_.end(),
                       [](const auto& host) { return host->is_marked_seen(); });
  }));
}

// Sanitizers have a memory and a start-up time of their own.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool measures = false;
#else
constexpr bool measures = true;
#endif

TEST_F(TrayLifecycle, IsSmallAndQuickAndSleepsWhileNothingHappens) {
  if (!measures) return;
  start_fake_desktop();
  const auto before = platform::Clock::now();
  start_registered_tray();
  const auto took = std::chrono::duration<double, std::milli>(platform::Clock::now() - before);
  RecordProperty("exec_to_registered_ms", std::to_string(took.count()));
  auto& host = session({.id = "aaaa2345"});
  host.say(State::working);
  ASSERT_TRUE(wait_for_label("claude-aaaa2345: working"));
  settle();
  EXPECT_LE(status_of_tray("VmRSS"), 8 * 1024);
  dismiss(999);  // answered after the service has answered the tray ...
  menu();        // ... and this after the tray has read it
  while (!tray_sleeps()) {
  }
  const auto switches = status_of_tray("voluntary_ctxt_switches");
  reactor_.wait([] { return false; }, std::chrono::seconds(3));
  EXPECT_EQ(status_of_tray("voluntary_ctxt_switches"), switches);
  EXPECT_EQ(status_of_tray("Threads"), 1);
}

}  // namespace
}  // namespace sandtray::test
