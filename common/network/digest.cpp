// SPDX-License-Identifier: MIT
#include "network/digest.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "base/text.h"
#include "platform/file.h"

namespace sandtray::network {
namespace {

constexpr std::size_t piece = 256 * 1024;
constexpr std::string_view digits = "0123456789abcdef";
constexpr std::pair<std::string_view, Algorithm> names[] = {{"sha256", Algorithm::sha256},
                                                            {"sha512", Algorithm::sha512}};

char lower(char c) {
  return c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
}

Result<Digest> finish(Algorithm algorithm, Hasher& hasher) {
  const auto hash = hasher.finish();
  if (hash.size() != bytes_of(algorithm)) {
    return fail(Code::internal, "the library for hashes has failed");
  }
  Digest digest{algorithm, {}};
  for (const char c : hash) {
    const auto byte = static_cast<unsigned char>(c);
    digest.hex += digits[byte >> 4];
    digest.hex += digits[byte & 15];
  }
  return digest;
}

}  // namespace

Result<Digest> parse_digest(std::string_view text) {
  const auto colon = text.find(':');
  for (const auto& [name, algorithm] : names) {
    if (colon == std::string_view::npos || text.substr(0, colon) != name) continue;
    Digest digest{algorithm, std::string(text.substr(colon + 1))};
    std::transform(digest.hex.begin(), digest.hex.end(), digest.hex.begin(), lower);
    if (digest.hex.size() == 2 * bytes_of(algorithm) &&
        digest.hex.find_first_not_of(digits) == std::string::npos) {
      return digest;
    }
  }
  return fail(Code::usage, "\"" + display_text(text) + "\" is no digest",
              "It is sha256: with 64 hexadecimal digits, or sha512: with 128.");
}

std::string to_text(const Digest& digest) {
  for (const auto& [name, algorithm] : names) {
    if (algorithm == digest.algorithm) return std::string(name) + ":" + digest.hex;
  }
  return {};
}

Result<Digest> digest_of(Algorithm algorithm, const Reader& read) {
  const auto hasher = make_hasher(algorithm);
  std::vector<char> buffer(piece);
  while (true) {
    const auto got = read(buffer.data(), buffer.size());
    if (!got) return Failure(got.error());
    if (*got == 0) return finish(algorithm, *hasher);
    hasher->add({buffer.data(), *got});
  }
}

Result<Digest> digest_of_bytes(Algorithm algorithm, std::string_view bytes) {
  const auto hasher = make_hasher(algorithm);
  hasher->add(bytes);
  return finish(algorithm, *hasher);
}

Result<Digest> digest_of_file(Algorithm algorithm, const std::string& path) {
  const auto file = platform::open_readable(path);
  if (!file) return Failure(file.error());
  return digest_of(algorithm, [&](char* buffer, std::size_t size) -> Result<std::size_t> {
    const auto io = platform::read_some(file->get(), buffer, size);
    if (io.state == platform::IoState::ok) return io.bytes;
    if (io.state == platform::IoState::closed) return 0;
    return fail_errno(io.error, "cannot read " + path);
  });
}

}  // namespace sandtray::network
