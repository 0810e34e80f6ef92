// SPDX-License-Identifier: MIT
#include "tray/machine.h"

#include "base/clock.h"
#include "base/json.h"
#include "provision/lima/place.h"

namespace sandtray::tray {
namespace {

// A desktop says it again for each submenu.
constexpr std::int64_t again_ms = 3000;

}  // namespace

void Machine::menu_about_to_show() {
  if (!platform::is_folder(provision::vm_place(paths_).instance)) {
    entry_.reset();
    return;
  }
  if (!entry_) entry_.emplace();
  const auto age_ms = now_ms() - entry_->told_ms;
  if (!entry_->status || age_ms < 0 || age_ms > again_ms) ask();
}

void Machine::ask() {
  if (asks_) return;
  asks_ = launcher_.ask_machine([this](int code, const std::string& output) {
    asks_ = false;
    take(code, output);
  });
}

void Machine::take(int code, const std::string& output) {
  // It may have gone meanwhile.
  if (!entry_) return;
  const auto told = code == 0 ? parse_json(output, "vm status") : Result<Json>(Json());
  entry_->status = app::vm_status(told ? *told : Json());
  entry_->told_ms = now_ms();
  changed_();
}

void Machine::start() {
  launcher_.start_machine([this] { ask(); });
}

void Machine::stop() {
  launcher_.stop_machine([this] { ask(); });
}

}  // namespace sandtray::tray
