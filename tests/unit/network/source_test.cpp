// SPDX-License-Identifier: MIT
#include "network/source.h"

#include <gmock/gmock.h>

#include "network/meter.h"

namespace sandtray::network {
namespace {

using testing::HasSubstr;
using testing::Not;

TEST(Source, IsHttpsOrAFile) {
  const auto web = parse_source("https://example.com/a%20b.tar.gz", false);
  ASSERT_TRUE(web) << web.error().message;
  EXPECT_FALSE(web->is_local);
  EXPECT_EQ(web->place, "https://example.com/a%20b.tar.gz");
  for (const auto* const text : {"/srv/a b.tar.gz", "file:///srv/a%20b.tar.gz"}) {
    const auto local = parse_source(text, false);
    ASSERT_TRUE(local) << text;
    EXPECT_TRUE(local->is_local);
    EXPECT_EQ(local->place, "/srv/a b.tar.gz");
  }
}

TEST(Source, HttpIsForThoseWhoAllowIt) {
  EXPECT_EQ(parse_source("http://mirror.lan/a", false).error().code, Code::refused);
  EXPECT_TRUE(parse_source("HTTP://mirror.lan/a", true));
}

TEST(Source, RefusesEverythingElse) {
  for (const auto* const text :
       {"", "a.tar.gz", "./a", "ftp://example.com/a", "file://host/a", "file:a", "https://",
        "gopher://example.com/a", "javascript:1", "https://example.com/a b",
        "https://example.com/a\r\nHost: other", "dict://example.com/a", "scp://example.com/a"}) {
    EXPECT_FALSE(parse_source(text, true)) << text;
  }
}

TEST(Source, ShowsNoSecret) {
  for (const auto* const text :
       {"https://me:secret@example.com/a?token=secret#secret", "http://me:secret@example.com/a",
        "ftp://me:secret@example.com/a", "https://me:sec/secret@example.com:port/a",
        "nonsense://me:secret@", "me:secret@example.com"}) {
    const auto source = parse_source(text, false);
    EXPECT_THAT(source ? source->shown : source.error().message + source.error().hint,
                Not(HasSubstr("secret")))
        << text;
  }
  EXPECT_EQ(parse_source("https://me:secret@example.com:8443/a?b=c", false)->shown,
            "https://example.com:8443/a");
}

TEST(Proxy, IsOneThatLibcurlKnows) {
  for (const auto* const text :
       {"http://proxy:3128", "https://me:secret@proxy", "socks5h://[::1]:1080"}) {
    EXPECT_TRUE(check_proxy(text)) << text;
  }
  for (const auto* const text : {"", "proxy:3128", "ftp://me:secret@proxy", "http://", "none",
                                 "http://me:secret @proxy", "me:secret@proxy:3128"}) {
    const auto checked = check_proxy(text);
    ASSERT_FALSE(checked) << text;
    EXPECT_THAT(checked.error().message + checked.error().hint, Not(HasSubstr("secret")));
  }
}

TEST(Meter, TellsTheSpeedOfNow) {
  using std::chrono::seconds;
  const Meter::Time start{};
  Meter meter(start, 1000);
  EXPECT_EQ(meter.rate(start, 1000), 0u);
  EXPECT_EQ(meter.rate(start + seconds(1), 1100), 100u);
  EXPECT_EQ(meter.rate(start + seconds(2), 1200), 100u);
  EXPECT_EQ(meter.rate(start + seconds(4), 1200), 0u);  // nothing for two seconds
  EXPECT_EQ(meter.rate(start + seconds(5), 0), 0u);     // begun anew
}

}  // namespace
}  // namespace sandtray::network
