// SPDX-License-Identifier: MIT
#include "network/hasher.h"

#include <CommonCrypto/CommonDigest.h>

namespace sandtray::network {
namespace {

// It counts in 32 bits.
constexpr std::size_t most_at_once = std::size_t{1} << 30;

template <class Context, auto init, auto update, auto final>
class CommonHasher : public Hasher {
 public:
  explicit CommonHasher(std::size_t size) : size_(size) { init(&context_); }

  void add(std::string_view bytes) override {
    while (!bytes.empty()) {
      const auto now = bytes.substr(0, most_at_once);
      update(&context_, now.data(), static_cast<CC_LONG>(now.size()));
      bytes.remove_prefix(now.size());
    }
  }

  std::string finish() override {
    std::string hash(size_, '\0');
    final(reinterpret_cast<unsigned char*>(hash.data()), &context_);
    return hash;
  }

 private:
  Context context_;
  std::size_t size_;
};

using Sha256 = CommonHasher<CC_SHA256_CTX, CC_SHA256_Init, CC_SHA256_Update, CC_SHA256_Final>;
using Sha512 = CommonHasher<CC_SHA512_CTX, CC_SHA512_Init, CC_SHA512_Update, CC_SHA512_Final>;

}  // namespace

std::unique_ptr<Hasher> make_hasher(Algorithm algorithm) {
  const auto size = bytes_of(algorithm);
  if (algorithm == Algorithm::sha256) return std::make_unique<Sha256>(size);
  return std::make_unique<Sha512>(size);
}

}  // namespace sandtray::network
