// SPDX-License-Identifier: MIT
#include "session/protocol.h"

namespace sandtray::session {

std::string encode_frame(FrameType type, std::string_view payload) {
  std::string frame;
  append_frame(frame, type, payload);
  return frame;
}

void append_frame(std::string& out, FrameType type, std::string_view payload) {
  const auto size = static_cast<std::uint32_t>(payload.size());
  out.reserve(out.size() + 5 + payload.size());
  out += static_cast<char>(type);
  for (int shift = 0; shift < 32; shift += 8) out += static_cast<char>(size >> shift & 0xFF);
  out += payload;
}

std::optional<Frame> FrameReader::next() {
  if (broken_ || buffer_.size() - at_ < 5) return std::nullopt;
  std::uint32_t size = 0;
  for (int i = 0; i < 4; ++i) {
    size |= static_cast<std::uint32_t>(static_cast<unsigned char>(buffer_[at_ + 1 + i])) << (8 * i);
  }
  static constexpr std::string_view known = "AWIERSOPVX";
  if (size > max_frame || known.find(buffer_[at_]) == std::string_view::npos) {
    broken_ = true;
    return std::nullopt;
  }
  if (buffer_.size() - at_ - 5 < size) {
    buffer_.erase(0, at_);
    at_ = 0;
    return std::nullopt;
  }
  Frame frame{static_cast<FrameType>(buffer_[at_]), buffer_.substr(at_ + 5, size)};
  at_ += 5 + size;
  if (at_ == buffer_.size()) {
    buffer_.clear();
    at_ = 0;
  }
  return frame;
}

}  // namespace sandtray::session
