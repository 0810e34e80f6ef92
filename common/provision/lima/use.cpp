// SPDX-License-Identifier: MIT
#include "provision/lima/use.h"

#include <utility>

namespace sandtray::provision {
namespace {

constexpr std::string_view prefix = "use-";

}  // namespace

Result<VmUse> VmUse::begin(const VmPlace& place, const std::string& name) {
  SANDTRAY_TRY(platform::make_private_folder(place.folder));
  auto path = place.folder + "/" + std::string(prefix) + name;
  auto lock = platform::FileLock::acquire(path, /*wait=*/false);
  if (!lock) return Failure(lock.error());
  return VmUse(std::move(path), std::move(*lock));
}

VmUse::VmUse(VmUse&& other) noexcept
    : path_(std::exchange(other.path_, "")), lock_(std::move(other.lock_)) {}

VmUse::~VmUse() {
  if (!path_.empty()) (void)platform::remove_tree(path_);
}

std::string held_mark(const VmPlace& place) {
  for (const auto& name : platform::list_folder(place.folder)) {
    auto path = place.folder + "/" + name;
    if (name.starts_with(prefix) && platform::is_locked(path)) return path;
  }
  return "";
}

// One that is marked between the two words below sees the lock of whoever asks.
bool is_used(const VmPlace& place) {
  bool used = false;
  for (const auto& name : platform::list_folder(place.folder)) {
    if (!name.starts_with(prefix)) continue;
    const auto path = place.folder + "/" + name;
    if (platform::is_locked(path)) {
      used = true;
    } else {
      (void)platform::remove_tree(path);
    }
  }
  return used;
}

}  // namespace sandtray::provision
