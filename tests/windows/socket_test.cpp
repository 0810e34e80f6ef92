// SPDX-License-Identifier: MIT
// Named pipes keep the promises of local sockets.
#include "platform/socket.h"

#include <gmock/gmock.h>
#include <windows.h>

#include <aclapi.h>
#include <sddl.h>

#include <algorithm>
#include <future>

#include "platform/native.h"
#include "platform/security.h"
#include "platform/wide.h"
#include "support/temp_dir.h"
#include "support/wine.h"

namespace sandtray::platform {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::HasSubstr;

class PipeSocket : public testing::Test {
 protected:
  static Clock::time_point soon() { return Clock::now() + seconds(10); }

  // A connected pair, the client's end first.
  std::pair<OwnedHandle, OwnedHandle> connect_pair() {
    auto client = connect_socket(path_);
    EXPECT_TRUE(client) << client.error().message;
    EXPECT_TRUE(wait_readable(listener_->get(), soon()));
    auto server = accept_socket(listener_->get());
    EXPECT_TRUE(server);
    return {std::move(*client), std::move(server)};
  }

  // An instance of the listener's pipe, as any program can make one.
  NativeHandle make_instance(DWORD flag) const {
    return NativeHandle(CreateNamedPipeW(name_.c_str(), PIPE_ACCESS_DUPLEX | flag, PIPE_TYPE_BYTE,
                                         PIPE_UNLIMITED_INSTANCES, 4096, 4096, 0, nullptr));
  }
  DWORD error_of_opening() const {
    const NativeHandle opened(CreateFileW(name_.c_str(), GENERIC_READ | GENERIC_WRITE, 0, nullptr,
                                          OPEN_EXISTING, 0, nullptr));
    return opened ? ERROR_SUCCESS : GetLastError();
  }

  const test::TempDir folder_;
  const std::string path_ = folder_ / "s";
  const std::wstring name_ = to_wide(socket_address(path_));  // the system takes both slashes
  Result<OwnedHandle> listener_ = listen_socket(path_);
};

TEST_F(PipeSocket, CarriesBytesBothWaysAndTellsTheEnd) {
  ASSERT_TRUE(listener_) << listener_.error().message;
  auto [client, server] = connect_pair();
  EXPECT_FALSE(accept_socket(listener_->get())) << "nobody else waits";
  EXPECT_TRUE(peer_is_same_user(client.get()));
  EXPECT_TRUE(peer_is_same_user(server.get()));
  char buffer[16];
  EXPECT_EQ(read_some(server.get(), buffer, sizeof buffer).state, IoState::would_block);
  ASSERT_TRUE(send_all(client.get(), "hello", soon()));
  Io io = receive_some(server.get(), buffer, sizeof buffer, soon());
  EXPECT_EQ(std::string(buffer, io.bytes), "hello");
  ASSERT_TRUE(send_all(server.get(), "you too", soon()));
  io = receive_some(client.get(), buffer, sizeof buffer, soon());
  EXPECT_EQ(std::string(buffer, io.bytes), "you too");
  ASSERT_TRUE(send_all(client.get(), "last", soon()));
  client.reset();
  io = receive_some(server.get(), buffer, sizeof buffer, soon());
  EXPECT_EQ(std::string(buffer, io.bytes), "last") << "what was sent before the end arrives";
  EXPECT_EQ(receive_some(server.get(), buffer, sizeof buffer, soon()).state, IoState::closed);
}

TEST_F(PipeSocket, CarriesMuchWhileTheOtherSideReads) {
  auto [client, server] = connect_pair();
  std::string sent;
  for (int i = 0; i < (3 << 20); ++i) sent += static_cast<char>('a' + i % 23);
  auto sending = std::async(std::launch::async, [&, handle = client.get()] {
    return static_cast<bool>(send_all(handle, sent, soon()));
  });
  std::string got;
  char buffer[10000];
  while (got.size() < sent.size()) {
    const Io io = receive_some(server.get(), buffer, sizeof buffer, soon());
    ASSERT_EQ(io.state, IoState::ok);
    got.append(buffer, io.bytes);
  }
  EXPECT_TRUE(sending.get());
  EXPECT_TRUE(got == sent);
}

TEST_F(PipeSocket, ServesOneClientAfterTheOther) {
  for (int i = 0; i < 5; ++i) {
    auto [client, server] = connect_pair();
    ASSERT_TRUE(send_all(client.get(), std::to_string(i), soon()));
    char digit = 0;
    ASSERT_EQ(receive_some(server.get(), &digit, 1, soon()).bytes, 1u);
    EXPECT_EQ(digit, '0' + i);
  }
}

TEST_F(PipeSocket, SendingToOneThatDoesNotReadEndsAtTheDeadline) {
  auto [client, server] = connect_pair();
  const auto sent =
      send_all(client.get(), std::string(8 << 20, 'x'), Clock::now() + milliseconds(50));
  ASSERT_FALSE(sent);
  EXPECT_EQ(sent.error().code, Code::unavailable);
}

TEST_F(PipeSocket, NobodyThereAndNoAnswerAreDifferentErrors) {
  EXPECT_EQ(connect_socket(folder_ / "other").error().code, Code::not_found);
  const auto first = connect_socket(path_);
  ASSERT_TRUE(first);
  const auto second = connect_socket(path_, milliseconds(50));
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, Code::unavailable);
}

