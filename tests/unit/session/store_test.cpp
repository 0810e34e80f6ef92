// SPDX-License-Identifier: MIT
#include "session/store.h"

#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "base/clock.h"
#include "sandbox/plan.h"
#include "support/temp_dir.h"

namespace sandtray::session {
namespace {

using ::testing::HasSubstr;

class StoreTest : public ::testing::Test {
 protected:
  StoreTest() {
    paths_.state = root_ + "/state";
    paths_.runtime = root_ + "/run";
    store_.emplace(paths_);
  }

  Result<Created> create(const std::string& id, const std::string& name) {
    sandbox::SessionSpec spec;
    spec.id = id;
    spec.name = name;
    spec.workspace = "/w";
    const Json json = {{"spec", sandbox::spec_to_json(spec)}, {"created", format_time(1000)}};
    return store_->create(
        {.id = id, .session = json, .files = {{"a.txt", "hello"}}, .unique_name = name});
  }
  void append(const std::string& id, const std::string& line) {
    std::ofstream(store_->folder_of(id) + "/events.jsonl", std::ios::app) << line;
  }

  static std::string line(const std::string& type, State state, std::optional<int> code = {}) {
    Event event;
    event.type = type;
    event.state = state;
    event.exit_code = code;
    return dump_json(event_to_json(event)) + "\n";
  }

