// SPDX-License-Identifier: MIT
// The icon and its balloons, with a task bar of the test's own in the place of the shell.
#include <gmock/gmock.h>

#include <string>
#include <utility>
#include <vector>

#include "platform/wide.h"
#include "tray/balloons.h"
#include "tray/notification_icon.h"
#include "windows/tray_loop.h"

namespace sandtray::tray {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// What a task bar answers: it has one icon of a number, and shows its last balloon.
struct TaskBar {
  bool operator()(DWORD what, NOTIFYICONDATAW& data) {
    switch (what) {
      case NIM_ADD:
        if (std::exchange(has_icon, true)) return false;  // there is one of that number
        return std::exchange(slow, 0) == 0;               // it was added, and nobody waited
      case NIM_DELETE:
        return std::exchange(has_icon, false);
      default:
        if (has_icon && (data.uFlags & NIF_INFO) != 0)
          balloon = platform::to_utf8(data.szInfoTitle);
        return has_icon;
    }
  }
  bool has_icon = false;
  int slow = 0;
  std::string balloon;
};

class TrayIcon : public TrayLoop {
 protected:
  static app::Notification about(const std::string& key) {
    app::Notification notification;
    notification.key = notification.title = notification.body = key;
    notification.buttons.push_back({});
    notification.buttons.back().action.session = key;
    return notification;
  }

  TaskBar bar_;
  std::vector<std::string> done_;
  NotificationIcon icon_{{.about_to_show = [] {},
                          .opened = [] {},
                          .clicked = [](const auto&) {},
                          .activated = [] {},
                          .balloon_over = [this](bool clicked) { balloons_.over(clicked); },
                          .new_taskbar = [] {},
                          .added = [] {},
                          .woken = [] {},
                          .end = [] {}},
                         std::ref(bar_)};
  Balloons balloons_{loop_,
                     icon_,
                     {.invoked = [this](const auto& action) { done_.push_back(action.session); },
                      .delivered = [](const auto&) {}}};
};

TEST_F(TrayIcon, IsThereThoughTheTaskBarWasTooSlowToSaySo) {
  bar_.slow = 1;
  EXPECT_FALSE(icon_.add());
  EXPECT_TRUE(icon_.add());
  EXPECT_TRUE(bar_.has_icon);
}

TEST_F(TrayIcon, TheLastBalloonIsDoneWhenItIsClickedLater) {
  ASSERT_TRUE(icon_.add());
  balloons_.show(about("one"));
  EXPECT_EQ(bar_.balloon, "one");
  balloons_.over(/*clicked=*/false);
  balloons_.over(/*clicked=*/true);
  EXPECT_THAT(done_, ElementsAre("one"));
  balloons_.over(/*clicked=*/true);
  EXPECT_THAT(done_, ElementsAre("one")) << "once is enough";
  balloons_.show(about("two"));
  balloons_.show(about("three"));
  EXPECT_EQ(bar_.balloon, "two");
  balloons_.over(/*clicked=*/false);
  EXPECT_EQ(bar_.balloon, "three");
  balloons_.over(/*clicked=*/false);
  balloons_.over(/*clicked=*/true);
  EXPECT_THAT(done_, ElementsAre("one", "three"));
}

TEST_F(TrayIcon, ABalloonThatWasTakenBackDoesNothing) {
  ASSERT_TRUE(icon_.add());
  balloons_.show(about("one"));
  balloons_.over(/*clicked=*/false);
  balloons_.withdraw("one");
  EXPECT_EQ(bar_.balloon, "");
  balloons_.over(/*clicked=*/true);
  EXPECT_THAT(done_, IsEmpty());
}

}  // namespace
}  // namespace sandtray::tray
