// SPDX-License-Identifier: MIT
#include "network/digest.h"

#include <gmock/gmock.h>

#include "platform/file.h"
#include "support/temp_dir.h"

namespace sandtray::network {
namespace {

// FIPS 180-4's examples, as NIST publishes them.
constexpr auto abc_256 = "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
constexpr auto abc_512 =
    "sha512:ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
    "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f";
constexpr auto empty_256 =
    "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

std::string of(Algorithm algorithm, std::string_view bytes) {
  const auto digest = digest_of_bytes(algorithm, bytes);
  return digest ? to_text(*digest) : digest.error().message;
}

TEST(Digest, IsThatOfTheStandard) {
  EXPECT_EQ(of(Algorithm::sha256, "abc"), abc_256);
  EXPECT_EQ(of(Algorithm::sha512, "abc"), abc_512);
  EXPECT_EQ(of(Algorithm::sha256, ""), empty_256);
}

TEST(Digest, OfAFileIsThatOfItsBytes) {
  const test::TempDir folder;
  std::string bytes;  // more than one piece, and no multiple of one
  for (int i = 0; i < 700'001; ++i) bytes += static_cast<char>(i * 7);
  ASSERT_TRUE(platform::write_file(folder / "file", bytes));
  for (const auto algorithm : {Algorithm::sha256, Algorithm::sha512}) {
    const auto digest = digest_of_file(algorithm, folder / "file");
    ASSERT_TRUE(digest) << digest.error().message;
    EXPECT_EQ(to_text(*digest), of(algorithm, bytes));
  }
  EXPECT_EQ(digest_of_file(Algorithm::sha256, folder / "none").error().code, Code::not_found);
  EXPECT_FALSE(digest_of_file(Algorithm::sha256, folder.path()));
}

TEST(Digest, OfWhatCannotBeReadIsAnError) {
  int calls = 0;
  const auto digest =
      digest_of(Algorithm::sha256, [&](char* buffer, std::size_t) -> Result<std::size_t> {
        *buffer = 'a';
        if (++calls == 1) return 1;
        return fail(Code::internal, "the disk is broken");
      });
  EXPECT_EQ(digest.error().message, "the disk is broken");
}

TEST(Digest, IsReadInOneFormAlone) {
  const auto digest = parse_digest(abc_512);
  ASSERT_TRUE(digest);
  EXPECT_EQ(to_text(*digest), abc_512);
  auto upper = std::string(abc_256);
  upper.replace(7, 4, "BA78");
  EXPECT_EQ(parse_digest(upper).value_or(Digest{}), *parse_digest(abc_256));
  EXPECT_NE(*parse_digest(abc_256), *parse_digest(empty_256));
}

TEST(Digest, RefusesEverythingElse) {
  const std::string good = abc_256;
  const auto hex = good.substr(7);
  for (const auto& text :
       {std::string(), std::string("sha256:"), hex, "md5:" + hex, "sha512:" + hex, good + "0",
        good.substr(0, good.size() - 1), good.substr(0, good.size() - 1) + "g", " " + good,
        good + "\n", "SHA256:" + hex, "sha256:0x" + hex.substr(2)}) {
    const auto digest = parse_digest(text);
    ASSERT_FALSE(digest) << text;
    EXPECT_EQ(digest.error().code, Code::usage);
  }
}

}  // namespace
}  // namespace sandtray::network
