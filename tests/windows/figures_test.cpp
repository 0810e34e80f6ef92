// SPDX-License-Identifier: MIT
// What a session costs beside a bare process: start-up, launch and memory. Prints the figures;
// under wine only their ratios say something.
#include <windows.h>

// After windows.h, which it needs.
#include <psapi.h>

#include <algorithm>
#include <iomanip>
#include <iostream>

#include "platform/native.h"
#include "platform/socket.h"
#include "windows/session.h"

namespace sandtray::test {
namespace {

using Milliseconds = std::chrono::duration<double, std::milli>;

constexpr int rounds = 15;

class WindowsFigures : public WindowsSession {
 protected:
  // The median time of a command that must succeed.
  double time_of(const std::vector<std::string>& words) {
    std::vector<double> times;
    for (int i = 0; i < rounds; ++i) {
      const auto begin = platform::Clock::now();
      platform::SpawnOptions options;
      options.argv = words;
      options.env = env_;
      const auto pid = platform::spawn(options);
      if (!pid) {
        ADD_FAILURE() << pid.error().message;
        return 1;
      }
      EXPECT_EQ(platform::wait_for(*pid).code, 0);
      times.push_back(Milliseconds(platform::Clock::now() - begin).count());
    }
    std::nth_element(times.begin(), times.begin() + rounds / 2, times.end());
    return times[rounds / 2];
  }

  // Of a process that runs, in KiB: what it holds in memory, and what is its own.
  static std::pair<double, double> memory_of(int pid) {
    const platform::NativeHandle process(
        OpenProcess(PROCESS_QUERY_INFORMATION | PROCESS_VM_READ, FALSE, static_cast<DWORD>(pid)));
    PROCESS_MEMORY_COUNTERS_EX counters{};
    EXPECT_TRUE(GetProcessMemoryInfo(
        process.get(), reinterpret_cast<PROCESS_MEMORY_COUNTERS*>(&counters), sizeof counters));
    return {static_cast<double>(counters.WorkingSetSize) / 1024,
            static_cast<double>(counters.PrivateUsage) / 1024};
  }

  static void print(const std::string& what, double value, double bare, const std::string& unit) {
    std::cout << std::fixed << std::setprecision(1) << std::left << std::setw(34) << what
              << std::right;
    if (value == 0 || bare == 0) {  // nothing costs nothing: wine does not count some things
      std::cout << "not measurable here\n";
    } else {
      std::cout << std::setw(9) << value << " " << unit << "   x" << value / bare << "\n";
    }
  }
};

TEST_F(WindowsFigures, ASessionBesideABareProcess) {
  const double bare = time_of({child_, "exit", "0"});
  const double version = time_of({program_, "--version"});
  auto words = run_words({"-d"}, {"exit", "0"});
  words.insert(words.begin(), program_);
  const double launch = time_of(words);
  print("bare CreateProcess to its end", bare, bare, "ms");
  print("sandtray --version", version, bare, "ms");
  print("sandtray run -d", launch, bare, "ms");

  const auto id = start({"deaf"});
  ASSERT_TRUE(shows(id, "ready"));
  const auto host = platform::read_file(dir_ / "local/sandtray/state/sessions/" + id + "/host.pid");
  ASSERT_TRUE(host) << host.error().message;
  platform::SpawnOptions options;
  options.argv = {child_, "deaf"};
  options.env = env_;
  auto out = platform::make_pipe();
  options.output = out->second.get();
  const auto pid = platform::spawn(options);
  ASSERT_TRUE(pid) << pid.error().message;
  ASSERT_TRUE(
      platform::wait_readable(out->first.get(), platform::Clock::now() + std::chrono::seconds(20)));
  const auto [bare_set, bare_own] = memory_of(*pid);
  const auto [host_set, host_own] = memory_of(std::stoi(*host));
  platform::send_signal(*pid, 9);
  (void)platform::wait_for(*pid);
  print("memory of a bare process", bare_set, bare_set, "KiB");
  print("... its own", bare_own, bare_own, "KiB");
  print("memory of a session host", host_set, bare_set, "KiB");
  print("... its own", host_own, bare_own, "KiB");
  EXPECT_GT(bare_set, 0);
  EXPECT_LT(launch, 30 * bare);
  EXPECT_LT(host_set, 10 * bare_set);
}

}  // namespace
}  // namespace sandtray::test
