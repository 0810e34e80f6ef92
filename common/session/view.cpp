// SPDX-License-Identifier: MIT
#include "session/view.h"

#include <array>

#include "base/json.h"

namespace sandtray::session {
namespace {

using platform::IoState;

constexpr platform::Handle standard_output = 1;
constexpr std::size_t much = 256 << 10;
// Small enough that a terminal that says it is writable takes it at once.
constexpr std::size_t output_step = 1024;

}  // namespace

View::View(platform::Loop& loop, platform::OwnedHandle socket)
    : loop_(loop), socket_(std::move(socket)), host_ended_(!socket_) {
  if (socket_) watch_host();
}

void View::watch_host() {
  loop_.on_readable(socket_.get(), [this] { read_host(); });
}

void View::send(FrameType type, std::string_view payload) {
  if (host_ended_) return;
  to_host_ += encode_frame(type, payload);
  write_host();
}

void View::write_host() {
  while (!to_host_.empty()) {
    const auto io = platform::write_some(socket_.get(), to_host_);
    if (io.state == IoState::would_block) {
      loop_.on_writable(socket_.get(), [this] { write_host(); });
      return;
    }
    // What the host still has to say is read until its end.
    if (io.state != IoState::ok) to_host_.clear();
    if (io.state == IoState::ok) to_host_.erase(0, io.bytes);
  }
  loop_.stop_writing(socket_.get());
}

bool View::is_printing_much() const {
  return to_output_.size() > much;
}

void View::print(std::string_view bytes) {
  if (bytes.empty()) return;
  to_output_ += bytes;
  loop_.on_writable(standard_output, [this] { write_output(); });
  if (is_printing_much() && !host_ended_) loop_.stop_reading(socket_.get());
}

void View::write_output() {
  const bool was_much = is_printing_much();
  if (!to_output_.empty()) {
    const auto io =
        platform::write_some(standard_output, std::string_view(to_output_).substr(0, output_step));
    if (io.state == IoState::ok) to_output_.erase(0, io.bytes);
    if (io.state == IoState::closed || io.state == IoState::failed) {
      to_output_.clear();
      on_output_closed(io.state == IoState::failed ? io.error : 0);
    }
  }
  if (was_much && !is_printing_much()) {
    if (!host_ended_) watch_host();
    on_output_ready();
  }
  if (!to_output_.empty()) return;
  loop_.stop_writing(standard_output);
  if (finished_) loop_.stop();
}

void View::finish(ViewResult result) {
  if (finished_) return;
  finished_ = true;
  result_ = result;
  if (to_output_.empty()) loop_.stop();
}

ViewResult View::run() {
  // It may be over already: a loop that was stopped before it ran would run for ever.
  if (!finished_ || !to_output_.empty()) loop_.run();
  return result_;
}

void View::read_host() {
  std::array<char, 65536> buffer;
  const auto io = platform::read_some(socket_.get(), buffer.data(), buffer.size());
  if (io.state == IoState::would_block) return;
  if (io.state == IoState::ok) reader_.feed({buffer.data(), io.bytes});
  while (auto frame = reader_.next()) on_frame(*frame);
  if (io.state == IoState::ok && !reader_.broken()) return;
  host_ended_ = true;
  loop_.forget(socket_.get());
  on_host_end();
}

std::string attach_payload(unsigned short rows, unsigned short columns, bool replay) {
  return dump_json({{"rows", rows}, {"columns", columns}, {"replay", replay}});
}

}  // namespace sandtray::session
