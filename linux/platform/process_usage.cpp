// SPDX-License-Identifier: MIT
// /proc/PID/stat and statm (proc(5)).
#include "platform/process_usage.h"

#include <unistd.h>

#include <fstream>
#include <sstream>
#include <string>

#include "platform/tree.h"

namespace sandtray::platform {
namespace {

// utime, stime, cutime and cstime: the 12th to 15th field after the name, which may hold anything.
constexpr int fields_before_times = 11;

// Files of /proc have no size, so read_file() does not serve. One line; empty if it is gone.
std::string read_line(const std::string& path) {
  std::string line;
  std::getline(std::ifstream(path), line);
  return line;
}

bool add(ProcessId pid, ProcessUsage& sum) {
  const auto folder = "/proc/" + std::to_string(pid);
  const auto stat = read_line(folder + "/stat");
  const auto memory = read_line(folder + "/statm");
  const auto name_end = stat.rfind(')');
  if (name_end == std::string::npos || memory.empty()) return false;
  std::istringstream fields(stat.substr(name_end + 1));
  std::string skipped;
  for (int i = 0; i < fields_before_times; ++i) fields >> skipped;
  std::int64_t ticks = 0, one = 0;
  for (int i = 0; i < 4 && fields >> one; ++i) ticks += one;
  std::uint64_t size = 0, resident = 0, shared = 0;
  std::istringstream(memory) >> size >> resident >> shared;
  sum.cpu_ms +=
      static_cast<std::uint64_t>(ticks) * 1000 / static_cast<std::uint64_t>(sysconf(_SC_CLK_TCK));
  if (resident > shared) {
    sum.memory_bytes += (resident - shared) * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
  }
  return true;
}

}  // namespace

std::optional<ProcessUsage> usage_of_tree(ProcessId pid) {
  ProcessUsage sum;
  if (!add(pid, sum)) return {};
  for (const auto& process : descendants(pid)) add(process.key.pid, sum);
  return sum;
}

}  // namespace sandtray::platform
