// SPDX-License-Identifier: MIT
// Tells when the Mac has woken up: timers have stood still while it slept. Main thread only.
#pragma once

#include <functional>
#include <memory>

namespace sandtray::tray {

class WakeWatch {
 public:
  explicit WakeWatch(std::function<void()> woken);
  WakeWatch(const WakeWatch&) = delete;
  WakeWatch& operator=(const WakeWatch&) = delete;
  ~WakeWatch();

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace sandtray::tray
