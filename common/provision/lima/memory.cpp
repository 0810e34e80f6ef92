// SPDX-License-Identifier: MIT
#include "provision/lima/memory.h"

#include "base/text.h"
#include "platform/process_usage.h"
#include "provision/lima/vm.h"

namespace sandtray::provision {
namespace {

constexpr std::chrono::milliseconds patience_for_memory = std::chrono::seconds(5);

// "NAME:   123 kB"
std::optional<std::uint64_t> kib_of(std::string_view meminfo, std::string_view name) {
  for (const auto& line : split(std::string(meminfo), '\n')) {
    if (!line.starts_with(name)) continue;
    const auto begin = line.find_first_of("0123456789");
    if (begin == std::string::npos) return std::nullopt;
    const auto digits = line.substr(begin, line.find_first_not_of("0123456789", begin) - begin);
    const auto kib = decimal_number(digits);
    return kib ? std::optional<std::uint64_t>(*kib) : std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::uint64_t> used_memory(std::string_view meminfo) {
  const auto all = kib_of(meminfo, "MemTotal:");
  const auto available = kib_of(meminfo, "MemAvailable:");
  if (!all || !available || *available > *all) return std::nullopt;
  return (*all - *available) * 1024;
}

VmMemory Vm::memory(const VmView& view) const {
  VmMemory memory;
  if (view.host_agent == 0) return memory;
  const auto usage = platform::usage_of_tree(view.host_agent);
  if (usage) memory.held = usage->memory_bytes;
  const auto what = made();
  if (view.state != VmState::ready || !what) return memory;
  const Connection connection(place_, facts(*what));
  const auto said = connection.ask({"cat", "/proc/meminfo"}, patience_for_memory);
  if (said && said->in_time && said->code == 0) memory.used = used_memory(said->text);
  return memory;
}

}  // namespace sandtray::provision
