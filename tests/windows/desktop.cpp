// SPDX-License-Identifier: MIT
// The person in front of a desktop with a tray, for the test of the tray: says and does one thing.
//
//   windows_desktop DESKTOP hold            keeps the desktop there, until release
//   windows_desktop DESKTOP release
//   windows_desktop DESKTOP start NAME=VALUE... -- PROGRAM WORDS...
//                                           starts it there with these variables; its status
//   windows_desktop DESKTOP click ...       likewise, but without standard handles, as an icon does
//   windows_desktop DESKTOP message         the words of the message box that is shown
//   windows_desktop DESKTOP dismiss         closes it
//   windows_desktop DESKTOP icon            whether the tray is there: its process
//   windows_desktop DESKTOP memory          how much it uses, in words
//   windows_desktop DESKTOP menu            a right click on its icon, until the menu is there
//   windows_desktop DESKTOP keys KEY...     presses keys in its menu
//   windows_desktop DESKTOP balloon         the text of the balloon that is shown, without its
//                                           title
//   windows_desktop DESKTOP toasts PIPE WORDS...
//                                           says that to the stand-in for toasts; its answer
//   windows_desktop DESKTOP power NUMBER... tells it what happens to the machine's power (PBT_...)
//   windows_desktop DESKTOP taskbar         tells everybody that there is a new task bar
//   windows_desktop DESKTOP close           asks it to end
#include <windows.h>

#include <psapi.h>

#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include "platform/command_line.h"
#include "platform/wide.h"

using sandtray::platform::to_utf8;
using sandtray::platform::to_wide;

