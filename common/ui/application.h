// SPDX-License-Identifier: MIT
// Joins what happens to sessions (the tray's monitor) with the window that shows them. Only reads:
// it may be killed at any time.
#pragma once

#include <wx/app.h>
#include <wx/weakref.h>

#include <optional>
#include <string>

#include "tray/line_socket.h"
#include "tray/monitor.h"
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

  platform::Paths paths_;
  Page page_;
  platform::OwnedHandle listener_;
  GuiLoop loop_;
  std::optional<tray::LineSocket> socket_;
  std::optional<tray::Monitor> monitor_;
  wxWeakRef<MainWindow> window_;
  tray::Source refreshing_, aging_;
};

}  // namespace sandtray::ui
