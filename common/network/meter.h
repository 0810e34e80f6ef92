// SPDX-License-Identifier: MIT
// How fast something goes now: over the last two to four seconds, so that a pause shows and a
// single quick packet does not.
#pragma once

#include <chrono>
#include <cstdint>

namespace sandtray::network {

class Meter {
 public:
  using Time = std::chrono::steady_clock::time_point;

  Meter(Time now, std::uint64_t bytes) : older_{now, bytes}, newer_{now, bytes} {}

  // Bytes per second.
  std::uint64_t rate(Time now, std::uint64_t bytes) {
    if (now - newer_.time >= std::chrono::seconds(2)) {
      older_ = newer_;
      newer_ = {now, bytes};
    }
    const std::chrono::duration<double> elapsed = now - older_.time;
    if (elapsed.count() <= 0 || bytes < older_.bytes) return 0;
    return static_cast<std::uint64_t>(static_cast<double>(bytes - older_.bytes) / elapsed.count());
  }

 private:
  struct Mark {
    Time time;
    std::uint64_t bytes;
  };
  Mark older_, newer_;
};

}  // namespace sandtray::network
