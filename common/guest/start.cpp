// SPDX-License-Identifier: MIT
#include "guest/start.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>
#include <string_view>

namespace sandtray::guest {
namespace {

constexpr int cannot_start = 126;  // as a shell has it

void say(int report, std::string_view text) {
  [[maybe_unused]] const auto written = write(report, text.data(), text.size());
}

bool read_all(const char* path, std::string& text) {
  const int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return false;
  char buffer[16384];
  ssize_t got = 0;
  do {
    got = read(file, buffer, sizeof buffer);
    if (got > 0) text.append(buffer, static_cast<std::size_t>(got));
  } while (got > 0 || (got < 0 && errno == EINTR));
  close(file);
  return got == 0;
}

// What is wrong with the record, or with the mount that it names; empty if nothing is.
std::string fault_of(const char* record) {
  char* end = nullptr;
  const auto device = std::strtoull(record, &end, 10);
  if (end == record || *end != ' ') return "the list of mounts is damaged";
  const char* const second = end + 1;
  const auto inode = std::strtoull(second, &end, 10);
  if (end == second || *end != ' ') return "the list of mounts is damaged";
  const std::string path = end + 1;
  struct stat info {};
  if (lstat(path.c_str(), &info) != 0) return "cannot look at " + path + ": " + strerror(errno);
  // Signed on some systems; the record was made in the same way.
  if (static_cast<std::uint64_t>(info.st_dev) == device && info.st_ino == inode) return {};
  return path + " was replaced while the sandbox was made";
}

bool check_mounts(int report, const char* file) {
  std::string text;
  if (!read_all(file, text) || (!text.empty() && text.back() != '\0')) {
    say(report, std::string("cannot read ") + file);
    return false;
  }
  for (std::size_t at = 0; at < text.size(); at += std::strlen(&text[at]) + 1) {
    const auto fault = fault_of(&text[at]);
    if (fault.empty()) continue;
    say(report, fault);
    return false;
  }
  return true;
}

}  // namespace

int start_agent(int report, const char* mounts, char* const* argv) {
  if (fcntl(report, F_SETFD, FD_CLOEXEC) != 0 || !check_mounts(report, mounts)) return cannot_start;
  say(report, "ok\n");
  execv(argv[0], argv);
  say(report, std::string("cannot start ") + argv[0] + ": " + std::strerror(errno));
  return cannot_start;
}

}  // namespace sandtray::guest
