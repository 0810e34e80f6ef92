// SPDX-License-Identifier: MIT
#include "platform/pty.h"

#include <cerrno>
#include <thread>

#include "platform/pseudo_console.h"
#include "platform/stream.h"

namespace sandtray::platform {
namespace {

// Shared by both sides.
class Console {
 public:
  explicit Console(HPCON console) : console_(console) {}
  Console(const Console&) = delete;
  Console& operator=(const Console&) = delete;
  ~Console() { close(); }

  HPCON get() const { return console_; }
  Result<> resize(TerminalSize size) {
    const auto failed =
        console_ == nullptr ? E_HANDLE : ResizePseudoConsole(console_, coordinates(size));
    if (failed == S_OK) return {};
    return fail(Code::unavailable, "cannot set the terminal's size");
  }
  // On a thread of its own: older systems wait there until all output has been read, by us.
  void close() {
    if (const HPCON closing = std::exchange(console_, nullptr)) {
      std::thread([closing] { ClosePseudoConsole(closing); }).detach();
    }
  }
  static COORD coordinates(TerminalSize size) {
    return {static_cast<SHORT>(size.columns), static_cast<SHORT>(size.rows)};
  }

 private:
  HPCON console_;
};

class Master final : public Object {
 public:
  Master(std::shared_ptr<Object> from, std::shared_ptr<Object> to, std::shared_ptr<Console> console)
      : Object({}), from_(std::move(from)), to_(std::move(to)), console_(std::move(console)) {}
  ~Master() override { console_->close(); }

  Io read(char* buffer, std::size_t size) override { return from_->read(buffer, size); }
  Io write(std::string_view bytes) override { return to_->write(bytes); }
  HANDLE readable() override { return from_->readable(); }
  HANDLE writable() override { return to_->writable(); }
  Result<> set_blocking(bool blocking) override {
    SANDTRAY_TRY(from_->set_blocking(blocking));
    return to_->set_blocking(blocking);
  }
  Console& console() { return *console_; }

 private:
  std::shared_ptr<Object> from_, to_;
  std::shared_ptr<Console> console_;
};

class Slave final : public Object {
 public:
  explicit Slave(std::shared_ptr<Console> console) : Object({}), console_(std::move(console)) {}
  HPCON get() const { return console_->get(); }

 private:
  std::shared_ptr<Console> console_;
};

}  // namespace

HPCON pseudo_console_of(Handle slave) {
  const auto object = std::dynamic_pointer_cast<Slave>(object_of(slave));
  return object ? object->get() : nullptr;
}

Result<Pty> open_pty(TerminalSize size) {
  auto output = make_pipe();
  if (!output) return Failure(output.error());
  auto input = make_input_pipe();
  if (!input) return Failure(input.error());
  HPCON made = nullptr;
  const auto failed = CreatePseudoConsole(Console::coordinates(size), native_of(input->first.get()),
                                          native_of(output->second.get()), 0, &made);
  if (failed != S_OK) {
    return fail(Code::unavailable, "cannot open a terminal",
                "Windows 10 of autumn 2018 (1809) is the first that has pseudo-consoles.");
  }
  const auto console = std::make_shared<Console>(made);
  Pty pty;
  pty.master.reset(add_object(std::make_shared<Master>(object_of(output->first.get()),
                                                       object_of(input->second.get()), console)));
  pty.slave.reset(add_object(std::make_shared<Slave>(console)));
  SANDTRAY_TRY(set_blocking(pty.master.get(), false));
  return pty;
}

void hang_up_terminal(Handle master) {
  if (const auto object = std::dynamic_pointer_cast<Master>(object_of(master))) {
    object->console().close();
  }
}

Result<> set_terminal_size(Handle terminal, TerminalSize size) {
  const auto object = std::dynamic_pointer_cast<Master>(object_of(terminal));
  if (!object) return fail_errno(EBADF, "cannot set the terminal's size");
  return object->console().resize(size);
}

}  // namespace sandtray::platform
