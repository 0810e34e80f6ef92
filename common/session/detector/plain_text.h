// SPDX-License-Identifier: MIT
// Terminal output as lines of plain text: no escape sequence, control or bidi character is left but
// tab and line feed. A line that was overwritten after a carriage return appears as it looked last.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace sandtray::session {

class PlainText {
 public:
  PlainText();
  ~PlainText();
  PlainText(PlainText&&) noexcept;
  PlainText& operator=(PlainText&&) noexcept;

  // Appends the lines that are complete.
  void feed(std::string_view bytes, std::string& out);
  // Appends the line that is not, if any.
  void finish(std::string& out);

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace sandtray::session
