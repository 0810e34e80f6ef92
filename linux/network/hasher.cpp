// SPDX-License-Identifier: MIT
#include "network/hasher.h"

#include <openssl/evp.h>

namespace sandtray::network {
namespace {

struct Free {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

class OpenSslHasher : public Hasher {
 public:
  explicit OpenSslHasher(const EVP_MD* algorithm) : context_(EVP_MD_CTX_new()) {
    works_ = context_ && EVP_DigestInit_ex(context_.get(), algorithm, nullptr) == 1;
  }

  void add(std::string_view bytes) override {
    works_ = works_ && EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) == 1;
  }

  std::string finish() override {
    unsigned char hash[EVP_MAX_MD_SIZE];
    unsigned size = 0;
    works_ = works_ && EVP_DigestFinal_ex(context_.get(), hash, &size) == 1;
    return works_ ? std::string(hash, hash + size) : std::string();
  }

 private:
  std::unique_ptr<EVP_MD_CTX, Free> context_;
  bool works_ = false;
};

}  // namespace

std::unique_ptr<Hasher> make_hasher(Algorithm algorithm) {
  return std::make_unique<OpenSslHasher>(algorithm == Algorithm::sha256 ? EVP_sha256()
                                                                        : EVP_sha512());
}

}  // namespace sandtray::network
