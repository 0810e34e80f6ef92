// SPDX-License-Identifier: MIT
#include "guest/hook.h"

#include <windows.h>

#include <string>
#include <thread>

#include "platform/socket.h"

namespace sandtray::guest {
namespace {

constexpr auto limit = std::chrono::seconds(2);
constexpr std::size_t limit_bytes = std::size_t{1} << 20;

// Whatever blocks, it ends in time.
void start_limit() {
  std::thread([] {
    std::this_thread::sleep_for(limit);
    TerminateProcess(GetCurrentProcess(), 0);
  }).detach();
}

// Empty when there is none or it is over the limit. It is read to its end in any case: the agent
// may still be writing.
std::string read_document() {
  constexpr platform::Handle standard_input = 0;
  std::string document;
  std::string buffer(64 << 10, '\0');
  bool fits = true;
  while (true) {
    const auto io = platform::read_some(standard_input, buffer.data(), buffer.size());
    if (io.state != platform::IoState::ok) return fits ? document : "";
    fits = fits && document.size() + io.bytes <= limit_bytes;
    if (fits) document.append(buffer, 0, io.bytes);
  }
}

}  // namespace

void send_hook_event(const char* address) {
  start_limit();
  const auto document = read_document();
  if (document.empty()) return;
  const auto channel = platform::connect_socket(address, limit);
  if (!channel) return;
  (void)platform::send_all(channel->get(), document, platform::Clock::now() + limit);
}

}  // namespace sandtray::guest
