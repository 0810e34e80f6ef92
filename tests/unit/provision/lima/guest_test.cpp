// SPDX-License-Identifier: MIT
#include "provision/lima/guest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "platform/file.h"
#include "support/temp_dir.h"

namespace sandtray::provision {
namespace {

using testing::HasSubstr;

platform::Paths app(const std::string& contents) {
  platform::Paths paths;
  paths.bin = contents + "/MacOS";
  paths.share = contents + "/share/sandtray";
  return paths;
}

TEST(VmGuest, IsTheOneBesideTheProgramOnLinux) {
  EXPECT_EQ(vm_guest(app("/opt"), "linux", "x86_64"), "/opt/MacOS/sandtray-guest");
  EXPECT_EQ(vm_guest(app("/opt"), "linux", "aarch64"), "/opt/MacOS/sandtray-guest");
}

TEST(VmGuest, IsTheOneForTheProcessorOnAMac) {
  EXPECT_EQ(vm_guest(app("/opt"), "macos", "aarch64"),
            "/opt/share/sandtray/guest/sandtray-guest-aarch64");
  EXPECT_EQ(vm_guest(app("/opt"), "macos", "x86_64"),
            "/opt/share/sandtray/guest/sandtray-guest-x86_64");
}

TEST(VmGuest, OneOfAnotherProcessorDoesNotServe) {
  const test::TempDir dir;
  const auto paths = app(dir.path());
  const auto folder = paths.share + "/guest";
  std::filesystem::create_directories(folder);
  ASSERT_TRUE(platform::write_file(folder + "/sandtray-guest-x86_64", "program"));
  const auto found = find_vm_guest(paths, "macos", "x86_64");
  ASSERT_TRUE(found);
  EXPECT_EQ(*found, folder + "/sandtray-guest-x86_64");
  const auto missing = find_vm_guest(paths, "macos", "aarch64");
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, Code::unavailable);
  EXPECT_THAT(missing.error().message, HasSubstr(folder + "/sandtray-guest-aarch64"));
  EXPECT_EQ(missing.error().hint, "Install Sandtray again.");
}

}  // namespace
}  // namespace sandtray::provision
