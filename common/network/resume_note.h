// SPDX-License-Identifier: MIT
// What is known of a part that waits to be gone on with: which file it is of, and what the server
// called that state of it. TARGET.part.json, beside the part. It only saves work: whether the bytes
// are right is told by the hash of the whole.
#pragma once

#include <string>

#include "network/digest.h"

namespace sandtray::network {

struct ResumeNote {
  std::string digest;  // of the whole
  std::string source;  // as it is shown
  std::string
      validator;  // for If-Range: a strong ETag, or a Last-Modified; empty if there was none

  bool operator==(const ResumeNote&) const = default;
};

// Empty if there is none that can be read.
ResumeNote read_note(const std::string& target);
Result<> write_note(const std::string& target, const ResumeNote& note);
void remove_note(const std::string& target);

}  // namespace sandtray::network
