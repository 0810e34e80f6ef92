// SPDX-License-Identifier: MIT
// What wine cannot prove about Windows is skipped with its reason, never counted as passed;
// docs/unverified.md has the list.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>

// In the body of a test: ends it there when cmake/toolchains/wine.sh runs it.
#define SANDTRAY_UNVERIFIED_UNDER_WINE(reason)           \
  do {                                                   \
    if (std::getenv("SANDTRAY_UNDER_WINE") != nullptr) { \
      GTEST_SKIP() << "wine: " << (reason);              \
    }                                                    \
  } while (false)
