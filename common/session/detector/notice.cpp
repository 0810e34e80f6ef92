// SPDX-License-Identifier: MIT
#include "session/detector/notice.h"

#include <algorithm>
#include <utility>

#include "base/text.h"

namespace sandtray::session {
namespace {

constexpr std::size_t max_part = 4096;

// Takes what stands before the separator off `text`.
std::string_view take_field(std::string_view& text, char separator) {
  const auto end = std::min(text.find(separator), text.size());
  const auto field = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return field;
}

}  // namespace

std::optional<Notice> NoticeReader::read(const Osc& osc) {
  std::string_view text = osc.text;
  if (osc.number == 9) {
    // "4;1;50" is a progress bar; ConEmu knows further commands of this form.
    const auto digits = std::min(text.find_first_not_of("0123456789"), text.size());
    const bool is_command = digits > 0 && (digits == text.size() || text[digits] == ';');
    if (text.empty() || is_command) return std::nullopt;
    return Notice{"", std::string(text)};
  }
  if (osc.number == 777) {
    if (take_field(text, ';') != "notify") return std::nullopt;
    const auto title = take_field(text, ';');
    if (text.empty()) return Notice{"", std::string(title)};
    return Notice{std::string(title), std::string(text)};
  }
  if (osc.number == 99) return read_kitty(text);
  return std::nullopt;
}

// "i=ID:d=0:p=title;TEXT": further parts follow until one without d=0.
std::optional<Notice> NoticeReader::read_kitty(std::string_view text) {
  std::string_view metadata = take_field(text, ';');
  std::string_view id, part = "title";
  bool last = true;
  bool encoded = false;
  while (!metadata.empty()) {
    std::string_view value = take_field(metadata, ':');
    const auto key = take_field(value, '=');
    if (key == "i") id = value;
    if (key == "p") part = value;
    if (key == "d") last = value != "0";
    if (key == "e") encoded = value == "1";
  }
  if (part != "title" && part != "body") return std::nullopt;
  if (id != id_) parts_ = {};
  id_ = id;
  std::string decoded;
  if (encoded) {
    if (!decode_base64(text, decoded)) return std::nullopt;
    text = decoded;
  }
  std::string& target = part == "title" ? parts_.title : parts_.body;
  target += text.substr(0, max_part - target.size());
  if (!last) return std::nullopt;
  Notice notice = std::exchange(parts_, {});
  id_.clear();
  if (notice.body.empty()) std::swap(notice.title, notice.body);
  if (notice.body.empty()) return std::nullopt;
  return notice;
}

}  // namespace sandtray::session
