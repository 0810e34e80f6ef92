// SPDX-License-Identifier: MIT
#include "platform/memory.h"

#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>

extern "C" {
// The linker's names for the beginning and the end of the program's code.
extern char __executable_start;
extern char etext;
}

namespace sandtray::platform {

void release_unused_memory() {
  malloc_trim(0);
  // The code that ran at the start need not stay mapped; what is needed again comes back from the
  // page cache. Half of the resident memory of a session host is such code.
  const auto page = static_cast<std::uintptr_t>(sysconf(_SC_PAGESIZE));
  const auto begin =
      (reinterpret_cast<std::uintptr_t>(&__executable_start) + page - 1) & ~(page - 1);
  const auto end = reinterpret_cast<std::uintptr_t>(&etext) & ~(page - 1);
  if (begin < end) madvise(reinterpret_cast<void*>(begin), end - begin, MADV_DONTNEED);
}

}  // namespace sandtray::platform
