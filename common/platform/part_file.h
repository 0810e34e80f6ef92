// SPDX-License-Identifier: MIT
// A file that comes into being piece by piece, as TARGET.part beside its name: the name appears in
// one step, when all is there and on the disk. What is there stays for another try. One process at
// a time has it, by a lock on it (flock(2)); neither name is followed through a link. POSIX only.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "platform/handle.h"

namespace sandtray::platform {

class PartFile {
 public:
  static std::string path_for(const std::string& target) { return target + ".part"; }

  // Makes it (0600) or takes up the one that is there. unavailable if another process has it;
  // refused if either name is a link or no regular file, or the part has a second name or another
  // owner.
  static Result<PartFile> open(const std::string& target);

  std::uint64_t size() const { return size_; }
  // Adds to its end; after an error (a full disk) size() says how much of it was taken.
  Result<> append(std::string_view bytes);
  // At most `size` bytes from that offset; 0 at the end.
  Result<std::size_t> read(std::uint64_t offset, char* buffer, std::size_t size) const;
  Result<> empty();
  // The target, with this mode; what had the name is replaced. Lets go of it.
  Result<> publish(unsigned mode);
  // Removes it and lets go.
  void remove();

 private:
  PartFile(std::string target, OwnedHandle file, std::uint64_t size)
      : target_(std::move(target)), file_(std::move(file)), size_(size) {}

  std::string target_;
  OwnedHandle file_;
  std::uint64_t size_;
};

}  // namespace sandtray::platform
