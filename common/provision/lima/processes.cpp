// SPDX-License-Identifier: MIT
#include "provision/lima/processes.h"

#include <algorithm>
#include <charconv>

#include "base/path.h"
#include "platform/process_command.h"

namespace sandtray::provision {
namespace {

constexpr std::uint64_t most_bytes = 64;

platform::ProcessId number_in(const std::string& path) {
  const auto text = platform::read_file(path, most_bytes);
  int number = 0;
  if (text) std::from_chars(text->data(), text->data() + text->size(), number);
  return number;
}

}  // namespace

bool is_of_lima(platform::ProcessId pid) {
  auto words = platform::command_of(pid);
  words.resize(std::min<std::size_t>(words.size(), 2));  // a script's own name is the second one
  return std::any_of(words.begin(), words.end(), [](const std::string& word) {
    const auto name = name_of(word);
    return name.starts_with("limactl") || name.starts_with("qemu-system-");
  });
}

platform::ProcessId starter_of(const VmPlace& place) {
  return number_in(place.starter);
}

Result<> forget_strangers(const VmPlace& place) {
  for (const auto* name : {"/ha.pid", "/qemu.pid", "/vz.pid"}) {
    const auto path = place.instance + name;
    const auto pid = number_in(path);
    if (pid > 0 && !platform::command_of(pid).empty() && !is_of_lima(pid)) {
      SANDTRAY_TRY(platform::remove_tree(path));
    }
  }
  return {};
}

}  // namespace sandtray::provision
