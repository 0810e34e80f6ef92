// SPDX-License-Identifier: MIT
#include "app/describe.h"

#include "app/strings.h"
#include "base/text.h"

namespace sandtray::app {
namespace {

using session::Snapshot;
using session::State;

constexpr std::size_t max_name = 40;
constexpr std::size_t max_folder = 60;

std::string ended_words(const session::Event& last) {
  if (last.kind == "stopped") return strings::state_stopped;
  if (last.state == State::failed) return strings::state_failed;
  if (const int signal = signal_of(last); signal != 0) {
    return expand_template(strings::state_signal, {{"signal", std::to_string(signal)}});
  }
  if (last.exit_code.value_or(0) == 0) return strings::state_exited;
  return expand_template(strings::state_exit_code, {{"code", std::to_string(*last.exit_code)}});
}

std::string blocked_words(const std::string& kind) {
  if (kind == "permission") return strings::state_permission;
  if (kind == "question") return strings::state_question;
  if (kind == "auth") return strings::state_auth;
  return strings::state_blocked;
}

std::string live_words(const session::Event& last) {
  switch (last.state) {
    case State::queued:
      return strings::state_queued;
    case State::starting:
      return strings::state_starting;
    case State::working:
      return strings::state_working;
    case State::blocked:
      return blocked_words(last.kind);
    case State::done:
      return strings::state_done;
    case State::failed:
      return strings::state_error;
    case State::idle:
    case State::exited:
      break;
  }
  return strings::state_idle;
}

}  // namespace

int signal_of(const session::Event& event) {
  const int code = event.exit_code.value_or(0);
  return event.kind == "signal" && code > 128 ? code - 128 : 0;
}

const char* icon_name(IconState state) {
  switch (state) {
    case IconState::working:
      return "sandtray-working";
    case IconState::needs_you:
      return "sandtray-needs-you";
    case IconState::failed:
      return "sandtray-failed";
    case IconState::idle:
      break;
  }
  return "sandtray-idle";
}

IconState icon_of(const Snapshot& snapshot) {
  const auto& last = snapshot.last;
  if (has_ended(snapshot)) {
    if (last.kind == "stopped") return IconState::idle;
    const bool bad = last.state == State::failed || last.exit_code.value_or(0) != 0;
    return bad ? IconState::failed : IconState::idle;
  }
  switch (last.state) {
    case State::starting:
    case State::working:
      return IconState::working;
    case State::blocked:
      return IconState::needs_you;
    case State::failed:
      return IconState::failed;
    case State::queued:
    case State::done:
    case State::idle:
    case State::exited:
      break;
  }
  return IconState::idle;
}

std::string name_of(const Snapshot& snapshot) {
  const auto& spec = snapshot.spec;
  auto name = display_text(spec.name, max_name);
  return name.empty() ? display_text(spec.agent, max_name) + " " + spec.id : name;
}

std::string state_words(const Snapshot& snapshot) {
  if (has_ended(snapshot)) return ended_words(snapshot.last);
  auto words = live_words(snapshot.last);
  if (snapshot.last.source != session::Source::guess) return words;
  return expand_template(strings::state_guess, {{"state", words}});
}

std::string folder_words(const std::string& folder, const std::string& home) {
  std::string shown = folder;
  if (home.size() > 1 && folder.compare(0, home.size(), home) == 0 &&
      (folder.size() == home.size() || folder[home.size()] == '/')) {
    shown = "~" + folder.substr(home.size());
  }
  return display_text(shown, max_folder);
}

std::string where_words(const Snapshot& snapshot, const std::string& home) {
  if (snapshot.damage) return strings::where_unknown;
  return expand_template(strings::where_line,
                         {{"agent", display_text(snapshot.spec.agent, max_name)},
                          {"workspace", folder_words(snapshot.spec.workspace, home)}});
}

std::string message_words(const Snapshot& snapshot, std::size_t max_characters) {
  auto message = display_text(snapshot.last.message, max_characters);
  if (message.empty()) return message;
  const bool ours = snapshot.last.type == "warning" || snapshot.last.state == State::queued ||
                    (snapshot.last.state == State::failed &&
                     (has_ended(snapshot) || snapshot.last.source == session::Source::exit));
  return ours ? message : expand_template(strings::agent_says, {{"message", message}});
}

}  // namespace sandtray::app
