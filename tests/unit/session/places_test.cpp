// SPDX-License-Identifier: MIT
// Where paths lead, and which links decide it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "config/settings.h"
#include "session/facts/facts.h"

namespace sandtray::session {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::IsSupersetOf;
using testing::Not;

class PlacesTest : public testing::Test {
 protected:
  PlacesTest() {
    std::string pattern = std::filesystem::temp_directory_path() / "sandtray-places-XXXXXX";
    root_ = std::filesystem::canonical(mkdtemp(pattern.data()));
    std::filesystem::create_directories(root_ + "/project/deep");
    std::filesystem::create_directories(root_ + "/home/.config");
  }
  ~PlacesTest() override { std::filesystem::remove_all(root_); }

  void link(const std::string& target, const std::string& name) const {
    std::filesystem::create_symlink(target, root_ + "/" + name);
  }
  std::string at(const std::string& name) const { return root_ + "/" + name; }

  std::string root_;
};

TEST_F(PlacesTest, APlainPathIsItsOnlyPlace) {
  EXPECT_THAT(places_on_the_way(at("project/deep")), ElementsAre(at("project/deep")));
  EXPECT_THAT(places_on_the_way(at("project/not/there")), ElementsAre(at("project/not/there")));
  EXPECT_THAT(places_on_the_way("/"), ElementsAre("/"));
}

TEST_F(PlacesTest, EveryLinkOfAChainIsNamedWithItsOwnPlace) {
  std::filesystem::create_directory(at("secret"));
  link("../project/hop", "home/.ssh");
  link("deep/hop", "project/hop");
  link(at("secret"), "project/deep/hop");
  EXPECT_THAT(
      places_on_the_way(at("home/.ssh/key")),
      ElementsAre(at("home/.ssh"), at("project/hop"), at("project/deep/hop"), at("secret/key")));
}

TEST_F(PlacesTest, ALinkedFolderOnTheWayCounts) {
  link("project", "alias");
  EXPECT_THAT(links_on_the_way(at("alias/deep/../x")), ElementsAre(at("alias")));
  EXPECT_THAT(links_on_the_way(at("alias/../home")), ElementsAre(at("alias")));
}

TEST_F(PlacesTest, BelowARealFolderAreTheSamePlaces) {
  link("../project/hop", "home/.ssh");
  link("deep/not-yet", "project/hop");
  for (const auto* name : {".ssh", ".ssh/key", "plain/file", "../project/hop"}) {
    EXPECT_EQ(places_below(at("home"), name), places_on_the_way(at("home/") + name)) << name;
  }
  EXPECT_THAT(places_below(at("home"), ".ssh/key"),
              ElementsAre(at("home/.ssh"), at("project/hop"), at("project/deep/not-yet/key")));
  EXPECT_EQ(real_or_future_path(at("home/.ssh/key")), at("project/deep/not-yet/key"));
}

TEST_F(PlacesTest, ACircleEnds) {
  link("b", "a");
  link("a", "b");
  EXPECT_THAT(links_on_the_way(at("a")).size(), 40u);
}

TEST_F(PlacesTest, ThePersonsPlacesHoldEveryLinkThatLeadsToThem) {
  link("../../project/settings", "home/.config/sandtray");
  link(at("real"), "project/settings");
  std::filesystem::create_directories(at("real/methods"));
  link("../../project/box.json", "real/methods/box.json");
  link("../project/ssh", "home/.ssh");
  link("../elsewhere", "project/ssh");
  platform::Paths paths;
  paths.home = at("home");
  paths.config = at("home/.config/sandtray");
  paths.data = at("home/data");
  paths.state = at("home/state");
  paths.runtime = at("home/runtime");
  sandbox::BwrapPolicy policy;
  policy.private_in_home = {".ssh", ".gnupg"};
  sandbox::HostFacts facts;
  gather_person(facts, paths, policy);
  EXPECT_THAT(facts.private_folders, Contains(at("project/settings")));
  EXPECT_THAT(facts.private_folders, Contains(at("real")));
  EXPECT_THAT(facts.settings, Contains(at("project/settings")));
  EXPECT_THAT(facts.settings, Contains(at("project/box.json")));
  EXPECT_THAT(facts.home_links.at(".ssh"),
              ElementsAre(at("home/.ssh"), at("project/ssh"), at("elsewhere")));
  EXPECT_EQ(facts.home_links.count(".gnupg"), 0u);
}

TEST_F(PlacesTest, OurProgramsAndDataCountWithEveryLinkThatLeadsToThem) {
  std::filesystem::create_directories(at("build/bin"));
  std::filesystem::create_directories(at("build/share"));
  std::filesystem::create_directories(at("project/data/policies"));
  link("../../project/data", "build/share/sandtray");
  link("../../project/sandtray-host", "build/bin/sandtray-host");
  link("../../deep/bwrap.json", "project/data/policies/bwrap.json");
  link("../../methods", "project/data/methods");
  platform::Paths paths;
  paths.home = at("home");
  paths.config = paths.data = paths.state = paths.runtime = at("home/.config");
  paths.bin = at("build/bin");
  paths.share = at("build/share/sandtray");
  sandbox::HostFacts facts;
  gather_person(facts, paths, {});
  EXPECT_THAT(
      facts.installation,
      IsSupersetOf({at("build/bin/sandtray"), at("build/bin/sandtray-host"),
                    at("project/sandtray-host"), at("build/bin/sandtray-guest"),
                    at("build/share/sandtray"), at("project/data"), at("project/deep/bwrap.json"),
                    at("project/data/methods"), at("methods")}));
  EXPECT_THAT(facts.installation, Not(Contains(at("build/bin"))));
}

}  // namespace
}  // namespace sandtray::session
