// SPDX-License-Identifier: MIT
#include "session/detector/plain_text.h"

#include <algorithm>
#include <array>
#include <functional>
#include <utility>

#include "base/text.h"
#include "session/detector/escape_parser.h"

namespace sandtray::session {
namespace {

constexpr std::size_t max_cells = 4096;  // of one line; a longer one comes out in parts
constexpr int max_column = 500;          // that a sequence may move to

void append_utf8(char32_t c, std::string& out) {
  const auto add = [&](char32_t bits, char32_t mark) { out += static_cast<char>(mark | bits); };
  if (c < 0x80) {
    add(c, 0);
  } else if (c < 0x800) {
    add(c >> 6, 0xC0);
    add(c & 0x3F, 0x80);
  } else if (c < 0x10000) {
    add(c >> 12, 0xE0);
    add(c >> 6 & 0x3F, 0x80);
    add(c & 0x3F, 0x80);
  } else {
    add(c >> 18, 0xF0);
    add(c >> 12 & 0x3F, 0x80);
    add(c >> 6 & 0x3F, 0x80);
    add(c & 0x3F, 0x80);
  }
}

// The bytes begin a character and end before it does.
bool is_partial_character(std::string_view bytes) {
  const auto lead = static_cast<unsigned char>(bytes.front());
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 1;
  return bytes.size() < length && std::all_of(bytes.begin() + 1, bytes.end(), [](char c) {
           return (static_cast<unsigned char>(c) & 0xC0) == 0x80;
         });
}

}  // namespace

struct PlainText::Parts : EscapeSink {
  void text(std::string_view bytes) override {
    if (!partial.empty()) {
      partial += bytes;
      const std::string whole = std::exchange(partial, {});
      decode(whole);
    } else {
      decode(bytes);
    }
  }

  void decode(std::string_view bytes) {
    for (std::size_t at = 0; at < bytes.size();) {
      const char c = bytes[at];
      if (static_cast<signed char>(c) >= 0x20) {
        at = put_ascii(bytes, at);
      } else if (c == '\n') {
        new_line();
        ++at;
      } else if (c == '\r') {
        column = 0;
        ++at;
      } else if (c == '\t') {
        put(U'\t');
        ++at;
      } else if (is_partial_character(bytes.substr(at))) {
        partial = bytes.substr(at);
        return;
      } else {
        put(next_code_point(bytes, at));
      }
    }
  }

  // The characters from `at` on that are ASCII and no controls.
  std::size_t put_ascii(std::string_view bytes, std::size_t at) {
    auto end = at + 1;
    while (end < bytes.size() && bytes[end] >= 0x20 && bytes[end] < 0x7F) ++end;
    if (column == cells.size() && column + (end - at) <= max_cells && bytes[at] != 0x7F) {
      cells.append(bytes.begin() + static_cast<std::ptrdiff_t>(at),
                   bytes.begin() + static_cast<std::ptrdiff_t>(end));
      column = cells.size();
    } else {
      for (; at < end; ++at) put(static_cast<char32_t>(bytes[at]));
    }
    return end;
  }

  void put(char32_t c) {
    if (c != U'\t' && is_unsafe(c)) return;
    if (column >= max_cells) {
      write_cells();
      cells.clear();
      column = 0;
    }
    if (column > cells.size()) cells.resize(column, U' ');
    if (column == cells.size()) {
      cells.push_back(c);
    } else {
      cells[column] = c;
    }
    ++column;
  }

  void control(char c) override {
    partial.clear();
    if (c == '\b' && column > 0) --column;
    if (c == '\v' || c == '\f') new_line();
  }

  void escape(std::string_view intermediates, char final) override {
    partial.clear();
    if (intermediates.empty() && (final == 'D' || final == 'E')) new_line();
  }

  void string_end(const ControlString&) override { partial.clear(); }

