// SPDX-License-Identifier: MIT
// Joins what happens to sessions (the tray's monitor) and to the settings' files with the window
// that shows them. Keeps no state that matters: it may be killed at any time.
#pragma once

#include <wx/app.h>
#include <wx/weakref.h>

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "app/session_use.h"
#include "platform/folder_watch.h"
#include "tray/line_socket.h"
#include "tray/monitor.h"
#include "tray/tasks.h"
#include "ui/gui_loop.h"
#include "ui/main_window.h"

namespace sandtray::ui {

class Application final : public wxApp {
 public:
  // `listener` is ours alone: the caller holds the lock of the single window.
  Application(platform::Paths paths, Page page, platform::OwnedHandle listener);

  bool OnInit() override;
  int OnRun() override;
  int OnExit() override;

 private:
  void take_line(const std::string& line);
  void refresh_later();
  void refresh();
  void measure();
  void watch_settings();
  void settings_changed();

  platform::Paths paths_;
  Page page_;
  platform::OwnedHandle listener_;
  GuiLoop loop_;
  std::optional<tray::Tasks> tasks_;
  std::optional<tray::LineSocket> socket_;
  std::optional<tray::Monitor> monitor_;
  std::unique_ptr<platform::FolderWatch> settings_;
  wxWeakRef<MainWindow> window_;
  app::SessionUse use_;
  std::map<std::string, app::UseWords> uses_;
  tray::Source refreshing_, aging_, measuring_, watching_, reloading_;
};

}  // namespace sandtray::ui
