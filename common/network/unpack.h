// SPDX-License-Identifier: MIT
// Unpacks an archive into a new folder, all of it or nothing: .tar.gz, .tar.xz, .tar.zst and .zip.
// It may be hostile. What is made is plain files, folders, and links that stay in the folder; modes
// are 0755 or 0644 and the owner is this user, whatever the archive says; no extended attributes or
// access lists. Everything else in it is a reason to refuse all of it.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "base/result.h"

namespace sandtray::network {

struct UnpackLimits {
  std::uint64_t entries = 100'000;
  std::uint64_t bytes = std::uint64_t{8} << 30;  // of all files
  // So many times the archive's own size, beside what is allowed to the smallest: real ones have
  // less than a tenth of it.
  std::uint64_t ratio = 100, bytes_anyway = 16u << 20;
};

// Gets the bytes of files so far, often; false cancels.
using UnpackProgress = std::function<bool(std::uint64_t bytes)>;

// The folder must not be there yet; the one above it is. refused: the archive is hostile, damaged
// or none of these kinds; unavailable: cancelled, or another process unpacks to there; internal:
// this machine (a full disk). Nothing is left then. Blocks; the callback is on the calling thread.
Result<> unpack(const std::string& archive, const std::string& folder,
                const UnpackLimits& limits = {}, const UnpackProgress& progress = {});

}  // namespace sandtray::network
