// SPDX-License-Identifier: MIT
// Parts of the tray that need no desktop: the autostart entry and the embedded icons.
#include <gmock/gmock.h>

#include <algorithm>
#include <cstdlib>
#include <set>

#include "platform/file.h"
#include "support/temp_dir.h"
#include "tray/autostart.h"
#include "tray/icons.h"
#include "tray/program.h"

namespace sandtray::tray {
namespace {

using testing::HasSubstr;

constexpr app::IconState states[] = {app::IconState::idle, app::IconState::working,
                                     app::IconState::needs_you, app::IconState::failed};

class AutostartEntry : public testing::Test {
 protected:
  AutostartEntry() { setenv("XDG_CONFIG_DIRS", (temp_ / "etc").c_str(), 1); }
  ~AutostartEntry() override { unsetenv("XDG_CONFIG_DIRS"); }

  test::TempDir temp_;
  Autostart autostart_{temp_ / "config", "/usr/bin/sandtray-tray"};
};

TEST_F(AutostartEntry, IsOffUntilItIsSwitchedOn) {
  EXPECT_FALSE(autostart_.is_on());
  ASSERT_TRUE(autostart_.set(true));
  EXPECT_TRUE(autostart_.is_on());
  ASSERT_TRUE(autostart_.set(false));
  EXPECT_FALSE(autostart_.is_on());
  EXPECT_TRUE(platform::list_folder(temp_ / "config/autostart").empty());
}

TEST_F(AutostartEntry, OverrulesTheSystemsOwn) {
  ASSERT_TRUE(platform::make_private_folder(temp_ / "etc/autostart"));
  ASSERT_TRUE(platform::write_file(temp_ / "etc/autostart/sandtray.desktop", "[Desktop Entry]\n"));
  EXPECT_TRUE(autostart_.is_on());
  ASSERT_TRUE(autostart_.set(false));
  EXPECT_FALSE(autostart_.is_on());
  ASSERT_TRUE(autostart_.set(true));
  EXPECT_TRUE(autostart_.is_on());
}

TEST_F(AutostartEntry, KeepsEveryCharacterOfTheProgramsPath) {
  EXPECT_THAT(autostart_entry("/opt/my tools/100%/sandtray-tray"),
              HasSubstr("Exec=\"/opt/my tools/100%%/sandtray-tray\"\n"));
  EXPECT_THAT(autostart_entry("/a\"b`c$d\\e"), HasSubstr(R"(Exec="/a\\"b\\`c\\$d\\\\e")"));
  test::Reactor reactor;
  const auto file = temp_ / "odd.desktop";
  ASSERT_TRUE(platform::write_file(file, autostart_entry("/a\"b`c$d\\e %f/sandtray-tray")));
  test::Program validator(reactor, {"desktop-file-validate", file},
                          platform::current_environment());
  EXPECT_EQ(validator.wait(), 0);
}

TEST(Icons, EveryStateHasItsOwnPictureInEverySize) {
  std::set<std::string_view> pictures;
  for (const auto state : states) {
    for (const auto& pixmap : pixmaps_of(state)) {
      ASSERT_EQ(pixmap.argb.size(), static_cast<std::size_t>(pixmap.size * pixmap.size * 4));
      // The first byte of a pixel is its opacity: the corner is clear, the middle is not.
      EXPECT_EQ(pixmap.argb[0], '\0');
      const auto middle = static_cast<std::size_t>(pixmap.size / 2 * (pixmap.size + 1)) * 4;
      EXPECT_EQ(pixmap.argb[middle], '\xFF');
      EXPECT_TRUE(pictures.insert(pixmap.argb).second);
    }
    EXPECT_TRUE(menu_icon(state).starts_with("\x89PNG"));
    EXPECT_TRUE(pictures.insert(menu_icon(state)).second);
  }
}

}  // namespace
}  // namespace sandtray::tray
