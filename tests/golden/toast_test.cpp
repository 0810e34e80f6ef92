// SPDX-License-Identifier: MIT
// Whole toasts, as they are written down in toasts/*.xml. After a change that is meant:
// UPDATE_GOLDEN=1 build/dev/bin/toast_golden_test, then read the difference.
#include "app/toast.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "platform/file.h"
#include "unit/app/sessions.h"

namespace sandtray::app {
namespace {

struct Case {
  std::string name;
  Notification notification;
};

std::vector<Case> cases() {
  const std::string home = "/home/ann";
  auto hostile = *describe_event(blocked_session("question", "a"), 0, home);
  hostile.title = "\"><action content=\"x\" arguments=\"log\"/>\x1b[31m & 'co'";
  return {
      {"finished", *describe_event(ended_session(0, 300), 300'000, home)},
      {"needs-you", *describe_event(blocked_session("permission", "Bash: make <all>"), 0, home)},
      {"hostile", hostile},
      {"many", many_sessions({"abcd2345", "bcde3456"})}};
}

TEST(ToastGolden, IsAsWrittenDown) {
  for (const auto& one : cases()) {
    SCOPED_TRACE(one.name);
    const auto path =
        std::string(SANDTRAY_SOURCE_DIR) + "/tests/golden/toasts/" + one.name + ".xml";
    const auto xml = toast_xml(one.notification);
    if (std::getenv("UPDATE_GOLDEN") != nullptr) {
      ASSERT_TRUE(platform::write_file(path, xml, 0644));
    }
    const auto expected = platform::read_file(path);
    ASSERT_TRUE(expected) << "no " << path;
    EXPECT_EQ(xml, *expected);
  }
}

}  // namespace
}  // namespace sandtray::app
