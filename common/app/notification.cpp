// SPDX-License-Identifier: MIT
#include "app/notification.h"

#include <cstdio>

#include "app/describe.h"
#include "app/strings.h"
#include "base/text.h"

namespace sandtray::app {
namespace {

using session::Snapshot;
using session::State;

constexpr std::size_t max_message = 200;

// Minutes after midnight of "22:30", or -1.
int minutes_of(const std::string& text) {
  int hours = 0, minutes = 0;
  char rest = 0;
  if (std::sscanf(text.c_str(), "%2d:%2d%c", &hours, &minutes, &rest) != 2) return -1;
  if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return -1;
  return hours * 60 + minutes;
}

bool is_quiet(const config::NotificationSettings& settings, int minute_of_day) {
  const int from = minutes_of(settings.quiet_from);
  const int to = minutes_of(settings.quiet_to);
  if (from < 0 || to < 0 || from == to) return false;
  if (from < to) return from <= minute_of_day && minute_of_day < to;
  return minute_of_day >= from || minute_of_day < to;  // over midnight
}

struct Headline {
  NotificationKind kind;
  const char* title;
};

std::optional<Headline> headline_of(const Snapshot& snapshot) {
  const auto& last = snapshot.last;
  if (has_ended(snapshot)) {
    if (last.kind == "stopped") return std::nullopt;
    if (icon_of(snapshot) == IconState::failed) {
      return Headline{NotificationKind::failed, strings::title_failed};
    }
    return Headline{NotificationKind::finished, strings::title_exited};
  }
  switch (last.state) {
    case State::done:
      return Headline{NotificationKind::finished, strings::title_done};
    case State::failed:
      return Headline{NotificationKind::failed, strings::title_error};
    case State::blocked:
      break;
    case State::queued:
    case State::starting:
    case State::working:
    case State::idle:
    case State::exited:
      return std::nullopt;
  }
  const char* title = strings::title_blocked;
  if (last.source == session::Source::guess) {
    title = strings::title_guess;
  } else if (last.kind == "permission") {
    title = strings::title_permission;
  } else if (last.kind == "question") {
    title = strings::title_question;
  } else if (last.kind == "auth") {
    title = strings::title_auth;
  }
  return Headline{NotificationKind::needs_you, title};
}

std::string body_of(const Snapshot& snapshot, NotificationKind kind, std::int64_t ran_ms,
                    const std::string& home) {
  const auto where = where_words(snapshot, home);
  const auto duration = duration_text(ran_ms / 1000);
  const auto& last = snapshot.last;
  std::string body = where;
  if (const int signal = signal_of(last); has_ended(snapshot) && signal != 0) {
    body = expand_template(
        strings::body_signal,
        {{"where", where}, {"signal", std::to_string(signal)}, {"duration", duration}});
  } else if (has_ended(snapshot) && last.exit_code) {
    body = expand_template(
        strings::body_exit_code,
        {{"where", where}, {"code", std::to_string(*last.exit_code)}, {"duration", duration}});
  } else if (kind != NotificationKind::needs_you && !(has_ended(snapshot) && snapshot.lost)) {
    body = expand_template(strings::body_after, {{"where", where}, {"duration", duration}});
  }
  if (const auto says = message_words(snapshot, max_message); !says.empty()) body += "\n" + says;
  return body;
}

}  // namespace

std::optional<Notification> describe_event(const Snapshot& snapshot, std::int64_t ran_ms,
                                           const std::string& home) {
  const auto headline = headline_of(snapshot);
  if (!headline) return std::nullopt;
  const auto& id = snapshot.spec.id;
  Notification made;
  made.key = id;
  made.sessions = {id};
  made.kind = headline->kind;
  made.since_ms = snapshot.last.since_ms;
  made.title = expand_template(headline->title, {{"name", name_of(snapshot)}});
  made.body = body_of(snapshot, headline->kind, ran_ms, home);
  made.urgent = headline->kind == NotificationKind::needs_you;
  made.buttons = session_buttons(id, !has_ended(snapshot));
  return made;
}

std::vector<NotificationButton> session_buttons(const std::string& id, bool lives) {
  std::vector<NotificationButton> buttons;
  if (lives) {
    buttons.push_back(
        {"attach", strings::menu_attach, {.kind = ActionKind::attach, .session = id}});
  }
  buttons.push_back({"log", strings::menu_log, {.kind = ActionKind::show_log, .session = id}});
  return buttons;
}

std::optional<Action> session_action(const std::string& id, std::string_view button) {
  if (id.empty()) return std::nullopt;
  for (const auto& known : session_buttons(id, /*lives=*/true)) {
    if (known.key == button) return known.action;
  }
  return std::nullopt;
}

Notification many_sessions(std::vector<std::string> ids) {
  Notification made;
  made.key = "many";
  made.kind = NotificationKind::about_us;
  made.title = expand_template(strings::many_title, {{"count", std::to_string(ids.size())}});
  made.body = strings::many_body;
  made.sessions = std::move(ids);
  return made;
}

bool is_wanted(NotificationKind kind, const config::NotificationSettings& settings,
               int minute_of_day) {
  switch (kind) {
    case NotificationKind::finished:
      return settings.finished && !is_quiet(settings, minute_of_day);
    case NotificationKind::needs_you:
      return settings.needs_you && !is_quiet(settings, minute_of_day);
    case NotificationKind::failed:
      return settings.failed && !is_quiet(settings, minute_of_day);
    case NotificationKind::about_us:
      break;
  }
  return true;
}

std::string escape_markup(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '>') {
      out += "&gt;";
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace sandtray::app
