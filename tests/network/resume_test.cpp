// SPDX-License-Identifier: MIT
// What has come stays and is gone on with, whatever has become of the rest.
#include "network/fetch_fixture.h"

namespace sandtray::network {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

// The first try is cut there; it goes on by itself if anything came.
TEST_F(Fetch, GoesOnAfterACutAtAnyByte) {
  for (std::size_t at = 0; at <= length; ++at) {
    SCOPED_TRACE(at);
    const auto path = "/cut/" + std::to_string(at) + "/goes-on";
    auto fetched = get({path});
    if (at == 0) {
      EXPECT_FALSE(fetched);
      fetched = get({path});
    }
    expect_whole(fetched);
    const auto asked = server_->requests();
    if (at > 0 && at < length) {
      ASSERT_THAT(asked, SizeIs(2));
      EXPECT_EQ(asked[1]["Range"], "bytes=" + std::to_string(at) + "-");
      EXPECT_EQ(asked[1]["If-Range"], "\"new\"");
    }
    ASSERT_TRUE(platform::remove_tree(target_));
  }
}

// Another call, which finds the part of one that was killed there.
TEST_F(Fetch, TakesUpAPartOfAnyLength) {
  for (std::size_t at = 0; at <= length; ++at) {
    SCOPED_TRACE(at);
    put_part(content_.substr(0, at));
    expect_whole(get({"/whole"}));
    const auto asked = server_->requests();
    ASSERT_THAT(asked, SizeIs(1));
    EXPECT_EQ(asked[0]["Range"], at > 0 ? Json("bytes=" + std::to_string(at) + "-") : Json());
    ASSERT_TRUE(platform::remove_tree(target_));
  }
}

// Of the answer to one that goes on at byte 20. What is there stays, whatever had been said by
// then.
TEST_F(Fetch, AnAnswerThatIsCutBeforeTheFileCostsNothing) {
  Json range = "bytes=20-";
  int at = 0;
  for (; range == "bytes=20-"; at += 7) {
    SCOPED_TRACE(at);
    ASSERT_LT(at, 1000);
    put_part(content_.substr(0, 20));
    const auto path = "/cut-head/" + std::to_string(at);
    if (!get({path})) {
      ASSERT_EQ(platform::read_file(part_).value_or(""), content_.substr(0, 20));
      expect_whole(get({path}));
    }
    const auto asked = server_->requests();
    ASSERT_THAT(asked, SizeIs(2));
    range = asked[1]["Range"];
    ASSERT_TRUE(platform::remove_tree(target_));
  }
  EXPECT_THAT(range.dump(), HasSubstr("bytes=2"));  // by then something of the file came
  EXPECT_GT(at, 100);
}

TEST_F(Fetch, ByteByByteIsTooSlowForOneSourceAndKeepsWhatCame) {
  const auto fetched = get({"/crawl/1"});
  ASSERT_FALSE(fetched);
  EXPECT_THAT(fetched.error().hint, HasSubstr("20 bytes are there already"));
  EXPECT_EQ(platform::read_file(part_).value_or(""), content_.substr(0, 20));
  EXPECT_FALSE(platform::exists(target_));
  expect_whole(get({"/status/503", "/crawl/3"}));
}

TEST_F(Fetch, AServerWithoutRangesGivesItAllAgain) {
  expect_whole(get({"/no-ranges/20/once"}));
  EXPECT_THAT(server_->requests(), SizeIs(2));
}

TEST_F(Fetch, AFileThatHasChangedMeanwhileIsFetchedAnew) {
  expect_whole(get({"/changed/20/tag"}));
  EXPECT_EQ(server_->requests().at(1)["If-Range"], "\"old\"");
  ASSERT_TRUE(platform::remove_tree(target_));
  expect_whole(get({"/changed-date/20/date"}));
  EXPECT_THAT(server_->requests().at(1)["If-Range"].get<std::string>(), HasSubstr("2023"));
  ASSERT_TRUE(platform::remove_tree(target_));
  expect_whole(get({"/changed-unsaid/20/unsaid"}));
  const auto asked = server_->requests();
  ASSERT_THAT(asked, SizeIs(3));  // the hash tells, so that all of it is asked for
  EXPECT_EQ(asked[1]["If-Range"], nullptr);
  EXPECT_EQ(asked[2]["Range"], nullptr);
}

TEST_F(Fetch, AnotherPartThanWasAskedForIsNotTaken) {
  expect_whole(get({"/lies/20/once"}));
  EXPECT_THAT(server_->requests(), SizeIs(3));
}

TEST_F(Fetch, APartThatIsTooLongOrWrongIsDropped) {
  for (const auto& part : {content_ + "more", std::string(length, 'x'), std::string(20, 'x')}) {
    put_part(part);
    expect_whole(get({"/whole"}));
    ASSERT_TRUE(platform::remove_tree(target_));
  }
}

TEST_F(Fetch, APartOfAnotherFileIsNotGoneOnWith) {
  put_part(std::string(20, 'x'), "sha256:of something else");
  expect_whole(get({"/whole"}));
  const auto asked = server_->requests();
  ASSERT_THAT(asked, SizeIs(1));
  EXPECT_EQ(asked[0]["Range"], nullptr);
}

TEST_F(Fetch, ASecondPlaceGoesOnWhereTheFirstStopped) {
  expect_whole(get({"/dies/20/once", "/whole"}));
  const auto asked = server_->requests();
  ASSERT_THAT(asked, SizeIs(3));  // the first was asked again, since it had given something
  EXPECT_EQ(asked[2]["Range"], "bytes=20-");
  EXPECT_EQ(asked[2]["If-Range"], nullptr);  // another server's word would mean nothing to it
  EXPECT_THAT(failures_.at(0), HasSubstr("answers with 503"));
}

TEST_F(Fetch, AServerThatFallsSilentIsAskedAgain) {
  expect_whole(get({"/stall-once/20/silent"}));
  EXPECT_EQ(server_->requests().at(1)["Range"], "bytes=20-");
  EXPECT_THAT(failures_, IsEmpty());
}

TEST_F(Fetch, CancelledItKeepsWhatCameAndGoesOn) {
  FetchEvents events;
  std::optional<std::uint64_t> total;
  events.progress = [&](const FetchProgress& now) {
    total = now.total;
    return now.bytes < 20;
  };
  auto wish = request({"/stall-once/20/cancelled", "/whole"});
  wish.stall_timeout = std::chrono::seconds(60);
  const auto fetched = fetch(wish, events);
  ASSERT_FALSE(fetched);
  EXPECT_EQ(fetched.error().message, "cancelled");
  EXPECT_THAT(fetched.error().hint, HasSubstr("20 bytes"));
  EXPECT_EQ(total, length);
  EXPECT_THAT(server_->requests(), SizeIs(1));
  expect_whole(get({"/whole"}));
  EXPECT_EQ(server_->requests().at(0)["Range"], "bytes=20-");
}

}  // namespace
}  // namespace sandtray::network
