// SPDX-License-Identifier: MIT
// A file that only grows at its end: what append() has taken is in the file, whatever becomes of
// this process.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "platform/handle.h"

namespace sandtray::platform {

class AppendFile {
 public:
  // Makes the file (0600), or empties the one that is there.
  static Result<AppendFile> create(const std::string& path);

  // How much of it was taken is in `bytes`, also when the rest has failed (a full disk).
  Io append(std::string_view bytes);
  // At most `size` bytes from that offset; 0 at the end or when they cannot be read.
  std::size_t read(std::uint64_t offset, char* buffer, std::size_t size) const;
  // Asks the file system to keep so many bytes free for further appends, best effort.
  void reserve(std::uint64_t bytes);
  void end_reserve();
  std::uint64_t size() const { return size_; }

 private:
  OwnedHandle file_;
  std::uint64_t size_ = 0;
};

}  // namespace sandtray::platform
