// SPDX-License-Identifier: MIT
#include "session/detector/terminal_filter.h"

#include <utility>

#include "session/detector/escape_parser.h"
#include "session/detector/filter_policy.h"
#include "session/detector/terminal_modes.h"

namespace sandtray::session {
namespace {

constexpr char cancel_string = '\x18';
constexpr std::string_view string_terminator = "\033\\";

std::string_view introducer_of(StringKind kind) {
  return kind == StringKind::osc ? "\033]" : kind == StringKind::dcs ? "\033P" : "\033_";
}

}  // namespace

struct TerminalFilter::Parts : EscapeSink {
  enum class Passage { undecided, streaming, collected };

  void text(std::string_view text) override { out->append(text); }

  void control(char c) override {
    if (!filter_policy::may_pass_control(c, replay)) return;
    modes.control(c);
    out->push_back(c);
  }

  void escape(std::string_view intermediates, char final) override {
    if (!filter_policy::may_pass_escape(intermediates, final)) return;
    modes.escape(intermediates, final);
    out->append("\033").append(intermediates).push_back(final);
  }

  void csi(const Csi& csi) override {
    Csi passing = csi;
    std::string passing_parameters;
    if (csi.is('?', "", 'h') || csi.is('?', "", 'l')) {
      passing_parameters = filter_policy::passing_modes(csi.parameters);
      if (passing_parameters.empty()) return;
      passing.parameters = passing_parameters;
    } else if (!filter_policy::may_pass_csi(csi, replay)) {
      return;
    }
    modes.csi(passing);
    out->append("\033[");
    if (passing.prefix != 0) out->push_back(passing.prefix);
    out->append(passing.parameters).append(passing.intermediates).push_back(passing.final);
  }

  void string_data(StringKind kind, std::string_view piece) override {
    if (passage == Passage::streaming) {
      out->append(piece);
      return;
    }
    if (passage == Passage::collected) return;
    head += piece;
    decide(kind);
  }

  void decide(StringKind kind) {
    const auto streams = filter_policy::may_stream(kind, head, replay, options.clipboard);
    if (!streams) return;
    passage = *streams ? Passage::streaming : Passage::collected;
    if (*streams) out->append(introducer_of(kind)).append(head);
    head.clear();
  }

  void string_end(const ControlString& string) override {
    if (passage == Passage::undecided && string.kind == StringKind::apc && string.complete()) {
      head += ';';  // keys without data
      decide(string.kind);
    }
    const auto how = std::exchange(passage, Passage::undecided);
    head.clear();
    if (how == Passage::streaming) {
      if (string.terminator.empty()) {
        out->push_back(cancel_string);
      } else {
        out->append(string_terminator);
      }
      return;
    }
    if (string.kind != StringKind::osc || !string.complete()) return;
    const auto payload = filter_policy::passing_osc(string.payload, replay);
    if (!payload) return;
    if (const auto osc = split_osc(*payload)) {
      modes.osc(*osc);
      if (osc->number == 8) link_open = !osc->text.ends_with(';');
    }
    out->append("\033]").append(*payload).append(string_terminator);
  }

  FilterOptions options;
  bool replay = false;
  EscapeParser parser;
  TerminalModes modes;
  std::string* out = nullptr;
  Passage passage = Passage::undecided;  // of the string under way
  std::string head;                      // its beginning, while undecided
  bool link_open = false;
};

TerminalFilter::TerminalFilter(FilterOptions options) : parts_(std::make_unique<Parts>()) {
  parts_->options = options;
}
TerminalFilter::~TerminalFilter() = default;
TerminalFilter::TerminalFilter(TerminalFilter&&) noexcept = default;
TerminalFilter& TerminalFilter::operator=(TerminalFilter&&) noexcept = default;

void TerminalFilter::set_replay(bool replay) {
  parts_->replay = replay;
}

void TerminalFilter::feed(std::string_view bytes, std::string& out) {
  parts_->out = &out;
  parts_->parser.feed(bytes, *parts_);
}

std::string TerminalFilter::reset() const {
  std::string out;
  if (parts_->passage == Parts::Passage::streaming) out += cancel_string;
  if (parts_->link_open) out += "\033]8;;\033\\";
  return out + parts_->modes.reset();
}

}  // namespace sandtray::session
