// SPDX-License-Identifier: MIT
#include "platform/wait_any.h"

#include <algorithm>

#include "platform/native.h"

namespace sandtray::platform {
namespace {

constexpr std::size_t at_once = MAXIMUM_WAIT_OBJECTS - 1;

void CALLBACK wake(void* event, BOOLEAN) {
  SetEvent(event);
}

}  // namespace

void wait_any(const std::vector<HANDLE>& handles, DWORD milliseconds) {
  std::vector<HANDLE> direct(
      handles.begin(),
      handles.begin() + static_cast<std::ptrdiff_t>(std::min(handles.size(), at_once)));
  if (handles.empty()) return Sleep(milliseconds);
  // The rest is for the system's own threads, which wait in our place.
  std::vector<HANDLE> waits;
  NativeHandle woken;
  if (handles.size() > at_once) {
    woken = NativeHandle(CreateEventW(nullptr, TRUE, FALSE, nullptr));
    direct.push_back(woken.get());
  }
  for (std::size_t i = at_once; i < handles.size(); ++i) {
    HANDLE wait = nullptr;
    if (RegisterWaitForSingleObject(&wait, handles[i], wake, woken.get(), INFINITE,
                                    WT_EXECUTEINWAITTHREAD | WT_EXECUTEONLYONCE)) {
      waits.push_back(wait);
    }
  }
  WaitForMultipleObjects(static_cast<DWORD>(direct.size()), direct.data(), FALSE, milliseconds);
  for (const HANDLE wait : waits) UnregisterWaitEx(wait, INVALID_HANDLE_VALUE);
}

}  // namespace sandtray::platform
