// SPDX-License-Identifier: MIT
// The tray on a loop that only does what it is told, with a shell that only counts.
#include "tray/tray.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/clock.h"
#include "platform/paths.h"
#include "sandbox/plan.h"
#include "session/store.h"
#include "support/temp_dir.h"

namespace sandtray::tray {
namespace {

class StillLoop final : public EventLoop {
 public:
  Source on_readable(platform::Handle, std::function<void()>) override { return source(); }
  Source after(std::chrono::milliseconds, std::function<void()>) override { return source(); }
  Source soon(std::function<void()> callback) override {
    soon_.push_back(std::move(callback));
    return source();
  }
  Source on_exit(platform::ProcessId, std::function<void(int code)>) override { return source(); }
  void exit() override {}
  void run_what_is_due() {
    for (const auto& callback : std::exchange(soon_, {})) callback();
  }

 private:
  static Source source() { return Source(std::make_shared<int>(0)); }

  std::vector<std::function<void()>> soon_;
};

class CountingShell final : public Shell {
 public:
  void show_icon(app::IconState, const std::string&) override { ++icons; }
  void set_menu(app::MenuItem root) override {
    ++menus;
    menu = std::move(root);
  }
  bool offers(app::ActionKind kind) const {
    return std::any_of(menu.children.begin(), menu.children.end(),
                       [&](const auto& item) { return item.action.kind == kind; });
  }
  void notify(app::Notification notification) override {
    if (told_of_sessions == 0) ++told_before_sessions;
    keys.push_back(std::move(notification.key));
  }
  void withdraw(const std::string&) override {}
  void has_sessions() override { ++told_of_sessions; }
  Result<> open_terminal(const std::vector<std::string>&, const std::string&,
                         const std::string&) override {
    return answer();
  }
  bool starts_at_login() const override { return false; }
  Result<> set_starts_at_login(bool) override { return answer(); }

  int icons = 0, menus = 0, told_of_sessions = 0, told_before_sessions = 0;
  app::MenuItem menu;
  bool refuses = false;
  std::vector<std::string> keys;

 private:
  Result<> answer() const {
    if (refuses) return fail(Code::unavailable, "not today");
    return {};
  }
};

class TrayTest : public testing::Test {
 protected:
  TrayTest() {
    for (auto* folder : {&paths_.home, &paths_.config, &paths_.data, &paths_.state, &paths_.runtime,
                         &paths_.share, &paths_.bin}) {
      *folder = dir_ / "all";
    }
    EXPECT_TRUE(platform::make_private_folder(dir_ / "all"));
  }

  const test::TempDir dir_;
  platform::Paths paths_;
  StillLoop loop_;
  CountingShell shell_;
};

TEST_F(TrayTest, ShowsWhatIsNewAfterTheMachineHasSlept) {
  Tray tray(loop_, shell_, paths_);
  const auto started = tray.start();
  ASSERT_TRUE(started) << started.error().message;
  loop_.run_what_is_due();
  const int menus = shell_.menus, icons = shell_.icons;
  tray.woken();
  EXPECT_EQ(shell_.menus, menus) << "together with what else has changed";
  loop_.run_what_is_due();
  EXPECT_EQ(shell_.menus, menus + 1);
  EXPECT_EQ(shell_.icons, icons + 1);
}

TEST_F(TrayTest, ItsOwnWordsHaveKeysForEverySystem) {
  Tray tray(loop_, shell_, paths_);
  ASSERT_TRUE(tray.start());
  shell_.refuses = true;
  tray.activated("");
  tray.act({.kind = app::ActionKind::start_at_login}, "");
  tray.act({.kind = app::ActionKind::doctor}, "");
  EXPECT_EQ(shell_.keys,
            (std::vector<std::string>{"sandtray/about", "sandtray/login", "sandtray/terminal"}));
  for (const auto& key : shell_.keys) EXPECT_LE(key.size(), app::longest_key) << key;
}

TEST_F(TrayTest, OffersTheWindowWhereItsProgramIs) {
  for (const bool is_there : {false, true}) {
    if (is_there) {
      ASSERT_TRUE(platform::write_file(paths_.bin + "/sandtray-ui", "", 0755));
    }
    Tray tray(loop_, shell_, paths_);
    ASSERT_TRUE(tray.start());
    EXPECT_EQ(shell_.offers(app::ActionKind::show_sessions), is_there);
    EXPECT_EQ(shell_.offers(app::ActionKind::about), is_there);
    EXPECT_TRUE(shell_.offers(app::ActionKind::doctor));
  }
}

// The shell asks the person for the right to notify no sooner than that.
TEST_F(TrayTest, SaysThatThereAreSessionsOnceThereIsOne) {
  {
    Tray tray(loop_, shell_, paths_);
    ASSERT_TRUE(tray.start());
    tray.menu_about_to_show();
    tray.menu_opened();
    loop_.run_what_is_due();
    EXPECT_EQ(shell_.told_of_sessions, 0);
  }
  sandbox::SessionSpec spec;
  spec.id = "aaaabbbb";
  spec.workspace = "/w";
  const Json json = {{"spec", sandbox::spec_to_json(spec)}, {"created", format_time(1000)}};
  {
    const auto created = session::Store(paths_).create({.id = spec.id, .session = json});
    ASSERT_TRUE(created) << created.error().message;
  }
  Tray tray(loop_, shell_, paths_);
  ASSERT_TRUE(tray.start());
  EXPECT_FALSE(shell_.keys.empty()) << "its host is gone";
  EXPECT_EQ(shell_.told_before_sessions, 0);
  EXPECT_GT(shell_.told_of_sessions, 0);
}

}  // namespace
}  // namespace sandtray::tray
