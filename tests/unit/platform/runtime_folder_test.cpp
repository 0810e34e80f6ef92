// SPDX-License-Identifier: MIT
#include "platform/posix/runtime_folder.h"

#include <gtest/gtest.h>

namespace sandtray::platform {
namespace {

constexpr std::size_t macos = 103, linux_too = 107;

std::string folder_for(const std::string& home, std::size_t limit) {
  return runtime_folder("", home + "/.local/state/sandtray", home, limit);
}

TEST(RuntimeFolder, IsThePersonsChoiceHoweverLong) {
  EXPECT_EQ(runtime_folder("/run/user/1000", "/home/ada/state", "/home/ada", macos),
            "/run/user/1000/sandtray");
  const std::string deep(200, 'x');
  EXPECT_EQ(runtime_folder("/" + deep, "/s", "/h", macos), "/" + deep + "/sandtray");
}

TEST(RuntimeFolder, IsBelowTheStateWhileASocketsNameFits) {
  EXPECT_EQ(folder_for("/Users/ada", macos), "/Users/ada/.local/state/sandtray/run");
  const std::string name = "/.local/state/sandtray/run/12345678.sock";
  for (const auto limit : {macos, linux_too}) {
    const std::string longest(limit - name.size(), 'h');
    EXPECT_EQ(folder_for(longest, limit), longest + "/.local/state/sandtray/run");
    EXPECT_EQ(folder_for(longest + "h", limit), longest + "h/.sandtray");
    EXPECT_EQ((folder_for(longest, limit) + "/12345678.sock").size(), limit);
  }
}

TEST(RuntimeFolder, ALongerOneIsNeverTakenInstead) {
  const std::string home(120, 'h');
  EXPECT_EQ(runtime_folder("", "/s", home, macos), "/s/run");
  EXPECT_EQ(runtime_folder("", "/" + std::string(95, 's'), home, macos),
            "/" + std::string(95, 's') + "/run");
}

}  // namespace
}  // namespace sandtray::platform
