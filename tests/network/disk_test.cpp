// SPDX-License-Identifier: MIT
// What the machine that fetches has in the way.
#include <sys/resource.h>
#include <sys/stat.h>

#include <csignal>
#include <filesystem>

#include "network/fetch_fixture.h"
#include "support/small_disk.h"

namespace sandtray::network {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

TEST_F(Fetch, AFullDiskIsSaidAndWhatCameIsKept) {
  const auto content = make_content(100'000);
  const test::TempDir served;
  test::WebServer server(served.path(), content);
  std::filesystem::create_directory(folder_ / "disk");
  const test::SmallDisk disk(folder_ / "disk", "64k");
  if (!disk.mounted()) GTEST_SKIP() << "only root may mount a small disk";
  auto wish = request({server.url("/whole"), server.url("/whole")});
  wish.target = folder_ / "disk/file";
  wish.digest = *digest_of_bytes(Algorithm::sha256, content);
  const auto fetched = fetch(wish, listen());
  ASSERT_FALSE(fetched);
  EXPECT_THAT(fetched.error().message, HasSubstr("No space left on device"));
  EXPECT_THAT(fetched.error().hint, HasSubstr("file.part keeps what is there"));
  EXPECT_THAT(failures_, IsEmpty());  // no other place would help
  EXPECT_FALSE(platform::exists(wish.target));
  const auto kept = platform::read_file(platform::PartFile::path_for(wish.target)).value_or("");
  EXPECT_GT(kept.size(), 20'000u);
  EXPECT_EQ(kept, content.substr(0, kept.size()));
}

TEST_F(Fetch, ALimitOfFilesSizesIsSaidAndWhatCameIsKept) {
  const auto content = make_content(100'000);
  ASSERT_TRUE(platform::write_file(*served_ / "large", content));
  auto wish = request({"/" + (*served_ / "large"), "/whole"});
  wish.digest = *digest_of_bytes(Algorithm::sha256, content);
  const auto before = std::signal(SIGXFSZ, SIG_IGN);
  rlimit limit{};
  getrlimit(RLIMIT_FSIZE, &limit);
  const rlimit small{30'000, limit.rlim_max};
  ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &small), 0);
  const auto fetched = fetch(wish, listen());
  setrlimit(RLIMIT_FSIZE, &limit);
  std::signal(SIGXFSZ, before);
  ASSERT_FALSE(fetched);
  EXPECT_THAT(fetched.error().hint, HasSubstr("keeps what is there"));
  EXPECT_THAT(failures_, IsEmpty());
  EXPECT_EQ(platform::read_file(part_).value_or(""), content.substr(0, 30'000));
}

TEST_F(Fetch, AFolderThatIsNotThereIsSaid) {
  auto wish = request({"/whole"});
  wish.target = folder_ / "none/file";
  EXPECT_THAT(fetch(wish).error().message, HasSubstr("No such file"));
  EXPECT_THAT(server_->requests(), IsEmpty());
}

TEST_F(Fetch, NoLinkIsFollowed) {
  const auto elsewhere = *served_ / "elsewhere";
  ASSERT_TRUE(platform::write_file(elsewhere, "mine"));
  for (const auto& name : {target_, part_}) {
    ASSERT_TRUE(test::make_link(elsewhere, name));
    EXPECT_EQ(get({"/whole"}).error().code, Code::refused) << name;
    EXPECT_EQ(platform::read_file(elsewhere).value_or(""), "mine");
    ASSERT_TRUE(platform::remove_tree(name));
  }
  std::filesystem::create_hard_link(elsewhere, part_);
  EXPECT_EQ(get({"/whole"}).error().code, Code::refused);
  EXPECT_EQ(platform::read_file(elsewhere).value_or(""), "mine");
  ASSERT_TRUE(platform::remove_tree(part_));
  ASSERT_EQ(mkfifo(part_.c_str(), 0600), 0);
  EXPECT_EQ(get({"/whole"}).error().code, Code::refused);
}

TEST_F(Fetch, TwoAtOnceDoNotSpoilEachOther) {
  std::optional<Error> second;
  FetchEvents events;
  events.progress = [&](const FetchProgress& now) {
    if (now.bytes == 0 || second) return true;
    const auto other = fetch(request({"/whole"}));
    second = other ? Error{} : other.error();
    return true;
  };
  expect_whole(fetch(request({"/cut/20/two"}), events));
  ASSERT_TRUE(second);
  EXPECT_EQ(second->code, Code::unavailable);
  EXPECT_THAT(second->message, HasSubstr("another process fetches"));
}

}  // namespace
}  // namespace sandtray::network
