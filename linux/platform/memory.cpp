// SPDX-License-Identifier: MIT
#include "platform/memory.h"

#include <link.h>
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>

namespace sandtray::platform {
namespace {

struct ConstantParts {
  struct {
    void* begin;
    std::size_t size;
  } part[4];
  int count = 0;
};

// Whole pages of the program's code and tables; the first object is the program itself.
int find_constant_parts(dl_phdr_info* object, std::size_t, void* to) {
  auto& found = *static_cast<ConstantParts*>(to);
  const auto page = static_cast<std::uintptr_t>(sysconf(_SC_PAGESIZE));
  for (int i = 0; i < object->dlpi_phnum && found.count < 4; ++i) {
    const auto& part = object->dlpi_phdr[i];
    if (part.p_type != PT_LOAD || (part.p_flags & PF_W) != 0) continue;
    const std::uintptr_t at = object->dlpi_addr + part.p_vaddr;
    const auto begin = (at + page - 1) & ~(page - 1);
    const auto end = (at + part.p_memsz) & ~(page - 1);
    if (begin < end) found.part[found.count++] = {reinterpret_cast<void*>(begin), end - begin};
  }
  return 1;
}

}  // namespace

void release_unused_memory() {
  malloc_trim(0);
  // The code and the tables that the start has used need not stay mapped; what is needed again
  // comes back from the page cache. Most of the resident memory of a session host is such. All is
  // found before the first part goes, because whatever runs afterwards comes back.
  ConstantParts found;
  dl_iterate_phdr(find_constant_parts, &found);
  for (int i = 0; i < found.count; ++i) {
    madvise(found.part[i].begin, found.part[i].size, MADV_DONTNEED);
  }
}

}  // namespace sandtray::platform
