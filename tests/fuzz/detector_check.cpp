// SPDX-License-Identifier: MIT
#include "fuzz/detector_check.h"

#include <array>
#include <vector>

#include "base/json.h"
#include "base/text.h"
#include "session/detector/plain_text.h"
#include "session/detector/terminal_filter.h"
#include "unit/session/detector/capture.h"
#include "unit/session/detector/event_log.h"

namespace sandtray::session {
namespace {

constexpr char separator = '\x1e';
constexpr std::size_t max_answer = 4096;
constexpr std::size_t max_shown = 2048;  // bytes of a message or a title

struct Step {
  char kind = 'o';
  std::int64_t delay_ms = 0;
  std::string_view bytes;
};

std::vector<Step> steps_of(std::string_view input) {
  std::vector<Step> steps;
  while (!input.empty()) {
    const auto end = std::min(input.find(separator), input.size());
    const auto step = input.substr(0, end);
    input.remove_prefix(std::min(end + 1, input.size()));
    if (step.size() < 2) continue;
    steps.push_back({step[0], static_cast<unsigned char>(step[1]) * 20, step.substr(2)});
  }
  return steps;
}

// Cuts bytes into pieces of 1 to 16; the same seed gives the same cuts.
class Cutter {
 public:
  explicit Cutter(unsigned seed) : state_(seed * 2654435761u + 1) {}

  template <class Take>
  void cut(std::string_view bytes, Take take) {
    while (!bytes.empty()) {
      state_ = state_ * 1664525u + 1013904223u;
      const auto piece = bytes.substr(0, 1 + (state_ >> 28));
      take(piece);
      bytes.remove_prefix(piece.size());
    }
  }

 private:
  std::uint32_t state_;
};

const config::Signals& signals_of(char choice) {
  static const std::array<config::Signals, 5> all = {
      config::Signals{}, shipped_signals("claude"), shipped_signals("codex"),
      shipped_signals("gemini"), shipped_signals("opencode")};
  return all[static_cast<unsigned char>(choice) % all.size()];
}

struct Outcome {
  std::string text;     // all that was heard
  std::string failure;  // a bound that was broken
};

Outcome run_detector(const config::Signals& signals, const std::vector<Step>& steps,
                     Cutter* cutter) {
  Detector detector(signals);
  Outcome outcome;
  std::int64_t ms = 0;
  std::size_t changes = 0;
  const auto at = [](std::int64_t time) {
    return Detector::Clock::time_point(std::chrono::milliseconds(time));
  };
  const auto collect = [&] {
    for (const auto& change : detector.take_changes()) {
      ++changes;
      outcome.text += std::to_string(ms) + std::string(to_string(change.state)) +
                      std::string(to_string(change.source)) + change.kind + change.message +
                      (change.update ? "+\n" : "\n");
      if (change.message.size() > max_shown) outcome.failure = "a message is too long";
      if (display_text(change.message, max_shown) != change.message) {
        outcome.failure = "a message is not safe to show";
      }
    }
    const auto replies = detector.take_replies();
    if (replies.size() > max_answer) outcome.failure = "an answer is too long";
    outcome.text += replies;
  };
  const auto pass_time = [&](std::int64_t until) {
    for (int ticks = 0; detector.deadline() && *detector.deadline() <= at(until); ++ticks) {
      if (ticks == 100) outcome.failure = "the timer does not come to rest";
      if (ticks > 100) return;
      ms = std::chrono::duration_cast<std::chrono::milliseconds>(
               detector.deadline()->time_since_epoch())
               .count();
      detector.tick(at(ms));
      collect();
    }
    ms = until;
  };

  detector.started(at(0));
  for (const auto& step : steps) {
    pass_time(ms + step.delay_ms);
    if (step.kind == 'h') {
      if (const auto event = parse_json(step.bytes, "hook")) detector.hook(*event, at(ms));
    } else if (step.kind == 'i') {
      detector.input(step.bytes, at(ms));
    } else if (cutter != nullptr) {
      cutter->cut(step.bytes, [&](std::string_view piece) { detector.output(piece, at(ms)); });
    } else {
      detector.output(step.bytes, at(ms));
    }
    collect();
    if (changes > 21 + static_cast<std::size_t>(ms) / 500) outcome.failure = "too many changes";
  }
  pass_time(ms + 60'000);
  if (detector.deadline()) outcome.failure = "a timer is left after a minute of silence";
  if (detector.mode_restore().size() > 4096) outcome.failure = "the modes take too much";
  if (detector.title().size() > max_shown) outcome.failure = "the title is too long";
  outcome.text += detector.mode_restore() + detector.title();
  return outcome;
}

// The same bytes through anything that feeds, whole or cut.
template <class Feed>
void feed(std::string_view bytes, Cutter* cutter, Feed feed_piece) {
  if (cutter != nullptr) {
    cutter->cut(bytes, feed_piece);
  } else {
    feed_piece(bytes);
  }
}

std::vector<std::string> run_parser(std::string_view bytes, Cutter* cutter) {
  EscapeParser parser;
  EventLog log;
  feed(bytes, cutter, [&](std::string_view piece) { parser.feed(piece, log); });
  return log.take();
}

std::string run_filter(std::string_view bytes, Cutter* cutter, bool replay, bool clipboard) {
  TerminalFilter filter({clipboard});
  filter.set_replay(replay);
  std::string out;
  feed(bytes, cutter, [&](std::string_view piece) { filter.feed(piece, out); });
  return out;
}

std::string run_plain_text(std::string_view bytes, Cutter* cutter) {
  PlainText plain;
  std::string out;
  feed(bytes, cutter, [&](std::string_view piece) { plain.feed(piece, out); });
  plain.finish(out);
  return out;
}

bool is_plain(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if (is_unsafe(c) && c != U'\n' && c != U'\t') return false;
  }
  return true;
}

// Nothing that a filtered stream must not hold, looked for without the filter's own rules.
class Forbidden : public EscapeSink {
 public:
  Forbidden(bool replay, bool clipboard) : replay_(replay), clipboard_(clipboard) {}
  bool found() const { return found_; }

