// SPDX-License-Identifier: MIT
// sandtray-ui: the window. A second start raises the first one.
#include <wx/init.h>

#include <utility>
#include <vector>

#include "base/log.h"
#include "platform/arguments.h"
#include "platform/file.h"
#include "platform/loop.h"
#include "session/filenames.h"
#include "tray/instance.h"
#include "ui/application.h"
#include "ui/say.h"
#include "ui/signals.h"
#include "ui/toolkit.h"

namespace sandtray::ui {
namespace {

constexpr auto usage =
    "Usage: sandtray-ui [--help | --version] [[--page] PAGE]\n"
    "Opens the window of sandtray. PAGE is sessions (a list of them, by default), new (a new\n"
    "session), settings, sandboxing, methods, agents, workspaces, notifications, general or "
    "about.\n"
    "Starting it again raises the window that is there. Closing it ends no session.\n";

// Not 0 if the library finds no display.
Result<int> show(platform::Paths paths, Page page, platform::OwnedHandle listener) {
  prepare_toolkit();
  wxApp::SetInstance(new Application(std::move(paths), page, std::move(listener)));
  int count = 0;
  if (!wxEntryStart(count, static_cast<wxChar**>(nullptr))) {
    return fail(Code::unavailable, "cannot open a window", "Start it inside a desktop session.");
  }
  int status = static_cast<int>(Code::internal);
  if (wxTheApp->CallOnInit()) status = wxTheApp->OnRun();
  wxTheApp->OnExit();
  wxEntryCleanup();
  return status;
}

Result<int> run(Page page) {
  namespace name = session::filename;
  platform::ignore_broken_pipes();
  const auto paths = platform::find_paths();
  if (!paths) return Failure(paths.error());
  const auto instance =
      tray::only_instance(*paths, {.lock = name::ui_lock,
                                   .socket = name::ui_socket,
                                   .log = name::ui_log,
                                   .word = std::string("show ") + to_string(page)});
  if (!instance) return Failure(instance.error());
  if (!*instance) return 0;  // another one is open, and shows itself now
  const auto socket = paths->runtime + "/" + name::ui_socket;
  remove_on_signals(socket);  // a display that does not answer keeps us from the loop
  auto listener = platform::listen_socket(socket);
  if (!listener) return Failure(listener.error());
  log::info("started");
  auto ended = show(*paths, page, std::move(*listener));
  (void)platform::remove_tree(socket);
  log::info("ended");
  return ended;
}

}  // namespace
}  // namespace sandtray::ui

int main(int argc, char** argv) {
  using namespace sandtray;
  platform::occupy_standard_handles();
  auto words = platform::program_arguments(argc, argv);
  if (words.size() > 2 && words[1] == "--page") words.erase(words.begin() + 1);
  const std::string word = words.size() > 1 ? words[1] : "sessions";
  if (word == "--version") {
    ui::say("sandtray-ui " SANDTRAY_VERSION "\n", /*is_error=*/false);
    return 0;
  }
  const auto page = ui::page_from(word);
  if (!page || words.size() > 2) {
    const bool help = word == "--help" || word == "-h";
    ui::say(ui::usage, /*is_error=*/!help);
    return help ? 0 : static_cast<int>(Code::usage);
  }
  const auto ended = ui::run(*page);
  if (ended) return *ended;
  ui::say("sandtray-ui: " + ended.error().message + "\n" + ended.error().hint + "\n",
          /*is_error=*/true);
  return static_cast<int>(ended.error().code);
}
