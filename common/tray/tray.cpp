// SPDX-License-Identifier: MIT
#include "tray/tray.h"

#include <algorithm>
#include <ctime>
#include <utility>

#include "app/strings.h"
#include "base/clock.h"
#include "base/log.h"
#include "base/text.h"
#include "config/catalog.h"
#include "platform/file.h"
#include "session/cleanup.h"
#include "session/filenames.h"
#include "session/ports.h"
#include "tray/choices.h"

namespace sandtray::tray {
namespace {

namespace strings = app::strings;

}  // namespace

Tray::Tray(EventLoop& loop, Shell& shell, const platform::Paths& paths)
    : loop_(loop),
      shell_(shell),
      paths_(paths),
      notifier_([this](const auto& agent) { return tells_of(agent); }),
      launcher_(
          loop, paths,
          {.open_terminal =
               [this](const auto& command, const auto& token, const auto& setting) {
                 return shell_.open_terminal(command, token, setting);
               },
           .no_terminal =
               [this](const std::string& command, const Error& reason) {
                 auto body = expand_template(strings::no_terminal_body, {{"command", command}});
                 if (!reason.hint.empty()) body += "\n" + reason.hint;
                 say("terminal", strings::no_terminal_title, body);
               },
           .started =
               [this](const std::string& id) {
                 act({.kind = app::ActionKind::attach, .session = id}, "");
               },
           .failed = [this](const std::string& title,
                            const std::string& words) { say("command", title, words); }}),
      machine_(launcher_, paths, [this] { refresh_later(); }),
      monitor_(loop, paths,
               {.changed = [this](const auto& snapshot) { session_changed(snapshot); },
                .removed = [this](const auto& id) { session_removed(id); }}),
      socket_(loop, {.ready = [this](const auto& id) { monitor_.ready(id); },
                     .attached = [this](const auto& id) { launcher_.attached(id); },
                     .activate =
                         [this] {
                           shell_.show_yourself();
                           say("about", strings::running_title, strings::running_body);
                         }}) {}

// The socket is there before the folders are read: a session that starts meanwhile is in the one or
// comes by the other.
Result<> Tray::start() {
  SANDTRAY_TRY(socket_.listen(paths_.runtime + "/" + session::filename::tray_socket));
  SANDTRAY_TRY(start_monitor());
  session::settle_cleanups(paths_);
  agents_ = agents_to_run(paths_);
  workspaces_ = workspaces_to_run(paths_);
  has_window_ = launcher_.has_window();
  refresh();
  launcher_.start_machine_if_wished();
  return {};
}

// An earlier tray may have told of sessions that have been removed since.
Result<> Tray::start_monitor() {
  const auto told = shell_.told_before();
  for (const auto& notification : told) notifier_.remember(notification);
  SANDTRAY_TRY(monitor_.start());
  for (const auto& notification : told) {
    if (!monitor_.knows(notification.key)) session_removed(notification.key);
  }
  return {};
}

void Tray::menu_about_to_show() {
  machine_.menu_about_to_show();
  agents_ = agents_to_run(paths_);
  workspaces_ = workspaces_to_run(paths_);
  refresh();
}

void Tray::menu_opened() {
  monitor_.acknowledge_endings();
  refresh_later();
}

void Tray::session_changed(const session::Snapshot& snapshot) {
  const auto& id = snapshot.spec.id;
  shell_.has_sessions();  // before what it has to say
  if (snapshot.lost) session::settle_cleanups(paths_);
  apply(notifier_.observe(snapshot, moment(), settings().notifications, paths_.home), id);
  refresh_later();
}

// Of an agent that is not there, or whose file cannot be read, nobody has said that it be silent.
bool Tray::tells_of(const std::string& agent) const {
  const auto known = config::load_agent(paths_, agent);
  return !known || known->notifications;
}

void Tray::session_removed(const std::string& id) {
  shell_.withdraw(id);
  notifier_.forget(id);
  refresh_later();
}

void Tray::apply(const app::Notifier::Outcome& outcome, const std::string& id) {
  if (outcome.withdraw) shell_.withdraw(id);
  if (outcome.show) shell_.notify(*outcome.show);
  if (outcome.settled_silently) (void)monitor_.store().mark_seen(id);
  arm_release();
}

void Tray::release_held() {
  for (auto& notification : notifier_.release(moment().now_ms)) {
    shell_.notify(std::move(notification));
  }
  arm_release();
}

void Tray::arm_release() {
  const auto now_ms = moment().now_ms;
  const auto next_ms = notifier_.next_release_ms(now_ms);
  releasing_.reset();
  if (!next_ms) return;
  releasing_ =
      loop_.after(std::chrono::milliseconds(*next_ms - now_ms), [this] { release_held(); });
}

// An ending is marked when the desktop has it, so that a tray that is killed before says it again.
void Tray::delivered(const app::Notification& notification) {
  for (const auto& snapshot : monitor_.sessions()) {
    const auto& told = notification.sessions;
    if (!app::has_ended(snapshot) ||
        std::find(told.begin(), told.end(), snapshot.spec.id) == told.end()) {
      continue;
    }
    if (const auto marked = monitor_.store().mark_seen(snapshot.spec.id); !marked) {
      log::warn(marked.error().message);
    }
  }
}

void Tray::refresh_later() {
  if (!refreshing_) refreshing_ = loop_.soon([this] { refresh(); });
}

void Tray::refresh() {
  refreshing_.reset();
  auto sessions = monitor_.sessions();
  if (!sessions.empty()) shell_.has_sessions();
  for (auto& snapshot : sessions) snapshot.ports = session::open_ports(snapshot);
  shell_.show_icon(app::worst_icon(sessions), app::tooltip(sessions));
  const app::MenuFacts facts{.sessions = std::move(sessions),
                             .agents = agents_,
                             .workspaces = workspaces_,
                             .machine = machine_.entry(),
                             .is_there = platform::is_folder,
                             .starts_at_login = shell_.starts_at_login(),
                             .has_window = has_window_,
                             .home = paths_.home,
                             .now_ms = now_ms()};
  shell_.set_menu(app::build_menu(facts, menu_ids_));
}

// Timers have stood still and the clock has not: what was held back is due.
void Tray::woken() {
  release_held();
  refresh_later();
}

void Tray::no_icon() {
  const auto told = paths_.state + "/no-icon-told";
  log::warn("this desktop shows no tray icons");
  if (platform::exists(told)) return;
  (void)platform::write_file(told, "");
  say("about", strings::no_tray_title, strings::no_tray_body);
}

// Where a click does not open the menu it goes to the session that needs the person most.
void Tray::activated(const std::string& token) {
  const auto sessions = monitor_.sessions();
  const session::Snapshot* first = nullptr;
  for (const auto& snapshot : sessions) {
    if (app::has_ended(snapshot)) continue;
    if (first == nullptr || app::icon_of(snapshot) > app::icon_of(*first)) first = &snapshot;
  }
  if (first == nullptr) {
    say("about", strings::running_title, app::tooltip(sessions));
    return;
  }
  act({.kind = app::ActionKind::attach, .session = first->spec.id}, token);
}

void Tray::act(const app::Action& action, const std::string& token) {
  switch (action.kind) {
    case app::ActionKind::attach:
      launcher_.attach(action.session, token, settings().terminal);
      break;
    case app::ActionKind::show_log:
      launcher_.show_log(action.session, token, settings().terminal);
      break;
    case app::ActionKind::stop:
      stop(action.session);
      break;
    case app::ActionKind::stop_all:
      launcher_.stop_all();
      break;
    case app::ActionKind::run:
      launcher_.run(action);
      break;
    case app::ActionKind::doctor:
      launcher_.doctor(token, settings().terminal);
      break;
    case app::ActionKind::show_sessions:
      launcher_.open_window("sessions", token);
      break;
    case app::ActionKind::new_session:
      launcher_.open_window("new", token);
      break;
    case app::ActionKind::settings:
      launcher_.open_window("settings", token);
      break;
    case app::ActionKind::about:
      launcher_.open_window("about", token);
      break;
    case app::ActionKind::start_machine:
      machine_.start();
      break;
    case app::ActionKind::stop_machine:
      machine_.stop();
      break;
    case app::ActionKind::start_at_login:
      toggle_start_at_login();
      break;
    case app::ActionKind::quit:
      launcher_.stop_machine_if_wished();
      loop_.exit();
      break;
    case app::ActionKind::none:
      break;
  }
}

void Tray::stop(const std::string& id) {
  const auto sessions = monitor_.sessions();
  const auto at = std::find_if(sessions.begin(), sessions.end(),
                               [&](const auto& snapshot) { return snapshot.spec.id == id; });
  if (at != sessions.end()) launcher_.stop(id, app::name_of(*at));
}

void Tray::toggle_start_at_login() {
  const auto changed = shell_.set_starts_at_login(!shell_.starts_at_login());
  if (!changed) say("login", strings::login_failed_title, changed.error().message);
  refresh();
}

void Tray::say(const std::string& key, const std::string& title, const std::string& body) {
  app::Notification notification;
  notification.key = "sandtray/" + key;
  notification.title = title;
  notification.body = body;
  shell_.notify(std::move(notification));
}

// Read when they are needed: what the person edits counts at once. A broken file changes nothing.
const config::Settings& Tray::settings() {
  auto loaded = config::load_settings(paths_);
  if (loaded) {
    settings_ = std::move(*loaded);
  } else {
    log::warn(loaded.error().message);
  }
  return settings_;
}

app::Moment Tray::moment() const {
  const auto since_boot = std::chrono::steady_clock::now().time_since_epoch();
  const auto wall = static_cast<std::time_t>(now_ms() / 1000);
  const std::tm local = *std::localtime(&wall);
  return {std::chrono::duration_cast<std::chrono::milliseconds>(since_boot).count(),
          local.tm_hour * 60 + local.tm_min};
}

}  // namespace sandtray::tray
