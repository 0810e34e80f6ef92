// SPDX-License-Identifier: MIT
// One file by its hash, from the places that there are for it.
#include <sys/stat.h>

#include <filesystem>

#include "network/fetch_fixture.h"

namespace sandtray::network {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

TEST_F(Fetch, GivesTheFileAndNothingElse) {
  const auto fetched = get({"/whole"});
  expect_whole(fetched);
  EXPECT_EQ(fetched->source, server_->url("/whole"));
  EXPECT_EQ(std::filesystem::status(target_).permissions(), std::filesystem::perms(0600));
  const auto asked = server_->requests();
  ASSERT_THAT(asked, SizeIs(1));
  EXPECT_EQ(asked[0]["Range"], nullptr);
  EXPECT_THAT(asked[0]["User-Agent"].get<std::string>(), HasSubstr("sandtray/"));
}

TEST_F(Fetch, ForEverybodyIfAsked) {
  auto wish = request({"/whole"});
  wish.mode = 0644;
  const auto mask = umask(0077);
  expect_whole(fetch(wish));
  umask(mask);
  EXPECT_EQ(std::filesystem::status(target_).permissions(), std::filesystem::perms(0644));
}

TEST_F(Fetch, WhatIsThereAlreadyIsNotFetched) {
  ASSERT_TRUE(platform::write_file(target_, content_));
  put_part("begun");
  const auto fetched = get({"/whole"});
  expect_whole(fetched);
  EXPECT_EQ(fetched->source, "");
  EXPECT_THAT(server_->requests(), IsEmpty());
}

TEST_F(Fetch, ReplacesAnotherFileOfThatNameOnlyWhenAllIsThere) {
  ASSERT_TRUE(platform::write_file(target_, "old"));
  EXPECT_FALSE(get({"/wrong"}));
  EXPECT_EQ(platform::read_file(target_).value_or(""), "old");
  expect_whole(get({"/whole"}));
}

TEST_F(Fetch, AnAnswerWithoutALengthIsTakenToItsEnd) {
  expect_whole(get({"/no-length"}));
}

TEST_F(Fetch, AWrongFileIsRemovedAndTheNextPlaceAsked) {
  expect_whole(get({"/wrong", "/longer", "/status/404", "/whole"}));
  ASSERT_THAT(failures_, SizeIs(3));
  EXPECT_THAT(failures_[0], HasSubstr("another content than was asked for: sha256:"));
  EXPECT_THAT(failures_[2], HasSubstr("answers with 404"));
}

TEST_F(Fetch, AWrongFileIsNeverThere) {
  const auto fetched = get({"/wrong"});
  ASSERT_FALSE(fetched);
  EXPECT_EQ(fetched.error().code, Code::refused);
  expect_nothing();
}

TEST_F(Fetch, AnswersThatAreNoFileLeaveNothing) {
  for (const auto* const code : {"204", "404", "416", "500", "503"}) {
    const auto fetched = get({std::string("/status/") + code});
    ASSERT_FALSE(fetched) << code;
    EXPECT_THAT(fetched.error().message, HasSubstr(code));
    EXPECT_EQ(fetched.error().code, Code::unavailable);
    expect_nothing();
  }
}

TEST_F(Fetch, MoreThanIsAllowedIsNotKept) {
  auto wish = request({"/endless", "/whole"});
  wish.max_bytes = length;
  expect_whole(fetch(wish, listen()));
  EXPECT_THAT(failures_.at(0), HasSubstr("larger than the 64 bytes"));
  ASSERT_TRUE(platform::remove_tree(target_));
  wish.max_bytes = length - 1;
  wish.sources.assign({server_->url("/whole")});
  EXPECT_EQ(fetch(wish).error().code, Code::refused);
  expect_nothing();
}

TEST_F(Fetch, RedirectsLeadToHttpsAlone) {
  ASSERT_TRUE(platform::write_file(*served_ / "secret", content_));
  for (const auto& to : {"file://" + (*served_ / "secret"), server_->url("/whole"),
                         std::string("ftp://127.0.0.1/x"), std::string("gopher://127.0.0.1/x")}) {
    const auto fetched = get({"/redirect/?" + to});
    ASSERT_FALSE(fetched) << to;
    EXPECT_THAT(fetched.error().message, HasSubstr("not https")) << to;
    expect_nothing();
  }
}

TEST_F(Fetch, HttpIsForThoseWhoAskForIt) {
  auto wish = request({"/whole"});
  wish.allow_http = false;
  EXPECT_EQ(fetch(wish).error().code, Code::refused);
  EXPECT_THAT(server_->requests(), IsEmpty());
}

TEST_F(Fetch, AFileOfThisMachineIsTakenAsWell) {
  const auto here = *served_ / "served";
  expect_whole(get({"/" + here}));
  ASSERT_TRUE(platform::remove_tree(target_));
  put_part("something");
  expect_whole(get({"//no/such/file", "file://" + here}));
  EXPECT_THAT(failures_.at(0), HasSubstr("/no/such/file"));
  EXPECT_THAT(server_->requests(), IsEmpty());
  ASSERT_TRUE(platform::remove_tree(target_));
  ASSERT_TRUE(platform::write_file(*served_ / "wrong", "wrong"));
  EXPECT_EQ(get({"/" + (*served_ / "wrong")}).error().code, Code::refused);
  expect_nothing();
}

}  // namespace
}  // namespace sandtray::network
