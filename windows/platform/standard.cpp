// SPDX-License-Identifier: MIT
#include "platform/standard.h"

#include <algorithm>

#include "platform/console_input.h"
#include "platform/pipe_reader.h"

namespace sandtray::platform {
namespace {

bool is_console(HANDLE handle) {
  DWORD mode = 0;
  return GetConsoleMode(handle, &mode) != 0;
}

// Takes text in whole characters only; the part of one waits for the rest.
class ConsoleOutput final : public Object {
 public:
  using Object::Object;

  Io write(std::string_view bytes) override {
    waiting_ += bytes;
    const auto whole = whole_characters(waiting_);
    const auto size = static_cast<int>(whole);
    std::wstring text(whole, L'\0');
    const int count = MultiByteToWideChar(CP_UTF8, 0, waiting_.data(), size, text.data(), size);
    waiting_.erase(0, whole);
    for (int done = 0; done < count;) {
      DWORD written = 0;
      if (!WriteConsoleW(native(), text.data() + done, static_cast<DWORD>(count - done), &written,
                         nullptr)) {
        return {IoState::failed, 0, last_errno()};
      }
      done += static_cast<int>(written);
    }
    return {IoState::ok, bytes.size()};
  }
  HANDLE readable() override { return never(); }

  static HANDLE never() {
    static const HANDLE event = CreateEventW(nullptr, TRUE, FALSE, nullptr);
    return event;
  }

 private:
  // Bytes but for a last character that is not complete.
  static std::size_t whole_characters(std::string_view text) {
    for (std::size_t back = 1; back <= std::min<std::size_t>(3, text.size()); ++back) {
      const auto byte = static_cast<unsigned char>(text[text.size() - back]);
      if ((byte & 0xC0) == 0x80) continue;
      const std::size_t length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1;
      return length > back ? text.size() - back : text.size();
    }
    return text.size();
  }

  std::string waiting_;
};

// Nobody tells us that the reader of a pipe has gone, before we write.
class PlainOutput final : public Object {
 public:
  using Object::Object;
  HANDLE readable() override { return ConsoleOutput::never(); }
};

}  // namespace

std::shared_ptr<Object> make_standard_input(NativeHandle native) {
  if (is_console(native.get())) return std::make_shared<ConsoleInput>(std::move(native));
  if (GetFileType(native.get()) == FILE_TYPE_PIPE) {
    return std::make_shared<PipeReader>(std::move(native));
  }
  return std::make_shared<Object>(std::move(native));
}

std::shared_ptr<Object> make_standard_output(NativeHandle native) {
  if (is_console(native.get())) return std::make_shared<ConsoleOutput>(std::move(native));
  return std::make_shared<PlainOutput>(std::move(native));
}

}  // namespace sandtray::platform
