// SPDX-License-Identifier: MIT
#include "tray/instance.h"

#include <thread>
#include <utility>

#include "base/log.h"
#include "platform/socket.h"
#include "session/filenames.h"

namespace sandtray::tray {
namespace {

// Between its lock and its socket, at its start and its end, the other one does not listen; one
// that is being killed does, but never answers.
constexpr auto patience = std::chrono::seconds(2);
constexpr auto pause = std::chrono::milliseconds(20);

// It is told if it answers; so is one that lives, but is busy. not_found if it ends instead.
Result<> tell_running(const std::string& socket_path, const std::string& word) {
  const auto socket = platform::connect_socket(socket_path);
  if (!socket) return Failure(socket.error());
  const auto deadline = platform::Clock::now() + patience;
  const auto sent = platform::send_all(socket->get(), word + "\n", deadline);
  if (!sent && sent.error().code == Code::unavailable) return sent;
  char byte = 0;
  const auto answer = platform::receive_some(socket->get(), &byte, 1, deadline).state;
  if (answer == platform::IoState::ok || answer == platform::IoState::would_block) return {};
  return fail(Code::not_found, "the running one has ended");
}

}  // namespace

Result<std::optional<platform::FileLock>> only_instance(const platform::Paths& paths,
                                                        const Single& single) {
  SANDTRAY_TRY(platform::make_private_folder(paths.runtime));
  SANDTRAY_TRY(platform::make_private_folder(paths.state));
  const auto deadline = platform::Clock::now() + patience;
  while (true) {
    auto lock = platform::FileLock::acquire(paths.runtime + "/" + single.lock, /*wait=*/false);
    if (lock) {
      log::open_file(paths.state + "/" + single.log);
      return std::optional<platform::FileLock>(std::move(*lock));
    }
    if (lock.error().code != Code::unavailable) return Failure(lock.error());
    const auto told = tell_running(paths.runtime + "/" + single.socket, single.word);
    if (told) return std::nullopt;
    if (told.error().code != Code::not_found || platform::Clock::now() > deadline) {
      return Failure(told.error());
    }
    std::this_thread::sleep_for(pause);
  }
}

Result<std::optional<platform::FileLock>> only_instance(const platform::Paths& paths) {
  namespace name = session::filename;
  return only_instance(paths, {.lock = name::tray_lock,
                               .socket = name::tray_socket,
                               .log = name::tray_log,
                               .word = "activate"});
}

}  // namespace sandtray::tray