  void csi(const Csi& csi) override {
    partial.clear();
    if (csi.prefix != 0 || !csi.intermediates.empty()) {
      if (csi.is('?', "", 'h') || csi.is('?', "", 'l')) switch_screen(csi);
      return;
    }
    const auto count = static_cast<std::size_t>(std::clamp(csi.parameter(0, 1), 1, max_column));
    switch (csi.final) {
      case 'G':
      case '`':
        column = count - 1;
        break;
      case 'C':
        column = std::max<std::size_t>(column, std::min<std::size_t>(column + count, max_column));
        break;
      case 'D':
        column -= std::min(column, count);
        break;
      case 'H':
      case 'f':
        leave_line(csi.parameter(0, 1));
        column = static_cast<std::size_t>(std::clamp(csi.parameter(1, 1), 1, max_column)) - 1;
        break;
      case 'd':
        leave_line(csi.parameter(0, 1));
        break;
      case 'A':
      case 'F':
      case 'B':
      case 'E':
        leave_line(0);
        if (csi.final == 'E' || csi.final == 'F') column = 0;
        break;
      case 'J':
        if (csi.parameter(0, 0) >= 2) leave_line(0);
        if (csi.parameter(0, 0) == 0) erase(0);
        break;
      case 'K':
        erase(csi.parameter(0, 0));
        break;
      case 'P':
        if (column < cells.size()) cells.erase(column, count);
        break;
      case '@':
        if (column < cells.size()) cells.insert(column, count, U' ');
        if (cells.size() > max_cells) cells.resize(max_cells);
        break;
      case 'X':
        for (std::size_t i = column; i < std::min(cells.size(), column + count); ++i) {
          cells[i] = U' ';
        }
        break;
      default:
        break;
    }
  }

  void switch_screen(const Csi& csi) {
    const int mode = csi.parameter(0, 0);
    if (mode == 47 || mode == 1047 || mode == 1049) leave_line(0);
  }

  void erase(int what) {
    if (what == 0) {
      cells.resize(std::min(cells.size(), column));
    } else if (what == 1) {
      std::fill(cells.begin(),
                cells.begin() + static_cast<std::ptrdiff_t>(std::min(cells.size(), column + 1)),
                U' ');
    } else {
      cells.clear();
    }
  }

  void write_cells() {
    for (const char32_t c : cells) {
      if (c < 0x80) {
        out->push_back(static_cast<char>(c));
      } else {
        append_utf8(c, *out);
      }
    }
  }

  void trim() { cells.resize(cells.find_last_not_of(U' ') + 1); }

  void new_line() {
    trim();
    write_cells();
    *out += '\n';
    cells.clear();
    column = 0;
    row = 0;
  }

  // The cursor goes to another line (0: of unknown number). Programs that paint a screen paint the
  // same lines again and again: those count once.
  void leave_line(int to) {
    if (to != 0 && to == row) return;
    row = to;
    trim();
    if (cells.empty()) return;
    const auto hash = std::hash<std::u32string>()(cells);
    if (std::find(painted.begin(), painted.end(), hash) == painted.end()) {
      painted[next_painted++ % painted.size()] = hash;
      write_cells();
      *out += '\n';
    }
    cells.clear();
  }

  EscapeParser parser;
  std::string* out = nullptr;
  std::string partial;  // of a character
  std::u32string cells;
  std::size_t column = 0;
  int row = 0;  // 0: unknown
  std::array<std::size_t, 128> painted{};
  std::size_t next_painted = 0;
};

PlainText::PlainText() : parts_(std::make_unique<Parts>()) {}
PlainText::~PlainText() = default;
PlainText::PlainText(PlainText&&) noexcept = default;
PlainText& PlainText::operator=(PlainText&&) noexcept = default;

void PlainText::feed(std::string_view bytes, std::string& out) {
  parts_->out = &out;
  parts_->parser.feed(bytes, *parts_);
}

void PlainText::finish(std::string& out) {
  parts_->out = &out;
  parts_->trim();
  if (!parts_->cells.empty()) parts_->new_line();
}

}  // namespace sandtray::session
