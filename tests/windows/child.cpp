// SPDX-License-Identifier: MIT
// What the tests start: says how it was started, or does what the first word asks.
#include <windows.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "platform/command_line.h"
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

// Starts the rest of the words as a program whose standard handles are the console's, which wine
// does not do by itself, and ends as it does.
int on_console(int argc, wchar_t** argv) {
  SECURITY_ATTRIBUTES inherited{sizeof(SECURITY_ATTRIBUTES), nullptr, TRUE};
  const auto open = [&](const wchar_t* name) {
    return CreateFileW(name, GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE,
                       &inherited, OPEN_EXISTING, 0, nullptr);
  };
  std::vector<std::string> words;
  for (int i = 2; i < argc; ++i) words.push_back(to_utf8(argv[i]));
  auto line = command_line(words).value();
  STARTUPINFOW info{};
  info.cb = sizeof info;
  info.dwFlags = STARTF_USESTDHANDLES;
  info.hStdInput = open(L"CONIN$");
  info.hStdOutput = info.hStdError = open(L"CONOUT$");
  PROCESS_INFORMATION made{};
  if (!CreateProcessW(nullptr, line.data(), nullptr, nullptr, TRUE, 0, nullptr, nullptr, &info,
                      &made)) {
    return 96;
  }
  // Ctrl-C is for the other one.
  SetConsoleCtrlHandler([](DWORD) { return TRUE; }, TRUE);
  WaitForSingleObject(made.hProcess, INFINITE);
  DWORD code = 0;
  GetExitCodeProcess(made.hProcess, &code);
  return static_cast<int>(code);
}

// Which of the three standard handles are a console's.
void say_standard_handles() {
  std::string text;
  for (const DWORD which : {STD_INPUT_HANDLE, STD_OUTPUT_HANDLE, STD_ERROR_HANDLE}) {
    DWORD mode = 0;
    text += GetConsoleMode(GetStdHandle(which), &mode) ? "console " : "other ";
  }
  say(text + "\n");
}

// The size of the console, and again each time that the console tells of a new one.
[[noreturn]] void say_sizes() {
  const HANDLE input = GetStdHandle(STD_INPUT_HANDLE);
  SetConsoleMode(input, ENABLE_WINDOW_INPUT);
  while (true) {
    CONSOLE_SCREEN_BUFFER_INFO info{};
    GetConsoleScreenBufferInfo(GetStdHandle(STD_OUTPUT_HANDLE), &info);
    const auto& window = info.srWindow;
    say(std::to_string(window.Bottom - window.Top + 1) + " by " +
        std::to_string(window.Right - window.Left + 1) + "\n");
    INPUT_RECORD record{};
    DWORD count = 0;
    do {
      if (!ReadConsoleInputW(input, &record, 1, &count)) std::exit(94);
    } while (record.EventType != WINDOW_BUFFER_SIZE_EVENT);
  }
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
  if (what == "note") {  // the words on a line of a file, which the first of them names
    std::FILE* const file = _wfopen(argv[2], L"ab");
    if (file == nullptr) return 95;
    for (int i = 3; i < argc; ++i) std::fprintf(file, "%s ", to_utf8(argv[i]).c_str());
    std::fprintf(file, "\n");
    return std::fclose(file);
  }
  if (what == "console") return on_console(argc, argv);
  if (what == "which-console") {
    const HWND window = GetConsoleWindow();
    const bool seen = window != nullptr && IsWindowVisible(window);
    say(GetConsoleCP() == 0 ? "none" : seen ? "one with a window" : "one that nobody sees");
    return 0;
  }
  if (what == "standard") {
    say_standard_handles();
    return 0;
  }
  if (what == "sizes") say_sizes();
  if (what == "folder") {
    wchar_t folder[1024];
    GetCurrentDirectoryW(1024, folder);
    say(portable_path(folder));
    return 0;
  }
  if (what == "ctrl-c" || what == "ask") {  // says what it gets and ends by itself
    static const HANDLE asked = CreateEventW(nullptr, TRUE, FALSE, nullptr);
    SetConsoleCtrlHandler(
        [](DWORD event) -> BOOL {
          if (event != CTRL_C_EVENT) return FALSE;
          SetEvent(asked);
          return TRUE;
        },
        TRUE);
    say(what == "ask" ? "Overwrite <it> & go? [y/n] " : "ready\n");
    WaitForSingleObject(asked, INFINITE);
    say("asked\n");
    return 42;
  }
  if (what == "deaf") {  // asked to end, it goes on
    SetConsoleCtrlHandler([](DWORD) -> BOOL { return TRUE; }, TRUE);
    say("ready\n");
    wait_for_ever();
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
      say("ready " + std::to_string(GetCurrentProcessId()) + "\n");
    }
    wait_for_ever();
  }
  say_words(argc, argv);
  return 0;
}
