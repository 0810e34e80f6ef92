// SPDX-License-Identifier: MIT
// Folders that cannot be written, and disks that are full: the session goes on, and says so.
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

#include "platform/append_file.h"
#include "platform/paths.h"
#include "session/filenames.h"
#include "support/session_host.h"
#include "support/small_disk.h"

namespace sandtray::test {
namespace {

using session::FrameType;

TEST(HostDisk, AnUnwritableFolderIsAnErrorBeforeThereIsASession) {
  SessionHost host;
  host.run_shell("true");
  // A folder in the place of the file stops root too.
  ASSERT_TRUE(platform::make_private_folder(host.file(session::filename::output)));
  const auto started = host.start();
  ASSERT_FALSE(started);
  EXPECT_NE(started.error().message.find("output.log"), std::string::npos);
  EXPECT_TRUE(host.wait_for_end());
}

TEST(HostDisk, AFullDiskDoesNotStopTheSessionAndIsTold) {
  if (geteuid() != 0) GTEST_SKIP() << "needs root, to mount a small file system";
  SessionHost host;
  const SmallDisk disk(host.folder(), "512k");
  if (!disk.mounted()) GTEST_SKIP() << "mounting is not permitted here";
  host.log_bytes = 64u << 20;
  host.run_shell(
      "read -r go; head -c 900000 /dev/zero | tr '\\0' x; echo; echo last; "
      "read -r go; echo more; read -r go; exit 3");
  ASSERT_TRUE(host.start());
  HostClient client(host.socket());
  client.attach();
  client.send(FrameType::input, "\r");
  ASSERT_TRUE(client.read_until_output("last\r\n"));
  const auto is_warning = [](const session::Event& event) { return event.type == "warning"; };
  ASSERT_TRUE(client.read_until([&](const Talk& talk) {
    return std::any_of(talk.events.begin(), talk.events.end(), is_warning);
  }));
  const auto warning =
      *std::find_if(client.talk().events.begin(), client.talk().events.end(), is_warning);
  EXPECT_NE(warning.message.find("No space left on device"), std::string::npos);
  EXPECT_GE(client.talk().output.size(), 900'000u) << "clients get what the disk does not take";

  // The agent goes on and so do its clients, those that come later too.
  HostClient late(host.socket());
  late.attach();
  late.send(FrameType::input, "\r");
  ASSERT_TRUE(late.read_until_output("more\r\n"));
  late.send(FrameType::input, "\r");
  ASSERT_TRUE(client.read_to_end());
  EXPECT_EQ(client.talk().events.back().exit_code, 3);
  ASSERT_TRUE(host.wait_for_end());
  EXPECT_EQ(host.events().back().type, "ended") << "there is room for the ending";
  EXPECT_EQ(host.events().back().exit_code, 3);
  const auto events = host.events();
  EXPECT_EQ(std::count_if(events.begin(), events.end(), is_warning), 1);
}

TEST(HostDisk, WhatWaitedIsWrittenOnceThereIsRoomAgain) {
  if (geteuid() != 0) GTEST_SKIP() << "needs root, to mount a small file system";
  SessionHost host;
  const SmallDisk disk(host.folder(), "512k");
  if (!disk.mounted()) GTEST_SKIP() << "mounting is not permitted here";
  auto ballast = platform::AppendFile::create(host.file("ballast"));
  ASSERT_TRUE(ballast);
  ballast->append(std::string(300 << 10, 'b'));
  host.run_shell("read -r go; seq 1 50000; echo last; read -r go; echo end; exit 0");
  ASSERT_TRUE(host.start());
  HostClient client(host.socket());
  client.attach();
  client.send(FrameType::input, "\r");
  ASSERT_TRUE(client.read_until_output("last\r\n"));
  *ballast = *platform::AppendFile::create(host.file("ballast"));  // empty
  client.send(FrameType::input, "\r");
  ASSERT_TRUE(client.read_to_end());
  ASSERT_TRUE(host.wait_for_end());
  EXPECT_TRUE(host.log() == client.talk().output) << "not one byte is missing";
  EXPECT_EQ(host.events().back().unwritten_bytes, 0u);
}

TEST(HostDisk, TheLogIsRotatedAndKeepsAtLeastHalfOfItsLimit) {
  SessionHost host;
  host.log_bytes = 1 << 20;
  host.run_shell("seq -f 'line %.0f of this output' 1 200000; echo last");  // about 5 MB
  ASSERT_TRUE(host.start());
  ASSERT_TRUE(host.wait_for_end());
  const auto log = host.log();
  EXPECT_GE(log.size(), 512u << 10);
  EXPECT_LE(log.size(), 1u << 20);
  EXPECT_TRUE(log.ends_with("line 200000 of this output\r\nlast\r\n"));
  EXPECT_TRUE(platform::exists(host.file(session::filename::output_old)));
  EXPECT_FALSE(platform::exists(host.file(session::filename::output) + ".new"));
}

TEST(HostDisk, AKilledHostLosesNoByteThatAClientHasSeen) {
  SessionHost host;
  // It waits for its client: a replay would not reach back to the first lines for long.
  host.run_shell("read go; i=0; while :; do i=$((i+1)); echo line $i; done");
  ASSERT_TRUE(host.start());
  HostClient client(host.socket());
  client.attach();
  client.send(session::FrameType::input, "\n");
  ASSERT_TRUE(client.read_until_output("line 5000\r\n"));
  host.kill_host();
  client.read_to_end();
  EXPECT_TRUE(host.log().starts_with(client.talk().output));
  EXPECT_TRUE(nothing_runs());
}

}  // namespace
}  // namespace sandtray::test
