// SPDX-License-Identifier: MIT
#include "platform/reserve.h"

#include "platform/native.h"

namespace sandtray::platform {

void reserve_space(Handle file, std::uint64_t offset, std::uint64_t bytes) {
  FILE_STANDARD_INFO present{};
  const HANDLE native = native_of(file);
  if (!GetFileInformationByHandleEx(native, FileStandardInfo, &present, sizeof present)) return;
  FILE_ALLOCATION_INFO wanted{};
  wanted.AllocationSize.QuadPart = static_cast<LONGLONG>(offset + bytes);
  // Less than what is in it would cut it.
  if (wanted.AllocationSize.QuadPart < present.EndOfFile.QuadPart) return;
  SetFileInformationByHandle(native, FileAllocationInfo, &wanted, sizeof wanted);
}

}  // namespace sandtray::platform
