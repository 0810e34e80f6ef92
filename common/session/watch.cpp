// SPDX-License-Identifier: MIT
#include "session/watch.h"

#include "base/json.h"

namespace sandtray::session {
namespace {

// A host reads its clients' frames at once; one that does not is stuck.
constexpr auto send_patience = std::chrono::milliseconds(500);

}  // namespace

Result<Watch> Watch::open(const std::string& socket_path, std::chrono::milliseconds patience) {
  auto socket = platform::connect_socket(socket_path, patience);
  if (!socket) return Failure(socket.error());
  SANDTRAY_TRY(platform::send_all(socket->get(), encode_frame(FrameType::watch, ""),
                                  platform::Clock::now() + send_patience));
  return Watch(std::move(*socket));
}

Watch::News Watch::read() {
  News news;
  char buffer[16384];
  while (!news.ended) {
    const auto io = platform::read_some(socket_.get(), buffer, sizeof buffer);
    if (io.state == platform::IoState::would_block) break;
    if (io.state == platform::IoState::ok) {
      frames_.feed({buffer, io.bytes});
    } else {
      news.ended = true;
    }
    take_frames(news);
  }
  return news;
}

void Watch::take_frames(News& news) {
  while (auto frame = frames_.next()) {
    if (frame->type == FrameType::refused) {
      news.refused = frame->payload;
    } else if (frame->type == FrameType::event) {
      const auto json = parse_json(frame->payload, "event");
      if (!json) continue;
      if (auto event = event_from_json(*json)) news.events.push_back(std::move(*event));
    }
  }
  if (frames_.broken()) news.ended = true;
}

}  // namespace sandtray::session