TEST_F(PipeSocket, AListenerIsNotTakenOverWhileItLives) {
  const auto second = listen_socket(path_);
  ASSERT_FALSE(second);
  EXPECT_EQ(second.error().code, Code::unavailable);
  listener_->reset();
  EXPECT_TRUE(listen_socket(path_));
}

TEST_F(PipeSocket, OneThatSomebodyElseHasMadeIsNotJoined) {
  listener_->reset();
  const auto theirs = make_instance(0);
  ASSERT_TRUE(theirs);
  const auto ours = listen_socket(path_);
  ASSERT_FALSE(ours);
  EXPECT_EQ(ours.error().code, Code::unavailable);
}

// Also when it was made after listen_socket() has looked.
TEST_F(PipeSocket, TheFirstInstanceIsOurs) {
  SANDTRAY_UNVERIFIED_UNDER_WINE("it ignores the flag that refuses a second owner of a name");
  ASSERT_TRUE(listener_) << listener_.error().message;
  const auto second = make_instance(FILE_FLAG_FIRST_PIPE_INSTANCE);
  EXPECT_EQ(second ? ERROR_SUCCESS : GetLastError(), DWORD{ERROR_ACCESS_DENIED});
  listener_->reset();
  EXPECT_TRUE(make_instance(FILE_FLAG_FIRST_PIPE_INSTANCE)) << GetLastError();
}

// Acts as somebody who is not this user, for as long as it lives, on this thread: the user's number
// counts only where somebody is refused.
class SomebodyElse {
 public:
  SomebodyElse() {
    HANDLE own = nullptr, restricted = nullptr;
    EXPECT_TRUE(OpenProcessToken(GetCurrentProcess(), TOKEN_DUPLICATE | TOKEN_QUERY, &own));
    const NativeHandle token(own);
    PSID user = nullptr;
    EXPECT_TRUE(ConvertStringSidToSidW(to_wide(user_sid()).c_str(), &user));
    SID_AND_ATTRIBUTES disabled{user, 0};
    EXPECT_TRUE(CreateRestrictedToken(token.get(), DISABLE_MAX_PRIVILEGE, 1, &disabled, 0, nullptr,
                                      0, nullptr, &restricted))
        << GetLastError();
    LocalFree(user);
    const NativeHandle theirs(restricted);
    EXPECT_TRUE(ImpersonateLoggedOnUser(theirs.get())) << GetLastError();
  }
  SomebodyElse(const SomebodyElse&) = delete;
  SomebodyElse& operator=(const SomebodyElse&) = delete;
  ~SomebodyElse() { RevertToSelf(); }
};

TEST_F(PipeSocket, KeepsOtherUsersOut) {
  SANDTRAY_UNVERIFIED_UNDER_WINE("it keeps the list of who may open a pipe and never asks it");
  ASSERT_TRUE(listener_) << listener_.error().message;
  {
    const SomebodyElse somebody;
    EXPECT_EQ(error_of_opening(), DWORD{ERROR_ACCESS_DENIED});
  }
  EXPECT_EQ(error_of_opening(), DWORD{ERROR_SUCCESS});
}

TEST_F(PipeSocket, PathsOfTheSameFileAreTheSameSocketAndMayBeLong) {
  EXPECT_TRUE(connect_socket(folder_.path() + "/./x/../S"));
  const auto path = folder_ / std::string(500, 'x');
  EXPECT_TRUE(listen_socket(path)) << listen_socket(path).error().message;
}

TEST_F(PipeSocket, OnlyTheUserAndTheSystemMayOpenIt) {
  auto [client, server] = connect_pair();
  PACL list = nullptr;
  void* found = nullptr;
  ASSERT_EQ(GetSecurityInfo(native_of(server.get()), SE_KERNEL_OBJECT, DACL_SECURITY_INFORMATION,
                            nullptr, nullptr, &list, nullptr, &found),
            ERROR_SUCCESS);
  const Descriptor owned(static_cast<SECURITY_DESCRIPTOR*>(found));
  wchar_t* text = nullptr;
  ASSERT_TRUE(ConvertSecurityDescriptorToStringSecurityDescriptorW(
      found, SDDL_REVISION_1, DACL_SECURITY_INFORMATION, &text, nullptr));
  const auto shown = to_utf8(text);
  LocalFree(text);
  EXPECT_THAT(shown, HasSubstr(user_sid()));
  EXPECT_EQ(std::count(shown.begin(), shown.end(), '('), 2) << shown;
  EXPECT_THAT(shown, HasSubstr(";SY)"));
}

}  // namespace
}  // namespace sandtray::platform
