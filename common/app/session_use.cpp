// SPDX-License-Identifier: MIT
#include "app/session_use.h"

#include "app/window_strings.h"

namespace sandtray::app {

std::string memory_words(std::uint64_t bytes) {
  constexpr std::uint64_t mib = 1 << 20;
  if (bytes < mib) return std::to_string((bytes + 1023) / 1024) + " KiB";
  if (bytes < 1024 * mib) return std::to_string((bytes + mib / 2) / mib) + " MiB";
  const auto tenths = (bytes * 10 + 512 * mib) / (1024 * mib);
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " GiB";
}

// Of one processor; more than 100 % is more than one. What ended meanwhile may take its time along.
UseWords SessionUse::look(const std::string& session, std::int64_t now_ms, std::uint64_t cpu_ms,
                          std::uint64_t memory_bytes) {
  UseWords words{strings::use_unknown, memory_words(memory_bytes)};
  const auto before = looks_.find(session);
  if (before != looks_.end() && now_ms > before->second.at_ms) {
    const auto passed = static_cast<std::uint64_t>(now_ms - before->second.at_ms);
    const auto used = cpu_ms > before->second.cpu_ms ? cpu_ms - before->second.cpu_ms : 0;
    words.cpu = std::to_string((used * 100 + passed / 2) / passed) + " %";
  }
  looks_[session] = {now_ms, cpu_ms};
  return words;
}

}  // namespace sandtray::app
