// SPDX-License-Identifier: MIT
// What a file has to be, byte for byte: "sha256:HEX" or "sha512:HEX", the form that Lima and
// container registries have. Two digests are the same file only if both parts are equal.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "network/hasher.h"

namespace sandtray::network {

struct Digest {
  Algorithm algorithm = Algorithm::sha256;
  std::string hex;  // lower case, two for each byte

  bool operator==(const Digest&) const = default;
};

// Upper-case digits are taken too. Code::usage for anything else.
Result<Digest> parse_digest(std::string_view text);
std::string to_text(const Digest& digest);

// Puts at most `size` bytes into the buffer and says how many; 0 at the end.
using Reader = std::function<Result<std::size_t>(char* buffer, std::size_t size)>;

// Reads to the end. The whole is never in memory.
Result<Digest> digest_of(Algorithm algorithm, const Reader& read);
Result<Digest> digest_of_bytes(Algorithm algorithm, std::string_view bytes);
// Of a regular file.
Result<Digest> digest_of_file(Algorithm algorithm, const std::string& path);

}  // namespace sandtray::network
