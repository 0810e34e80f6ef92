// SPDX-License-Identifier: MIT
// The icon where nothing on the bus shows one: panels of X11 that know XEmbed alone. It takes a GUI
// toolkit to draw it and its menu, so that a program of its own does (sandtray-icon), which is
// there only where it is needed. Lines of JSON on its standard input say what to show:
//   {"icon": "sandtray-working", "tooltip": "..."}, {"menu": ...}: open this one now
// and on its standard output what the person does:
//   {"asked": true}: a click on the icon, {"clicked": 7}: on that item of the menu
#pragma once

#include <functional>
#include <string>

#include "app/menu_model.h"
#include "platform/paths.h"
#include "tray/event_loop.h"

namespace sandtray::tray {

class FallbackIcon {
 public:
  struct Handlers {
    std::function<void()> about_to_show;  // bring the menu up to date
    std::function<const app::MenuItem&()> menu;
    std::function<void()> opened;
    std::function<void(const app::Action&)> clicked;
    std::function<void()> impossible;  // no panel shows it
  };

  FallbackIcon(EventLoop& loop, std::string program, Handlers handlers)
      : loop_(loop), program_(std::move(program)), handlers_(std::move(handlers)) {}
  FallbackIcon(const FallbackIcon&) = delete;
  FallbackIcon& operator=(const FallbackIcon&) = delete;
  ~FallbackIcon() { stop(); }

  void start();  // nothing if it is there, or on its way out
  void stop();
  void show(app::IconState state, const std::string& tooltip);

 private:
  void send_icon();
  // Whoever does not read is stopped.
  void send(const Json& line);
  void read();
  void take_line(const std::string& line);
  void ended(int code);
  void forget();

  EventLoop& loop_;
  std::string program_;
  Handlers handlers_;
  app::IconState state_ = app::IconState::idle;
  std::string tooltip_;
  platform::ProcessId pid_ = 0;
  platform::OwnedHandle input_, output_;  // of the program
  std::string text_;
  Source reading_, ending_;
};

}  // namespace sandtray::tray
