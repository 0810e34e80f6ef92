// SPDX-License-Identifier: MIT
#include "session/detector/detector.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "session/detector/escape_parser.h"
#include "session/detector/notice.h"
#include "session/detector/program_status.h"
#include "session/detector/prompt_guess.h"
#include "session/detector/replies.h"
#include "session/detector/report.h"
#include "session/detector/state_machine.h"
#include "session/detector/terminal_modes.h"
#include "session/detector/typed_key.h"

namespace sandtray::session {
namespace {

constexpr std::size_t max_title = 200;

bool takes_back(const config::Signals& signals) {
  return std::any_of(signals.hooks.begin(), signals.hooks.end(),
                     [](const config::HookRule& rule) { return rule.overrides; });
}

// Escape alone or Ctrl-C, however the terminal writes them.
bool is_interrupt(std::string_view typed) {
  if (typed == "\033") return true;
  while (!typed.empty()) {
    const auto key = first_key(typed);
    // One byte of Escape begins something else.
    if (key.byte == '\x03' || (key.byte == '\033' && key.size > 1)) return true;
    typed.remove_prefix(key.size);
  }
  return false;
}

State state_of(ProgramStatus::State state) {
  switch (state) {
    case ProgramStatus::State::working:
      return State::working;
    case ProgramStatus::State::done:
      return State::done;
    case ProgramStatus::State::blocked:
      return State::blocked;
    case ProgramStatus::State::error:
      return State::failed;
    case ProgramStatus::State::idle:
    case ProgramStatus::State::clear:
      break;
  }
  return State::idle;
}

}  // namespace

struct Detector::Parts : EscapeSink {
  explicit Parts(config::Signals given)
      : signals(std::move(given)),
        silent_command(signals.titles.empty() && signals.notifications.empty() &&
                       signals.bell.empty() && signals.hooks.empty()),
        machine(takes_back(signals)) {}

  bool wants_painting() const override { return false; }

  void control(char c) override {
    modes.control(c);
    if (c != '\a') return;
    if (const auto report = report_of_bell(signals)) machine.report(*report, now);
  }

  void escape(std::string_view intermediates, char final) override {
    modes.escape(intermediates, final);
    // DECID and a lone ST need nothing.
  }

  void csi(const Csi& csi) override {
    modes.csi(csi);
    replies.csi(csi);
  }

  void string_end(const ControlString& string) override {
    if (string.terminator.empty()) return;
    if (string.kind == StringKind::title) {
      read_title(string.payload);
    } else if (string.kind == StringKind::osc) {
      if (const auto osc = split_osc(string.payload)) read_osc(string, *osc);
    }
  }

  void read_osc(const ControlString& string, const Osc& osc) {
    replies.osc(string, osc);
    modes.osc(osc);
    if (osc.number == 7501) {
      if (string.complete() && string.clean) read_status(osc.text);
    } else if (osc.number == 0 || osc.number == 2) {
      read_title(osc.text);
    } else if (const auto notice = notices.read(osc)) {
      if (const auto report = report_of_notice(signals, *notice)) machine.report(*report, now);
    }
  }

  void read_title(std::string_view text) {
    if (text == raw_title) return;
    raw_title = text;
    const auto report = report_of_title(signals, text);
    if (!report) return;
    // Spinners and blinking signs change the title many times a second: only its class counts.
    if (std::exchange(title_state, report->state) == report->state) return;
    machine.report(*report, now);
  }

  void read_status(std::string_view text) {
    const auto status = parse_program_status(text);
    if (!status) return;
    if (status->state == ProgramStatus::State::clear) {
      root_id.clear();
      title_state.reset();
      entered = false;
      machine.clear(now);
      return;
    }
    // A part of the program reports under the id of the whole, made longer.
    if (root_id.empty()) root_id = status->id;
    if (status->id.size() > root_id.size() && !root_id.empty() && status->id.starts_with(root_id)) {
      return;
    }
    machine.report({state_of(status->state), Source::osc, status->kind, status->message, false},
                   now);
  }

