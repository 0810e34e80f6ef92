// SPDX-License-Identifier: MIT
// An agent that turns against its host through the terminal that it was given.
#include <gtest/gtest.h>

#include <fstream>
#include <string>

#include "support/session_host.h"

namespace sandtray::test {
namespace {

using session::FrameType;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool sanitized = true;  // keeps freed memory, so there is nothing to measure
#else
constexpr bool sanitized = false;
#endif

void expect_grown_less(long kib, long limit, const char* what) {
  if (sanitized) return;
  EXPECT_LT(kib, limit) << what;
}

long resident_kib(platform::ProcessId pid) {
  std::ifstream file("/proc/" + std::to_string(pid) + "/status");
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("VmRSS:")) return std::stol(line.substr(6));
  }
  return 0;
}

// Enough to be seen in what the host needs, where that is measured; else enough for every path.
std::string flood(int mb) {
  return std::to_string((sanitized ? 1 : mb) * 1'000'000);
}

bool waits_for_last(const SessionHost& host) {
  const auto last = [&] {
    return platform::read_tail(host.file("output.log"), 100).value_or("").find("last") !=
           std::string::npos;
  };
  return eventually(last, std::chrono::seconds(40));
}

TEST(HostileAgent, QuestionsWhoseAnswersNobodyReadsCostNoMemory) {
  SessionHost host;
  host.run_shell("stty raw -echo; echo up; yes \"$(printf '\\033[c\\033[6n\\033[?u')\" | head -c " +
                 flood(40) + "; echo last; exec sleep 1000");
  ASSERT_TRUE(host.start());
  ASSERT_TRUE(eventually([&] { return host.log().starts_with("up"); }));
  const auto before = resident_kib(host.pid());
  ASSERT_TRUE(waits_for_last(host));
  expect_grown_less(resident_kib(host.pid()) - before, 2048, "answers");
  HostClient client(host.socket());
  client.attach();
  EXPECT_TRUE(client.read_until_output("last")) << "the session is as it was";
}

TEST(HostileAgent, ASequenceWithoutEndCostsNoMemory) {
  for (const auto* start : {"\\033]7501;", "\\033]0;", "\\033P", "\\033[", "\\033_"}) {
    SessionHost host;
    host.run_shell("printf '" + std::string(start) + "'; head -c " + flood(8) +
                   " /dev/zero | tr '\\0' 1; printf '\\033\\\\last\\n'; exec sleep 1000");
    ASSERT_TRUE(host.start());
    const auto before = resident_kib(host.pid());
    ASSERT_TRUE(waits_for_last(host));
    expect_grown_less(resident_kib(host.pid()) - before, 3072, start);
  }
}

}  // namespace
}  // namespace sandtray::test
