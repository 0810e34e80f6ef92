// SPDX-License-Identifier: MIT
#include "platform/terminal.h"

#include <cstdlib>

#include "platform/native.h"

namespace sandtray::platform {
namespace {

NativeHandle open_console(const wchar_t* name) {
  return NativeHandle(CreateFileW(name, GENERIC_READ | GENERIC_WRITE,
                                  FILE_SHARE_READ | FILE_SHARE_WRITE, nullptr, OPEN_EXISTING, 0,
                                  nullptr));
}

// The one raw mode there is; for the end of the program, too.
struct Saved {
  bool active = false;
  NativeHandle input, output;
  DWORD input_mode = 0, output_mode = 0;
  std::string farewell;
};
Saved& saved() {
  static auto* const made = new Saved;
  return *made;
}

void restore() {
  auto& now = saved();
  if (!std::exchange(now.active, false)) return;
  DWORD written = 0;
  WriteFile(now.output.get(), now.farewell.data(), static_cast<DWORD>(now.farewell.size()),
            &written, nullptr);
  SetConsoleMode(now.input.get(), now.input_mode);
  SetConsoleMode(now.output.get(), now.output_mode);
}

class ConsoleRawMode final : public RawMode {
 public:
  ~ConsoleRawMode() override { leave(); }
  void leave() override { restore(); }
  void reenter() override {
    auto& now = saved();
    now.active = true;
    // Keys become the sequences that programs expect; Ctrl-C is a key like any other.
    constexpr DWORD raw = ENABLE_WINDOW_INPUT | ENABLE_EXTENDED_FLAGS;
    if (!SetConsoleMode(now.input.get(), raw | ENABLE_VIRTUAL_TERMINAL_INPUT)) {
      SetConsoleMode(now.input.get(), raw);
    }
    SetConsoleMode(now.output.get(), ENABLE_PROCESSED_OUTPUT | ENABLE_WRAP_AT_EOL_OUTPUT |
                                         ENABLE_VIRTUAL_TERMINAL_PROCESSING |
                                         DISABLE_NEWLINE_AUTO_RETURN);
  }
  void suspend() override {}  // Windows suspends no programs
};

}  // namespace

bool is_terminal(Handle handle) {
  DWORD mode = 0;
  const HANDLE native = native_of(handle);
  return native != nullptr && GetConsoleMode(native, &mode);
}

std::optional<TerminalSize> terminal_size(Handle handle) {
  if (!is_terminal(handle)) return {};
  // Only the output side knows it.
  const auto output = open_console(L"CONOUT$");
  CONSOLE_SCREEN_BUFFER_INFO info{};
  if (!output || !GetConsoleScreenBufferInfo(output.get(), &info)) return {};
  const int rows = info.srWindow.Bottom - info.srWindow.Top + 1;
  const int columns = info.srWindow.Right - info.srWindow.Left + 1;
  if (rows <= 0 || columns <= 0) return {};
  return TerminalSize{static_cast<unsigned short>(rows), static_cast<unsigned short>(columns)};
}

Result<std::unique_ptr<RawMode>> RawMode::enter(Handle terminal, std::string farewell) {
  constexpr auto message = "cannot read the terminal's modes";
  if (!is_terminal(terminal)) return fail(Code::unavailable, message);
  auto& now = saved();
  now.input = open_console(L"CONIN$");
  now.output = open_console(L"CONOUT$");
  if (!now.input || !now.output || !GetConsoleMode(now.input.get(), &now.input_mode) ||
      !GetConsoleMode(now.output.get(), &now.output_mode)) {
    return fail_errno(last_errno(), message);
  }
  now.farewell = std::move(farewell);
  static const bool once = std::atexit(restore) == 0;
  (void)once;
  auto mode = std::make_unique<ConsoleRawMode>();
  mode->reenter();
  return mode;
}

}  // namespace sandtray::platform
