// SPDX-License-Identifier: MIT
// select(2): macOS's poll(2) says of itself that it "does not support devices", and terminals are
// devices; select() knows every descriptor. One over FD_SETSIZE needs larger sets than fd_set,
// which the system takes from programs that ask for it (_DARWIN_UNLIMITED_SELECT).
#define _DARWIN_UNLIMITED_SELECT 1
#include "platform/posix/wait_events.h"

#include <fcntl.h>
#include <sys/select.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <ctime>
#include <vector>

namespace sandtray::platform {
namespace {

// Bits as fd_set has them, for as many descriptors as there are.
class Set {
 public:
  explicit Set(int size) : words_(static_cast<std::size_t>(size / bits + 1)) {}
  void add(int handle) { words_[word(handle)] |= bit(handle); }
  bool has(int handle) const { return (words_[word(handle)] & bit(handle)) != 0; }
  fd_set* get() { return reinterpret_cast<fd_set*>(words_.data()); }

 private:
  static constexpr int bits = 32;
  static std::size_t word(int handle) { return static_cast<std::size_t>(handle / bits); }
  static std::uint32_t bit(int handle) { return std::uint32_t{1} << handle % bits; }
  std::vector<std::uint32_t> words_;
};

bool is_open(int handle) {
  return fcntl(handle, F_GETFD) >= 0;
}

}  // namespace

int wait_events(pollfd* items, std::size_t count, int milliseconds, const sigset_t* mask) {
  int last = -1;
  for (std::size_t i = 0; i < count; ++i) last = std::max(last, items[i].fd);
  Set readable(last + 1), writable(last + 1);
  int closed = 0;
  for (std::size_t i = 0; i < count; ++i) {
    auto& item = items[i];
    item.revents = 0;
    if (item.fd < 0) continue;
    // One closed descriptor would fail the whole call.
    if (!is_open(item.fd)) {
      item.revents = POLLNVAL;
      ++closed;
      continue;
    }
    if ((item.events & POLLIN) != 0) readable.add(item.fd);
    if ((item.events & POLLOUT) != 0) writable.add(item.fd);
  }
  const timespec limit{milliseconds / 1000, milliseconds % 1000 * 1'000'000L};
  constexpr timespec now{};
  const auto* patience = closed > 0 ? &now : milliseconds < 0 ? nullptr : &limit;
  const int found = pselect(last + 1, readable.get(), writable.get(), nullptr, patience, mask);
  if (found < 0) return found;
  int ready = 0;
  for (std::size_t i = 0; i < count; ++i) {
    auto& item = items[i];
    if (item.fd >= 0 && item.revents == 0) {
      if ((item.events & POLLIN) != 0 && readable.has(item.fd)) item.revents |= POLLIN;
      if ((item.events & POLLOUT) != 0 && writable.has(item.fd)) item.revents |= POLLOUT;
    }
    ready += item.revents != 0 ? 1 : 0;
  }
  return ready;
}

}  // namespace sandtray::platform
