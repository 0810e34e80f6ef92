// SPDX-License-Identifier: MIT
// Puts a file below linux/desktop/ (SANDTRAY_DESKTOP) into the program as it is, between two
// symbols.
#pragma once

#include <cstddef>
#include <string_view>

// A declaration takes no parentheses around its name.
// NOLINTBEGIN(bugprone-macro-parentheses)
#define SANDTRAY_EMBED(symbol, file)                                                 \
  asm(".pushsection .rodata\n"                                                       \
      ".balign 4\n" #symbol ":\n.incbin \"" SANDTRAY_DESKTOP "/" file "\"\n" #symbol \
      "_end:\n"                                                                      \
      ".popsection\n");                                                              \
  extern "C" const char symbol[];                                                    \
  extern "C" const char symbol##_end[]

#define SANDTRAY_EMBEDDED(symbol) \
  std::string_view(symbol, static_cast<std::size_t>(symbol##_end - symbol))
// NOLINTEND(bugprone-macro-parentheses)
