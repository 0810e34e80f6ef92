// SPDX-License-Identifier: MIT
// One cryptographic hash that is fed piece by piece. The body is the system's own library: OpenSSL
// on Linux, CommonCrypto on macOS. For one thread at a time.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

namespace sandtray::network {

enum class Algorithm { sha256, sha512 };  // FIPS 180-4

constexpr std::size_t bytes_of(Algorithm algorithm) {
  return algorithm == Algorithm::sha256 ? 32 : 64;
}

class Hasher {
 public:
  virtual ~Hasher() = default;
  virtual void add(std::string_view bytes) = 0;
  // The hash of all that was added, as bytes_of() bytes; empty if the library has failed. Ends it.
  virtual std::string finish() = 0;
};

std::unique_ptr<Hasher> make_hasher(Algorithm algorithm);

}  // namespace sandtray::network
