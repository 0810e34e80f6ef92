// SPDX-License-Identifier: MIT
#include "tray/instance.h"

#include <utility>

#include "base/log.h"
#include "platform/socket.h"
#include "session/filenames.h"

namespace sandtray::tray {
namespace {

Result<> activate_running(const platform::Paths& paths) {
  const auto path = paths.runtime + "/" + session::filename::tray_socket;
  const auto socket = platform::connect_socket(path);
  if (!socket) return Failure(socket.error());
  return platform::send_all(socket->get(), "activate\n",
                            platform::Clock::now() + std::chrono::seconds(2));
}

}  // namespace

Result<std::optional<platform::FileLock>> only_instance(const platform::Paths& paths) {
  SANDTRAY_TRY(platform::make_private_folder(paths.runtime));
  SANDTRAY_TRY(platform::make_private_folder(paths.state));
  auto lock = platform::FileLock::acquire(paths.runtime + "/" + session::filename::tray_lock,
                                          /*wait=*/false);
  if (!lock) {
    if (lock.error().code != Code::unavailable) return Failure(lock.error());
    SANDTRAY_TRY(activate_running(paths));
    return std::nullopt;
  }
  log::open_file(paths.state + "/" + session::filename::tray_log);
  return std::optional<platform::FileLock>(std::move(*lock));
}

}  // namespace sandtray::tray
