// SPDX-License-Identifier: MIT
#include "provision/lima/use.h"

#include <gmock/gmock.h>

#include "provision/lima/habits.h"
#include "support/temp_dir.h"

namespace sandtray::provision {
namespace {

class VmUseTest : public testing::Test {
 protected:
  VmUseTest() {
    paths_.home = dir_ / "home";
    paths_.config = dir_ / "config";
    paths_.share = SANDTRAY_SOURCE_DIR "/common/data";
    for (const auto& folder : {paths_.home, paths_.config, paths_.home + "/.sandtray"}) {
      EXPECT_TRUE(platform::make_private_folder(folder));
    }
  }
  VmPlace place() const { return vm_place(paths_); }
  void write_wish(const std::string& text) {
    ASSERT_TRUE(platform::write_file(place().wish, text));
  }

  const test::TempDir dir_;
  platform::Paths paths_;
};

TEST_F(VmUseTest, IsSeenWhileItLasts) {
  EXPECT_FALSE(is_used(place()));
  {
    const auto one = VmUse::begin(place(), "aaaa2345");
    ASSERT_TRUE(one) << one.error().message;
    const auto two = VmUse::begin(place(), "bbbb2345");
    ASSERT_TRUE(two) << two.error().message;
    EXPECT_TRUE(is_used(place()));
    EXPECT_TRUE(is_used(place())) << "a look takes nothing away";
  }
  EXPECT_FALSE(is_used(place()));
}

TEST_F(VmUseTest, ADeedThatWasNotDoneIsNotRemembered) {
  EXPECT_FALSE(VmWork::begin(place(), "start")->end(fail(Code::unavailable, "no rules")));
  VmWork::begin(place(), "stop")->leave();
  const auto deed = read_deed(place());
  EXPECT_EQ(deed.name, "start");
  EXPECT_EQ(deed.failure, "no rules");
}

TEST_F(VmUseTest, HabitsAreWhatThePersonHasWritten) {
  const auto none = read_habits(paths_);
  ASSERT_TRUE(none) << none.error().message;
  EXPECT_FALSE(none->start_with_sandtray || none->stop_with_sandtray);
  write_wish("{\"stop_with_sandtray\": true}");
  const auto some = read_habits(paths_);
  ASSERT_TRUE(some) << some.error().message;
  EXPECT_FALSE(some->start_with_sandtray);
  EXPECT_TRUE(some->stop_with_sandtray);
  for (const auto* wrong : {"{\"start_with_sandtray\": \"yes\"}", "[]", "{"}) {
    write_wish(wrong);
    const auto refused = read_habits(paths_);
    ASSERT_FALSE(refused) << wrong;
    EXPECT_EQ(refused.error().code, Code::config) << wrong;
  }
}

}  // namespace
}  // namespace sandtray::provision
