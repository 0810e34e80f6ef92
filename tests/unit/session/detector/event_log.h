// SPDX-License-Identifier: MIT
// Writes down what the parser says, one line an event, in a form that does not depend on how the
// bytes were cut.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "session/detector/escape_parser.h"

namespace sandtray::session {

// Bytes as printable ASCII: three octal digits for the rest, two backslashes for one.
inline std::string printable(std::string_view bytes) {
  std::string out;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '\\') {
      out += "\\\\";
    } else if (byte >= 0x20 && byte < 0x7F) {
      out += c;
    } else {
      out += '\\';
      for (const int shift : {6, 3, 0}) out += static_cast<char>('0' + ((byte >> shift) & 7));
    }
  }
  return out;
}

class EventLog : public EscapeSink {
 public:
  void text(std::string_view bytes) override { text_ += bytes; }
  void control(char c) override { add("control " + printable({&c, 1})); }
  void escape(std::string_view intermediates, char final) override {
    add("esc " + std::string(intermediates) + final);
  }
  void csi(const Csi& csi) override {
    std::string line = "csi ";
    if (csi.prefix != 0) line += csi.prefix;
    add(line + std::string(csi.parameters) + std::string(csi.intermediates) + csi.final);
  }
  void string_data(StringKind, std::string_view piece) override { data_ += piece.size(); }
  void string_end(const ControlString& string) override {
    static constexpr const char* names[] = {"osc", "dcs", "apc", "pm", "sos", "title"};
    std::string line = names[static_cast<int>(string.kind)];
    if (string.truncated) line += " cut of " + std::to_string(data_);
    if (!string.clean) line += " unclean";
    line += " " + printable(string.introducer) + " ";
    line += string.truncated ? std::to_string(string.payload.size()) : printable(string.payload);
    line += " " + (string.terminator.empty() ? "broken" : printable(string.terminator));
    add(line);
    data_ = 0;
  }

  std::vector<std::string> take() {
    flush();
    return std::exchange(lines_, {});
  }

 private:
  void flush() {
    if (!text_.empty()) lines_.push_back("text " + printable(std::exchange(text_, {})));
  }
  void add(std::string line) {
    flush();
    lines_.push_back(std::move(line));
  }

  std::string text_;
  std::size_t data_ = 0;
  std::vector<std::string> lines_;
};

}  // namespace sandtray::session
