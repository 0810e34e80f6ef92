// SPDX-License-Identifier: MIT
// A server of 64 bytes that misbehaves as its paths say (server.py), and an empty folder to fetch
// them into.
#pragma once

#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "network/fetch.h"
#include "network/web_server.h"
#include "platform/part_file.h"
#include "support/temp_dir.h"

namespace sandtray::network {

inline std::string make_content(std::size_t size) {
  std::string content;
  for (std::size_t i = 0; i < size; ++i) content += static_cast<char>(i * 37 + 11);
  return content;
}

class Fetch : public testing::Test {
 protected:
  static constexpr std::size_t length = 64;

  static void SetUpTestSuite() {
    served_ = new test::TempDir;
    server_ = new test::WebServer(served_->path(), make_content(length));
  }
  static void TearDownTestSuite() {
    delete server_;
    delete served_;
  }

  void SetUp() override { server_->requests(); }

  FetchRequest request(std::vector<std::string> sources) const {
    FetchRequest request;
    for (auto& source : sources) {
      if (source.starts_with('/') && !source.starts_with("//")) source = server_->url(source);
      if (source.starts_with("//")) source.erase(0, 1);
      request.sources.push_back(source);
    }
    request.digest = *digest_of_bytes(Algorithm::sha256, content_);
    request.target = target_;
    request.allow_http = true;
    request.proxy = "none";
    request.stall_timeout = std::chrono::seconds(1);
    return request;
  }

  Result<Fetched> get(std::vector<std::string> sources) {
    return fetch(request(std::move(sources)), listen());
  }

  FetchEvents listen() {
    FetchEvents events;
    events.failed = [this](const std::string& shown, const Error& error) {
      failures_.push_back(shown + " | " + error.message);
    };
    return events;
  }

  // All is there under the target's name, and nothing else.
  void expect_whole(const Result<Fetched>& fetched) const {
    ASSERT_TRUE(fetched) << fetched.error().message;
    EXPECT_EQ(platform::read_file(target_).value_or("none"), content_);
    EXPECT_THAT(platform::list_folder(folder_.path()), testing::SizeIs(1));
  }
  void expect_nothing() const {
    EXPECT_THAT(platform::list_folder(folder_.path()), testing::IsEmpty());
  }
  void put_part(const std::string& bytes, const std::string& digest = {}) const {
    ASSERT_TRUE(platform::write_file(part_, bytes));
    const auto right = to_text(*digest_of_bytes(Algorithm::sha256, content_));
    ASSERT_TRUE(platform::write_file(part_ + ".json",
                                     dump_json({{"digest", digest.empty() ? right : digest}})));
  }

  static inline test::TempDir* served_;
  static inline test::WebServer* server_;
  const test::TempDir folder_;
  const std::string target_ = folder_ / "file";
  const std::string part_ = platform::PartFile::path_for(target_);
  const std::string content_ = make_content(length);
  std::vector<std::string> failures_;
};

}  // namespace sandtray::network
