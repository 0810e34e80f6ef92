// SPDX-License-Identifier: MIT
#include "platform/socket.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <vector>

#include "support/temp_dir.h"

namespace sandtray::platform {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

TEST(Socket, CarriesBytesBetweenProcessesOfTheSameUser) {
  test::TempDir folder;
  auto listener = listen_socket(folder / "s");
  ASSERT_TRUE(listener) << listener.error().message;
  auto client = connect_socket(folder / "s");
  ASSERT_TRUE(client) << client.error().message;
  OwnedHandle server = accept_socket(listener->get());
  ASSERT_TRUE(server);
  EXPECT_FALSE(accept_socket(listener->get())) << "nobody else waits";
  ASSERT_TRUE(send_all(client->get(), "hello", Clock::now() + seconds(5)));
  char buffer[16];
  Io io = receive_some(server.get(), buffer, sizeof buffer, Clock::now() + seconds(5));
  EXPECT_EQ(std::string(buffer, io.bytes), "hello");
  EXPECT_EQ(read_some(server.get(), buffer, sizeof buffer).state, IoState::would_block);
  client->reset();
  io = receive_some(server.get(), buffer, sizeof buffer, Clock::now() + seconds(5));
  EXPECT_EQ(io.state, IoState::closed);
}

TEST(Socket, TurnsClientsAwayWhenThereIsNoDescriptorLeft) {
  test::TempDir folder;
  auto listener = listen_socket(folder / "s");
  ASSERT_TRUE(listener) << listener.error().message;
  auto client = connect_socket(folder / "s");
  ASSERT_TRUE(client) << client.error().message;
  rlimit before{};
  ASSERT_EQ(getrlimit(RLIMIT_NOFILE, &before), 0);
  const rlimit few{64, before.rlim_max};
  ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &few), 0);
  std::vector<OwnedHandle> all;
  while (OwnedHandle one{open("/dev/null", O_RDONLY | O_CLOEXEC)}) all.push_back(std::move(one));
  EXPECT_FALSE(accept_socket(listener->get()));
  EXPECT_FALSE(wait_readable(listener->get(), Clock::now() + milliseconds(1))) << "it would spin";
  char byte = 0;
  EXPECT_EQ(receive_some(client->get(), &byte, 1, Clock::now() + seconds(5)).state,
            IoState::closed);
  all.clear();
  ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &before), 0);
  auto next = connect_socket(folder / "s");
  ASSERT_TRUE(next) << next.error().message;
  EXPECT_TRUE(accept_socket(listener->get()));
}

TEST(Socket, IsPrivateToTheUser) {
  test::TempDir folder;
  auto listener = listen_socket(folder / "s");
  ASSERT_TRUE(listener);
  struct stat info {};
  ASSERT_EQ(stat((folder / "s").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600u);
}

TEST(Socket, TurnsAwayAnotherUserEvenWhereTheFileModeWouldNot) {
  if (geteuid() != 0) GTEST_SKIP() << "only root can become another user";
  test::TempDir folder;
  auto listener = listen_socket(folder / "s");
  ASSERT_TRUE(listener);
  ASSERT_EQ(chmod((folder / "s").c_str(), 0666), 0);
  ASSERT_EQ(chmod(folder.path().c_str(), 0711), 0);
  const pid_t child = fork();
  if (child == 0) {
    if (setuid(65534) != 0) _exit(1);
    const auto client = connect_socket(folder / "s");
    _exit(!client && client.error().code == Code::refused ? 0 : 2);
  }
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_EQ(status, 0) << "the client must refuse a listener of another user";
  EXPECT_FALSE(accept_socket(listener->get())) << "the listener must refuse it too";
}

TEST(Socket, TooLongAPathIsAnErrorOfItsOwn) {
  test::TempDir folder;
  const std::string path = folder / std::string(200, 'x');
  for (const auto& result : {listen_socket(path), connect_socket(path)}) {
    ASSERT_FALSE(result);
    EXPECT_NE(result.error().message.find(std::to_string(path.size()) + " bytes"),
              std::string::npos);
    EXPECT_NE(result.error().message.find("limit is 107"), std::string::npos);
    EXPECT_FALSE(result.error().hint.empty());
  }
  const std::string longest =
      folder / std::string(socket_path_limit() - folder.path().size() - 1, 'x');
  EXPECT_TRUE(listen_socket(longest));
}

TEST(Socket, NoPathIsNoPlace) {
  EXPECT_FALSE(listen_socket(""));
  EXPECT_FALSE(connect_socket(""));
}

TEST(Socket, AFileThatNobodyListensOnIsTakenOver) {
  test::TempDir folder;
  { auto gone = listen_socket(folder / "s"); }
  ASSERT_TRUE(exists(folder / "s"));
  EXPECT_TRUE(listen_socket(folder / "s"));
}

TEST(Socket, AListenerIsNotTakenOver) {
  test::TempDir folder;
  auto first = listen_socket(folder / "s");
  ASSERT_TRUE(first);
  const auto second = listen_socket(folder / "s");
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, Code::unavailable);
  EXPECT_TRUE(connect_socket(folder / "s"));
}

TEST(Socket, NobodyThereAndNoAnswerAreDifferentErrors) {
  test::TempDir folder;
  auto nobody = connect_socket(folder / "s");
  ASSERT_FALSE(nobody);
  EXPECT_EQ(nobody.error().code, Code::not_found);
  auto listener = listen_socket(folder / "s");
  ASSERT_TRUE(listener);
  std::vector<OwnedHandle> waiting;
  for (int i = 0; i < 1000; ++i) {
    auto client = connect_socket(folder / "s", milliseconds(0));
    if (!client) {
      EXPECT_EQ(client.error().code, Code::unavailable);
      return;
    }
    waiting.push_back(std::move(*client));
  }
  FAIL() << "a listener that never accepts took every client";
}

TEST(Socket, SendingToOneThatDoesNotReadEndsAtTheDeadline) {
  test::TempDir folder;
  auto listener = listen_socket(folder / "s");
  auto client = connect_socket(folder / "s");
  ASSERT_TRUE(client);
  const auto result =
      send_all(client->get(), std::string(8 << 20, 'x'), Clock::now() + milliseconds(50));
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().code, Code::unavailable);
}

}  // namespace
}  // namespace sandtray::platform
