// SPDX-License-Identifier: MIT
// sandtray-tray: one per desktop session. A second start makes the first one show itself.
#include <systemd/sd-daemon.h>

#include "base/log.h"
#include "platform/arguments.h"
#include "platform/handle.h"
#include "tray/bus.h"
#include "tray/desktop.h"
#include "tray/program.h"
#include "tray/sd_event_loop.h"
#include "tray/tray.h"

namespace sandtray::tray {
namespace {

Result<Bus> open_bus(const SdEventLoop& loop) {
  sd_bus* opened = nullptr;
  int r = sd_bus_open_user(&opened);
  Bus bus(opened);
  if (r >= 0) r = sd_bus_attach_event(opened, loop.raw(), SD_EVENT_PRIORITY_NORMAL);
  if (r >= 0) r = sd_bus_set_exit_on_disconnect(opened, 1);
  if (r >= 0) return bus;
  auto failure = fail_errno(-r, "cannot reach the desktop's message bus",
                            "Start it inside a desktop session; DBUS_SESSION_BUS_ADDRESS names "
                            "the bus.");
  failure.value().code = Code::unavailable;
  return failure;
}

Result<int> run(const platform::Paths& paths) {
  auto loop = SdEventLoop::create();
  if (!loop) return Failure(loop.error());
  SANDTRAY_TRY((*loop)->exit_on_signals());
  const auto bus = open_bus(**loop);
  if (!bus) return Failure(bus.error());
  Desktop desktop(**loop, bus->get(), paths);
  Tray tray(**loop, desktop, paths);
  SANDTRAY_TRY(desktop.start(tray));
  SANDTRAY_TRY(tray.start());
  sd_notify(0, "READY=1");
  log::info("started");
  const int status = (*loop)->run();
  log::info("ended");
  return status < 0 ? 1 : status;  // not 0 when the bus went away
}

}  // namespace
}  // namespace sandtray::tray

int main(int argc, char** argv) {
  using namespace sandtray;
  platform::occupy_standard_handles();
  return tray::run_program(platform::program_arguments(argc, argv),
                           {"the desktop's tray", tray::say_to_streams, tray::run});
}