  bool guesses() const { return signals.quiet_seconds > 0 && machine.only_guesses(); }

  // A command without any signals works when it writes after its start and after each line that the
  // person enters.
  void guess_working() {
    if (!guesses()) return;
    const State state = machine.state();
    const bool begins = silent_command && state == State::starting;
    const bool goes_on = entered && (state == State::idle || state == State::blocked);
    if (!begins && !goes_on) return;
    entered = false;
    machine.report({State::working, Source::guess, "", "", false}, now);
  }

  void guess_state() {
    quiet_at.reset();
    entered = false;
    auto [state, line] = guess.answer();
    if (!state || modes.alternate_screen() || *state == machine.state()) return;
    if (*state != State::blocked) line.clear();
    machine.report({*state, Source::guess, line.empty() ? "" : "question", std::move(line), false},
                   now);
  }

  config::Signals signals;
  bool silent_command;
  StateMachine machine;
  EscapeParser parser;
  TerminalModes modes;
  Replies replies;
  NoticeReader notices;
  PromptGuess guess;

  Clock::time_point now{};
  std::string raw_title;
  std::optional<State> title_state;
  std::string root_id;  // of OSC 7501 reports
  std::optional<Clock::time_point> quiet_at;
  bool entered = false;  // the person has entered a line
};

Detector::Detector(config::Signals signals) : parts_(std::make_unique<Parts>(std::move(signals))) {}
Detector::~Detector() = default;
Detector::Detector(Detector&&) noexcept = default;
Detector& Detector::operator=(Detector&&) noexcept = default;

void Detector::started(Clock::time_point now) {
  parts_->machine.started(now);
}

void Detector::output(std::string_view bytes, Clock::time_point now) {
  if (bytes.empty()) return;
  tick(now);
  parts_->guess_working();
  parts_->parser.feed(bytes, *parts_);
  // Whether it guesses may change within these bytes: what it would guess from is kept in any case.
  if (parts_->signals.quiet_seconds > 0) parts_->guess.output(bytes);
  parts_->quiet_at.reset();
  if (parts_->guesses()) {
    parts_->quiet_at = now + std::chrono::seconds(parts_->signals.quiet_seconds);
  }
}

void Detector::hook(const Json& event, Clock::time_point now) {
  tick(now);
  const auto report = report_of_hook(parts_->signals, event, parts_->machine.state());
  if (report) parts_->machine.report(*report, now);
}

void Detector::input(std::string_view bytes, Clock::time_point now) {
  if (bytes.empty()) return;
  tick(now);
  if (parts_->guesses() && bytes.find_first_of("\r\n") != std::string_view::npos) {
    parts_->entered = true;
  }
  parts_->machine.typed(is_interrupt(bytes), now);
}

std::optional<Detector::Clock::time_point> Detector::deadline() const {
  auto earliest = parts_->machine.deadline();
  const auto& quiet_at = parts_->quiet_at;
  if (quiet_at && parts_->guesses() && (!earliest || *quiet_at < *earliest)) earliest = quiet_at;
  return earliest;
}

void Detector::tick(Clock::time_point now) {
  parts_->now = now;
  parts_->machine.tick(now);
  if (parts_->quiet_at && now >= *parts_->quiet_at && parts_->guesses()) parts_->guess_state();
}

std::vector<Change> Detector::take_changes() {
  return parts_->machine.take_changes();
}
std::string Detector::take_replies() {
  return parts_->replies.take();
}
void Detector::set_attended(bool attended) {
  parts_->replies.set_attended(attended);
}

std::string Detector::mode_restore() const {
  std::string out;
  if (const auto shown = title(); !shown.empty()) out += "\033]0;" + shown + "\033\\";
  return out + parts_->modes.restore();
}
std::string Detector::title() const {
  return display_text(parts_->raw_title, max_title);
}

}  // namespace sandtray::session
