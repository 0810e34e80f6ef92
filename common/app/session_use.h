// SPDX-License-Identifier: MIT
// What sessions use of the machine, from two looks at each. Pure.
#pragma once

#include <cstdint>
#include <map>
#include <string>

namespace sandtray::app {

struct UseWords {
  std::string cpu;     // "12 %" of one processor
  std::string memory;  // "340 MiB"

  bool operator==(const UseWords&) const = default;
};

class SessionUse {
 public:
  // `now_ms` is of a clock that never goes back. The first look at a session knows only its memory.
  UseWords look(const std::string& session, std::int64_t now_ms, std::uint64_t cpu_ms,
                std::uint64_t memory_bytes);
  void forget(const std::string& session) { looks_.erase(session); }

 private:
  struct Look {
    std::int64_t at_ms;
    std::uint64_t cpu_ms;
  };
  std::map<std::string, Look> looks_;
};

std::string memory_words(std::uint64_t bytes);

}  // namespace sandtray::app
