// SPDX-License-Identifier: MIT
// What the tests start: says how it was started, or does what the first word asks.
#include <windows.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "platform/process.h"
#include "platform/wide.h"

using namespace sandtray::platform;

namespace {

void say(const std::string& text) {
  const Io io = write_some(1, text);
  if (io.state != IoState::ok || io.bytes != text.size()) std::exit(99);
}

// Each word in hexadecimal UTF-8 on a line of its own, as Microsoft's runtime has cut them.
void say_words(int argc, wchar_t** argv) {
  std::string text;
  for (int i = 0; i < argc; ++i) {
    for (const unsigned char byte : to_utf8(argv[i])) {
      text += "0123456789abcdef"[byte >> 4];
      text += "0123456789abcdef"[byte & 15];
    }
    text += "\n";
  }
  say(text);
}

[[noreturn]] void wait_for_ever() {
  Sleep(INFINITE);
  std::exit(98);
}

}  // namespace

int wmain(int argc, wchar_t** argv) {
  const auto what = argc > 1 ? to_utf8(argv[1]) : "";
  if (what == "exit") return std::stoi(to_utf8(argv[2]));
  if (what == "crash") RaiseException(0xC0000005, EXCEPTION_NONCONTINUABLE, 0, nullptr);
  if (what == "environment") {
    for (const auto& [name, value] : current_environment()) say(name + "=" + value + "\n");
    return 0;
  }
  if (what == "echo") {
    char buffer[256];
    while (true) {
      const Io io = read_some(0, buffer, sizeof buffer);
      if (io.state != IoState::ok) return 0;
      say(std::string(buffer, io.bytes));
    }
  }
  if (what == "handle") {
    write_some(7, "through seven");
    return 0;
  }
  if (what == "folder") {
    wchar_t folder[1024];
    GetCurrentDirectoryW(1024, folder);
    say(portable_path(folder));
    return 0;
  }
  if (what == "tree") {  // a child and a grandchild; all three hold our output open
    const int level = std::stoi(to_utf8(argv[2]));
    if (level > 0) {
      SpawnOptions options;
      options.argv = {to_utf8(argv[0]), "tree", std::to_string(level - 1)};
      options.env = current_environment();
      options.output = 1;
      options.detached = true;
      const auto below = spawn(options);
      if (!below) return 97;
    } else {
      say("ready\n");
    }
    wait_for_ever();
  }
  say_words(argc, argv);
  return 0;
}
