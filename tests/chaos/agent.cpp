// SPDX-License-Identifier: MIT
// agent MIRROR slow|full|calm: an agent that never stops talking. Every byte that its terminal has
// taken it appends to the file MIRROR, which survives any kill, so that it can be told whether one
// was lost. It has a child that escapes from session and parent, answers "ping X" with "pong X",
// and ends with status N at "quit N".
#include <fcntl.h>
#include <poll.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

constexpr long most_output = 4 << 20;
int mirror = -1;
long written = 0;

void say(std::string_view text) {
  while (!text.empty()) {
    const auto taken = write(STDOUT_FILENO, text.data(), text.size());
    if (taken <= 0) _exit(74);
    if (write(mirror, text.data(), static_cast<std::size_t>(taken)) != taken) _exit(73);
    written += taken;
    text.remove_prefix(static_cast<std::size_t>(taken));
  }
}

// In a session of its own, its parent gone, and deaf to a hang-up.
void leave_an_escaped_child() {
  if (fork() != 0) return;
  setsid();
  if (fork() != 0) _exit(0);
  while (true) pause();
}

void obey(const std::string& line) {
  if (line.starts_with("ping ")) say("pong " + line.substr(5) + "\r\n");
  if (line.starts_with("quit ")) _exit(std::atoi(line.c_str() + 5));
}

// False at the end of the input.
bool listen() {
  static std::string typed;
  char buffer[512];
  const auto got = read(STDIN_FILENO, buffer, sizeof buffer);
  if (got <= 0) return false;
  typed.append(buffer, static_cast<std::size_t>(got));
  for (auto end = typed.find('\n'); end != std::string::npos; end = typed.find('\n')) {
    obey(typed.substr(0, end));
    typed.erase(0, end + 1);
  }
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 64;
  const std::string_view mode = argv[2];
  mirror = open(argv[1], O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0600);
  if (mirror < 0) return 73;
  termios raw{};
  tcgetattr(STDIN_FILENO, &raw);
  cfmakeraw(&raw);
  tcsetattr(STDIN_FILENO, TCSANOW, &raw);
  leave_an_escaped_child();
  say("here I am\r\n");
  for (long number = 0;; ++number) {
    const bool full = mode == "full" && written < most_output;
    pollfd input{STDIN_FILENO, POLLIN, 0};
    const int patience = mode == "calm" ? -1 : full ? 0 : 2;
    if (poll(&input, 1, patience) > 0 && !listen()) return 0;
    if (mode == "calm") continue;
    char line[128];
    const int size =
        std::snprintf(line, sizeof line, "%09ld the quick brown fox jumps over it\r\n", number);
    std::string text(line, static_cast<std::size_t>(size));
    if (full) {
      while (text.size() < 3000) text.append(line, static_cast<std::size_t>(size));
    }
    say(text);
  }
}
