// SPDX-License-Identifier: MIT
#include "base/result.h"

#include <gtest/gtest.h>

#include <cerrno>

namespace sandtray {
namespace {

TEST(Result, OfAFullDiskSaysWhatToDo) {
  EXPECT_EQ(fail_errno(ENOSPC, "cannot write f").value().hint,
            "Make room on that disk and try again.");
  EXPECT_EQ(fail_errno(ENOSPC, "cannot write f", "Use another.").value().hint, "Use another.");
  EXPECT_EQ(fail_errno(EACCES, "cannot write f").value().hint, "");
}

}  // namespace
}  // namespace sandtray