  const test::TempDir folder_;
  const std::string root_ = folder_.path();
  platform::Paths paths_;
  std::optional<Store> store_;
};

TEST_F(StoreTest, ANewSessionIsAliveWhileItsLockIsHeld) {
  {
    const auto created = create("aaaabbbb", "one");
    ASSERT_TRUE(created) << created.error().message;
    const auto snapshot = store_->read("aaaabbbb");
    ASSERT_TRUE(snapshot);
    EXPECT_TRUE(snapshot->alive);
    EXPECT_EQ(snapshot->last.state, State::starting);
    EXPECT_FALSE(store_->remove("aaaabbbb"));
  }
  const auto lost = store_->read("aaaabbbb");
  EXPECT_FALSE(lost->alive);
  EXPECT_EQ(lost->last.state, State::failed);
  EXPECT_THAT(lost->last.message, HasSubstr("host lost"));
}

// Not since its last event, and not since each look at it.
TEST_F(StoreTest, AHostIsLostSinceTheFirstLookThatFoundItGone) {
  { ASSERT_TRUE(create("aaaabbbb", "one")); }
  append("aaaabbbb", line("state", State::working));
  const auto before = now_ms();
  const auto first = store_->read("aaaabbbb");
  ASSERT_TRUE(first);
  EXPECT_TRUE(first->lost);
  EXPECT_GE(first->last.time_ms, before);
  EXPECT_EQ(first->last.since_ms, first->last.time_ms);
  while (now_ms() <= first->last.time_ms) continue;
  EXPECT_EQ(store_->read("aaaabbbb")->last.time_ms, first->last.time_ms);
  append("aaaabbbb", line("ended", State::exited, 0));
  EXPECT_FALSE(store_->read("aaaabbbb")->lost);
}

TEST_F(StoreTest, APidOfAnotherProcessDoesNotMakeASessionAlive) {
  { ASSERT_TRUE(create("aaaabbbb", "one")); }
  std::ofstream(store_->folder_of("aaaabbbb") + "/host.pid") << "1\n";
  EXPECT_FALSE(store_->read("aaaabbbb")->alive);
}

TEST_F(StoreTest, TheLastWholeLineIsThePresent) {
  { ASSERT_TRUE(create("aaaabbbb", "one")); }
  append("aaaabbbb", line("started", State::working));
  append("aaaabbbb", line("ended", State::exited, 3));
  append("aaaabbbb", "{\"type\":\"half");
  const auto snapshot = store_->read("aaaabbbb");
  EXPECT_EQ(snapshot->last.state, State::exited);
  EXPECT_EQ(snapshot->last.exit_code, 3);
  EXPECT_EQ(store_->events("aaaabbbb")->size(), 2u);
}

TEST_F(StoreTest, ALiveNameIsTakenAnEndedOneIsFree) {
  {
    const auto first = create("aaaabbbb", "one");
    const auto second = create("ccccdddd", "one");
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, Code::usage);
    EXPECT_THAT(second.error().message, HasSubstr("already called \"one\""));
  }
  EXPECT_TRUE(create("ccccdddd", "one"));
}

TEST_F(StoreTest, FindsByIdStartAndName) {
  const auto a = create("aaaabbbb", "one");
  const auto b = create("aaaacccc", "two");
  EXPECT_EQ(store_->find("aaaab")->spec.name, "one");
  EXPECT_EQ(store_->find("two")->spec.id, "aaaacccc");
  EXPECT_THAT(store_->find("aaaa").error().message, HasSubstr("more than one"));
  EXPECT_EQ(store_->find("three").error().code, Code::not_found);
  EXPECT_EQ(store_->find("../sessions/aaaabbbb").error().code, Code::not_found);
}

TEST_F(StoreTest, RemovesAnEndedSessionWithItsSockets) {
  { ASSERT_TRUE(create("aaaabbbb", "one")); }
  std::filesystem::create_directories(paths_.runtime);
  std::ofstream(store_->socket_of("aaaabbbb")) << "";
  EXPECT_TRUE(store_->remove("aaaabbbb"));
  EXPECT_FALSE(std::filesystem::exists(store_->folder_of("aaaabbbb")));
  EXPECT_FALSE(std::filesystem::exists(store_->socket_of("aaaabbbb")));
}

// On Windows a backslash leads out of the folder, too, and "x/.." need not exist for that.
TEST_F(StoreTest, WhatIsNoIdLeadsNowhere) {
  { ASSERT_TRUE(create("aaaabbbb", "one")); }
  const auto precious = root_ + "/precious";
  ASSERT_TRUE(platform::make_private_folder(precious));
  ASSERT_TRUE(platform::make_private_folder(paths_.state + "/sessions/no id"));
  for (const std::string word :
       {"x\\..\\..\\..\\precious", "..\\..\\precious", "../../precious",
        "aaaabbbb/../../../precious", "aaaabbbb\\..\\aaaabbbb", "", ".", "..", "no id", "a:b",
        "AAAABBBB", "aaaabbbb.", "aaaabbbb ", "aaaa\nbbb"}) {
    EXPECT_FALSE(store_->remove(word)) << word;
    EXPECT_FALSE(store_->read(word)) << word;
    EXPECT_FALSE(store_->find(word)) << word;
    EXPECT_FALSE(store_->find_id(word)) << word;
    EXPECT_FALSE(store_->mark_seen(word)) << word;
  }
  EXPECT_TRUE(platform::exists(precious));
  EXPECT_TRUE(platform::list_folder(precious).empty());
  EXPECT_TRUE(store_->read("aaaabbbb"));
  EXPECT_EQ(store_->ids(), std::vector<std::string>{"aaaabbbb"});
}

TEST_F(StoreTest, AHalfMadeFolderIsNoSession) {
  std::filesystem::create_directories(paths_.state + "/sessions/.zzzz.new");
  std::filesystem::create_directories(paths_.state + "/sessions/empty");
  EXPECT_TRUE(store_->list().empty());
}

TEST_F(StoreTest, ALaunchSweepsWhatKilledOnesHaveLeft) {
  const auto sessions = paths_.state + "/sessions/";
  std::filesystem::create_directories(sessions + ".zzzz.new/files");
  std::filesystem::create_directories(sessions + ".yyyy.gone");
  ASSERT_TRUE(create("aaaabbbb", "one"));
  EXPECT_EQ(platform::list_folder(sessions), std::vector<std::string>{"aaaabbbb"});
}

TEST_F(StoreTest, RemovingASessionWhoseHostWasKilledClearsTheWorkspace) {
  const auto left = root_ + "/left", own = root_ + "/own";
  std::ofstream(left) << "guard";
  std::ofstream(own) << "something else";
  sandbox::Plan plan;
  plan.main = {"/bin/true"};
  plan.placeholders = {{left, "guard", false}, {own, "guard", false}};
  sandbox::SessionSpec spec;
  spec.id = spec.name = "aaaabbbb";
  spec.workspace = root_;
  const Json json = {{"spec", sandbox::spec_to_json(spec)}, {"created", format_time(1000)}};
  {
    ASSERT_TRUE(
        store_->create({.id = spec.id, .session = json, .plan = sandbox::plan_to_json(plan)}));
  }
  ASSERT_TRUE(store_->remove(spec.id));
  EXPECT_FALSE(std::filesystem::exists(left));
  EXPECT_TRUE(std::filesystem::exists(own));
}

TEST_F(StoreTest, KnowsWhoWaitsAndInWhichPlace) {
  std::vector<Created> made;
  const auto wait = [&](const std::string& id, int ticket) {
    sandbox::SessionSpec spec;
    spec.id = spec.name = id;
    spec.workspace = "/w";
    const Json json = {{"spec", sandbox::spec_to_json(spec)},
                       {"created", format_time(1000)},
                       {"queue", {{"ticket", ticket}}}};
    auto created = store_->create({.id = id, .session = json});
    ASSERT_TRUE(created);
    made.push_back(std::move(*created));
  };
  wait("aaaabbbb", 7);
  wait("bbbbcccc", 9);
  wait("ccccdddd", 8);
  const auto place = [&](const std::string& id) {
    for (const auto& snapshot : store_->list()) {
      if (snapshot.spec.id == id) return snapshot.place;
    }
    return -1;
  };
  EXPECT_EQ(place("aaaabbbb"), 1);
  EXPECT_EQ(place("bbbbcccc"), 3);
  EXPECT_EQ(place("ccccdddd"), 2);
  ASSERT_TRUE(store_->mark_admitted("aaaabbbb"));
  EXPECT_FALSE(store_->read("aaaabbbb")->waits);
  EXPECT_GT(store_->read("aaaabbbb")->started_ms, 1000);
  EXPECT_EQ(place("aaaabbbb"), 0);
  EXPECT_EQ(place("ccccdddd"), 1);
  made.clear();
  EXPECT_FALSE(store_->read("bbbbcccc")->waits) << "whose host is gone";
  EXPECT_EQ(place("bbbbcccc"), 0);
}

TEST_F(StoreTest, AMarkDoesNotBringARemovedSessionBack) {
  { ASSERT_TRUE(create("aaaabbbb", "one")); }
  ASSERT_TRUE(store_->remove("aaaabbbb"));
  EXPECT_FALSE(store_->mark_seen("aaaabbbb"));
  EXPECT_TRUE(platform::list_folder(paths_.state + "/sessions").empty());
}

TEST(SessionId, IsEightPlainCharactersAndNew) {
  const auto id = new_session_id();
  EXPECT_EQ(id.size(), 8u);
  EXPECT_NE(id, new_session_id());
}

}  // namespace
}  // namespace sandtray::session
