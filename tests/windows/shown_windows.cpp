// SPDX-License-Identifier: MIT
// Prints the class of each top-level window that is made or shown on a desktop, a line each, from
// the line "watching" until windows_desktop releases the desktop. wine 8 tells only that one is
// made.
//
//   windows_shown DESKTOP
//   windows_shown DESKTOP console WORDS...    starts a program with a console of its own there
#include <windows.h>

#include <cstdio>
#include <string>
#include <vector>

#include "platform/command_line.h"
#include "platform/wide.h"

using sandtray::platform::to_utf8;
using sandtray::platform::to_wide;

namespace {

// SetWinEventHook: the events of other processes come through the message queue, so a window may be
// gone by then; that there was one is told all the same.
void CALLBACK note_window(HWINEVENTHOOK, DWORD event, HWND window, LONG object, LONG child, DWORD,
                          DWORD) {
  if (event == EVENT_OBJECT_DESTROY || object != OBJID_WINDOW || child != CHILDID_SELF ||
      window == nullptr)
    return;
  if (IsWindow(window) && GetAncestor(window, GA_ROOT) != window) return;
  wchar_t kind[64] = L"(gone)";
  GetClassNameW(window, kind, 64);
  std::printf("%s %s\n", event == EVENT_OBJECT_SHOW ? "shown" : "made", to_utf8(kind).c_str());
  std::fflush(stdout);
}

int watch() {
  const HANDLE over = OpenEventW(SYNCHRONIZE, FALSE, L"sandtray-test-release");
  if (over == nullptr) return 3;
  if (SetWinEventHook(EVENT_OBJECT_CREATE, EVENT_OBJECT_SHOW, nullptr, note_window, 0, 0,
                      WINEVENT_OUTOFCONTEXT | WINEVENT_SKIPOWNPROCESS) == nullptr) {
    return 4;
  }
  std::puts("watching");
  std::fflush(stdout);
  while (MsgWaitForMultipleObjects(1, &over, FALSE, INFINITE, QS_ALLINPUT) == WAIT_OBJECT_0 + 1) {
    MSG message;
    while (PeekMessageW(&message, nullptr, 0, 0, PM_REMOVE)) DispatchMessageW(&message);
  }
  return 0;
}

int start_on_console(std::wstring desktop, const std::vector<std::string>& words) {
  auto line = sandtray::platform::command_line(words);
  if (!line) return 64;
  STARTUPINFOW info{};
  info.cb = sizeof info;
  info.lpDesktop = desktop.data();
  PROCESS_INFORMATION made{};
  if (!CreateProcessW(nullptr, line->data(), nullptr, nullptr, FALSE, CREATE_NEW_CONSOLE, nullptr,
                      nullptr, &info, &made)) {
    return 3;
  }
  WaitForSingleObject(made.hProcess, INFINITE);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv, argv + argc);
  if (words.size() < 2) return 64;
  const auto desktop = to_wide(words[1]);
  const HDESK opened = OpenDesktopW(desktop.c_str(), 0, FALSE, GENERIC_ALL);
  if (opened == nullptr || !SetThreadDesktop(opened)) return 2;
  if (words.size() == 2) return watch();
  if (words[2] != "console" || words.size() < 4) return 64;
  return start_on_console(desktop, {words.begin() + 3, words.end()});
}
