// SPDX-License-Identifier: MIT
#include "session/detector/program_status.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"

namespace sandtray::session {
namespace {

constexpr std::size_t max_records = 256;
constexpr std::size_t max_message = 2048;

using Reported = ProgramStatus::State;
constexpr std::array<std::pair<std::string_view, Reported>, 6> states = {{
    {"idle", Reported::idle},
    {"working", Reported::working},
    {"done", Reported::done},
    {"blocked", Reported::blocked},
    {"error", Reported::error},
    {"clear", Reported::clear},
}};

bool has_control(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c < 0x20 || c == 0x7F) return true;
    if (c == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0) {
      return true;
    }
  }
  return false;
}

bool decode_text(std::string_view encoded, std::string& out) {
  return decode_base64(encoded, out) && out.size() <= max_message && is_valid_utf8(out) &&
         !has_control(out);
}

}  // namespace

std::optional<ProgramStatus> parse_program_status(std::string_view text) {
  ProgramStatus status;
  bool has_state = false;
  std::string ignored;
  for (std::size_t records = 0; !text.empty(); ++records) {
    if (records == max_records) return std::nullopt;
    const auto record = text.substr(0, text.find(':'));
    text.remove_prefix(std::min(record.size() + 1, text.size()));
    const auto equals = record.find('=');
    if (equals == std::string_view::npos || has_control(record)) return std::nullopt;
    const auto key = record.substr(0, equals);
    const auto value = record.substr(equals + 1);
    if (key == "state") {
      const auto found = std::find_if(states.begin(), states.end(),
                                      [&](const auto& known) { return known.first == value; });
      if (found == states.end()) return std::nullopt;
      status.state = found->second;
      has_state = true;
    } else if (key == "kind") {
      const bool known = value == "permission" || value == "question" || value == "auth";
      status.kind = known ? value : std::string_view();
    } else if (key == "msg") {
      if (!decode_text(value, status.message)) return std::nullopt;
    } else if (key == "title") {
      if (!decode_text(value, ignored)) return std::nullopt;
    } else if (key == "id") {
      status.id = value;
    }
  }
  if (!has_state) return std::nullopt;
  return status;
}

}  // namespace sandtray::session
