// SPDX-License-Identifier: MIT
#include "platform/process_command.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/virtualization.h"
#include "support/temp_dir.h"

namespace sandtray::platform {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

TEST(ProcessCommand, IsTheWordsOfAProcess) {
  const auto words = command_of(own_pid());
  ASSERT_THAT(words, Not(IsEmpty()));
  EXPECT_THAT(words[0], EndsWith("linux_unit_test"));
}

TEST(ProcessCommand, OfOneThatHasEndedIsEmpty) {
  SpawnOptions options;
  options.argv = {"/bin/sh", "-c", ":"};
  const auto child = spawn(options);
  ASSERT_TRUE(child);
  (void)wait_for(*child);
  EXPECT_THAT(command_of(*child), IsEmpty());
}

TEST(ProcessCommand, OfNobodyIsEmpty) {
  EXPECT_THAT(command_of(0), IsEmpty());
  EXPECT_THAT(command_of(-1), IsEmpty());
}

TEST(Virtualization, NeedsItsDevice) {
  const test::TempDir folder;
  const auto answer = probe_virtualization(folder / "kvm");
  EXPECT_THAT(answer.refused, HasSubstr("No such file"));
  EXPECT_THAT(answer.fix, HasSubstr("emulated"));
}

TEST(Virtualization, IsNotBelievedOfAnyDevice) {
  EXPECT_THAT(probe_virtualization("/dev/null").refused, HasSubstr("not what KVM is"));
}

}  // namespace
}  // namespace sandtray::platform