namespace {

constexpr UINT from_icon = WM_APP + 1;

constexpr auto release_event = L"sandtray-test-release";

int hold() {
  const HANDLE event = CreateEventW(nullptr, TRUE, FALSE, release_event);
  WaitForSingleObject(event, 300'000);
  return 0;
}

int release() {
  const HANDLE event = OpenEventW(EVENT_MODIFY_STATE, FALSE, release_event);
  return event != nullptr && SetEvent(event) ? 0 : 1;
}

int start(const std::wstring& desktop, std::vector<std::string> words, bool has_streams) {
  while (!words.empty() && words[0] != "--") {
    const auto sign = words[0].find('=');
    SetEnvironmentVariableW(to_wide(words[0].substr(0, sign)).c_str(),
                            to_wide(words[0].substr(sign + 1)).c_str());
    words.erase(words.begin());
  }
  if (words.size() < 2) return 64;
  words.erase(words.begin());
  auto line = sandtray::platform::command_line(words);
  if (!line) return 64;
  auto name = desktop;
  STARTUPINFOW info{};
  info.cb = sizeof info;
  info.lpDesktop = name.data();
  if (!has_streams) info.dwFlags = STARTF_USESTDHANDLES;  // and they are none
  PROCESS_INFORMATION made{};
  if (!CreateProcessW(nullptr, line->data(), nullptr, nullptr, has_streams, 0, nullptr, nullptr,
                      &info, &made)) {
    return 3;
  }
  WaitForSingleObject(made.hProcess, INFINITE);
  DWORD code = 0;
  GetExitCodeProcess(made.hProcess, &code);
  return static_cast<int>(code);
}

HWND tray() {
  return FindWindowW(L"sandtray-tray", nullptr);
}

DWORD process_of(HWND window) {
  DWORD pid = 0;
  GetWindowThreadProcessId(window, &pid);
  return pid;
}

int memory() {
  const HANDLE process =
      OpenProcess(PROCESS_QUERY_INFORMATION | PROCESS_VM_READ, FALSE, process_of(tray()));
  PROCESS_MEMORY_COUNTERS_EX counters{};
  if (!K32GetProcessMemoryInfo(process, reinterpret_cast<PROCESS_MEMORY_COUNTERS*>(&counters),
                               sizeof counters)) {
    return 1;
  }
  // wine does not count what is a process's own.
  const auto in_words = [](SIZE_T bytes) {
    return bytes == 0 ? "not measurable here" : std::to_string(bytes / 1024) + " KiB";
  };
  std::printf("working set: %s, private: %s\n", in_words(counters.WorkingSetSize).c_str(),
              in_words(counters.PrivateUsage).c_str());
  return 0;
}

// As the task bar would say it of a click at that place of the screen.
int open_menu() {
  PostMessageW(tray(), from_icon, MAKEWPARAM(900, 700), MAKELPARAM(WM_CONTEXTMENU, 1));
  for (int attempt = 0; attempt < 100; ++attempt) {
    const HWND menu = FindWindowW(L"#32768", nullptr);
    if (menu != nullptr && IsWindowVisible(menu)) return 0;
    Sleep(50);
  }
  return 1;
}

int press(const std::vector<std::string>& names) {
  for (const auto& name : names) {
    const WPARAM key = name == "down"    ? VK_DOWN
                       : name == "up"    ? VK_UP
                       : name == "right" ? VK_RIGHT
                       : name == "enter" ? VK_RETURN
                                         : VK_ESCAPE;
    if (!PostMessageW(tray(), WM_KEYDOWN, key, 1)) return 1;
    Sleep(150);
  }
  return 0;
}

int tell_power(const std::vector<std::string>& events) {
  for (const auto& event : events) {
    if (!PostMessageW(tray(), WM_POWERBROADCAST, std::stoul(event), 0)) return 1;
  }
  return 0;
}

// wine's balloons are tool tips with a title.
BOOL CALLBACK show_balloon(HWND window, LPARAM found) {
  wchar_t kind[64]{};
  GetClassNameW(window, kind, 64);
  if (std::wstring_view(kind) != L"tooltips_class32" || !IsWindowVisible(window)) return TRUE;
  wchar_t text[512]{};
  SendMessageW(window, WM_GETTEXT, 512, reinterpret_cast<LPARAM>(text));
  std::printf("%s\n", to_utf8(text).c_str());
  *reinterpret_cast<int*>(found) += 1;
  return TRUE;
}

int balloon() {
  int found = 0;
  EnumWindows(show_balloon, reinterpret_cast<LPARAM>(&found));
  return found > 0 ? 0 : 1;
}

HWND message_box() {
  const HWND box = FindWindowW(L"#32770", L"Sandtray");
  return box != nullptr && IsWindowVisible(box) ? box : nullptr;
}

BOOL CALLBACK show_text(HWND window, LPARAM) {
  wchar_t kind[64]{}, text[2048]{};
  GetClassNameW(window, kind, 64);
  if (std::wstring_view(kind) != L"Static") return TRUE;
  SendMessageW(window, WM_GETTEXT, 2048, reinterpret_cast<LPARAM>(text));
  std::printf("%s\n", to_utf8(text).c_str());
  return TRUE;
}

int show_message() {
  if (message_box() == nullptr) return 1;
  EnumChildWindows(message_box(), show_text, 0);
  return 0;
}

int say_to_toasts(const std::vector<std::string>& words) {
  std::string line, answer(1 << 16, '\0');
  for (std::size_t i = 1; i < words.size(); ++i) line += (i > 1 ? " " : "") + words[i];
  DWORD size = 0;
  if (!CallNamedPipeW(to_wide(words[0]).c_str(), line.data(), static_cast<DWORD>(line.size()),
                      answer.data(), static_cast<DWORD>(answer.size()), &size, 10'000)) {
    return 1;
  }
  std::printf("%.*s\n", static_cast<int>(size), answer.c_str());
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> words(argv, argv + argc);
  if (words.size() < 3) return 64;
  if (words[2] == "hold") return hold();
  if (words[2] == "release") return release();
  if (words[2] == "start" || words[2] == "click") {
    return start(to_wide(words[1]), {words.begin() + 3, words.end()}, words[2] == "start");
  }
  const HDESK desktop = OpenDesktopW(to_wide(words[1]).c_str(), 0, FALSE, GENERIC_ALL);
  if (desktop == nullptr || !SetThreadDesktop(desktop)) return 2;
  const auto& what = words[2];
  if (what == "taskbar") {
    return SendNotifyMessageW(HWND_BROADCAST, RegisterWindowMessageW(L"TaskbarCreated"), 0, 0) ? 0
                                                                                               : 1;
  }
  if (what == "balloon") return balloon();
  if (what == "message") return show_message();
  if (what == "dismiss") return PostMessageW(message_box(), WM_COMMAND, IDOK, 0) ? 0 : 1;
  if (what == "toasts" && words.size() > 4) return say_to_toasts({words.begin() + 3, words.end()});
  if (tray() == nullptr) return 1;
  if (what == "icon") return std::printf("%lu\n", process_of(tray())) > 0 ? 0 : 1;
  if (what == "memory") return memory();
  if (what == "menu") return open_menu();
  if (what == "keys") return press({words.begin() + 3, words.end()});
  if (what == "power") return tell_power({words.begin() + 3, words.end()});
  if (what == "close") return PostMessageW(tray(), WM_CLOSE, 0, 0) ? 0 : 1;
  return 64;
}
