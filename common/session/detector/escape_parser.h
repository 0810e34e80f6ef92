// SPDX-License-Identifier: MIT
// Takes a terminal's byte stream apart (ECMA-48, as xterm reads it in UTF-8 mode), however it is
// cut and whatever it holds. The same bytes give the same events for every cut, but that text and
// data pieces may be cut with them. Memory is bounded: a sequence over its limit is dropped or
// marked.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "session/detector/escape_sequence.h"

namespace sandtray::session {

class EscapeSink {
 public:
  virtual ~EscapeSink() = default;
  // False: neither text nor those CSI sequences that only paint, which are nearly all of a stream.
  // Asked once for each feed(). Some of them come all the same.
  virtual bool wants_painting() const { return true; }
  // Characters with tab, line feed and carriage return, as UTF-8 but not necessarily valid.
  virtual void text(std::string_view) {}
  // Any other C0 control: the bell that ends no string, backspace, shift out ...
  virtual void control(char) {}
  // ESC, intermediates, final; C1 controls too.
  virtual void escape(std::string_view /*intermediates*/, char /*final*/) {}
  virtual void csi(const Csi&) {}
  // Data of a string as it comes, without limit; then the whole string at its end.
  virtual void string_data(StringKind, std::string_view) {}
  virtual void string_end(const ControlString&) {}
};

class EscapeParser {
 public:
  static constexpr std::size_t max_payload = 4096;
  static constexpr std::size_t max_parameters = 256;

  void feed(std::string_view bytes, EscapeSink& sink);

 private:
  enum class Mode : std::uint8_t { ground, escape, csi, csi_ignore, string, string_escape };
  using Byte = unsigned char;

  const char* skip_characters(const char* at, const char* end);
  const char* skip_painting(const char* at, const char* end);
  const char* ground(const char* at, const char* end, EscapeSink& sink, bool painting);
  const char* escape(const char* at, const char* end, EscapeSink& sink);
  const char* csi(const char* at, const char* end, EscapeSink& sink);
  const char* string(const char* at, const char* end, EscapeSink& sink);
  const char* string_escape(const char* at, EscapeSink& sink);
  void c1(Byte c, std::string_view introducer, EscapeSink& sink);
  void start_csi();
  void start_string(StringKind kind, std::string_view introducer);
  void c1_in_string(Byte c, bool as_character, EscapeSink& sink);
  void add_data(std::string_view piece, EscapeSink& sink);
  void end_string(std::string_view terminator, EscapeSink& sink);
  bool continues_character(Byte c);
  void start_character(Byte lead);

  Mode mode_ = Mode::ground;
  // A multi-byte character under way: how many bytes are missing, and the range of the next.
  Byte missing_ = 0;
  Byte low_ = 0;
  Byte high_ = 0;
  bool lead_c2_ = false;  // 0xC2 is held back: with the next byte it may be a C1 control

  std::array<char, max_parameters> parameters_{};
  std::size_t parameter_count_ = 0;
  std::array<char, 4> intermediates_{};
  std::size_t intermediate_count_ = 0;
  char prefix_ = 0;

  StringKind kind_ = StringKind::osc;
  std::string_view introducer_;
  std::string payload_;
  bool truncated_ = false;
  bool clean_ = true;
};

}  // namespace sandtray::session