  void control(char c) override { found_ |= c == '\x05' || (replay_ && c == '\a'); }
  void csi(const Csi& csi) override {
    const int first = csi.parameter(0, 0);
    found_ |= csi.is(0, "", 't') && (first == 20 || first == 21);
    found_ |= csi.final == 'i' || csi.is(0, "*", 'y');
    found_ |= replay_ && (csi.final == 'c' || (csi.final == 'n' && csi.prefix != '>'));
  }
  void string_end(const ControlString& string) override {
    if (string.kind == StringKind::pm || string.kind == StringKind::sos) found_ = true;
    if (string.kind == StringKind::dcs) found_ |= string.payload.find("$q") == 0;
    const auto osc = split_osc(string.payload);
    if (string.kind != StringKind::osc || !osc) return;
    found_ |= osc->number == 52 && (!clipboard_ || osc->text == "c;?");
    found_ |= osc->number == 7501 && (replay_ || osc->text == "?");
    found_ |= replay_ && (osc->number == 9 || osc->number == 99 || osc->number == 777);
  }

 private:
  bool replay_;
  bool clipboard_;
  bool found_ = false;
};

}  // namespace

std::string check_detector(std::string_view input) {
  if (input.size() < 2) return {};
  const auto& signals = signals_of(input[0]);
  const auto seed = static_cast<unsigned char>(input[1]);
  const auto steps = steps_of(input.substr(2));
  Cutter cutter(seed);

  const Outcome whole = run_detector(signals, steps, nullptr);
  const Outcome cut = run_detector(signals, steps, &cutter);
  if (!whole.failure.empty()) return whole.failure;
  if (whole.text != cut.text) return "the detector depends on the cut";

  std::string output;
  for (const auto& step : steps) {
    if (step.kind != 'h' && step.kind != 'i') output += step.bytes;
  }
  if (run_parser(output, nullptr) != run_parser(output, &cutter)) {
    return "the parser depends on the cut";
  }
  for (const bool replay : {false, true}) {
    for (const bool clipboard : {false, true}) {
      const auto passed = run_filter(output, nullptr, replay, clipboard);
      if (run_filter(output, &cutter, replay, clipboard) != passed) {
        return "the filter depends on the cut";
      }
      // 0xC2 at the end is held back: it may be half of a control.
      const auto again = run_filter(passed, &cutter, replay, clipboard);
      if (again != passed && again + '\xC2' != passed) {
        return "the filter changes what it let pass";
      }
      Forbidden forbidden(replay, clipboard);
      EscapeParser().feed(passed, forbidden);
      if (forbidden.found()) return "the filter lets through what it must not";
    }
  }
  const auto plain = run_plain_text(output, nullptr);
  if (run_plain_text(output, &cutter) != plain) return "plain text depends on the cut";
  if (!is_plain(plain)) return "plain text is not plain";
  return {};
}

}  // namespace sandtray::session
