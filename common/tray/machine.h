// SPDX-License-Identifier: MIT
// The virtual machine as the menu shows it. It is asked for when the menu is about to open, never
// in between; the answer comes into the open menu, and until then the last one stands there. Where
// no machine is made nothing is asked.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "app/menu_model.h"
#include "tray/launcher.h"

namespace sandtray::tray {

class Machine {
 public:
  // `changed`: there is something else to show.
  Machine(Launcher& launcher, platform::Paths paths, std::function<void()> changed)
      : launcher_(launcher), paths_(std::move(paths)), changed_(std::move(changed)) {}
  Machine(const Machine&) = delete;
  Machine& operator=(const Machine&) = delete;

  void menu_about_to_show();
  // None: there is no machine.
  const std::optional<app::MachineEntry>& entry() const { return entry_; }
  void start();
  void stop();

 private:
  void ask();
  void take(int code, const std::string& output);

  Launcher& launcher_;
  platform::Paths paths_;
  std::function<void()> changed_;
  std::optional<app::MachineEntry> entry_;
  bool asks_ = false;
};

}  // namespace sandtray::tray
