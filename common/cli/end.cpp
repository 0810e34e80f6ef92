// SPDX-License-Identifier: MIT
#include "cli/end.h"

#include <cstdio>
#include <cstdlib>

#include "cli/print.h"
#include "config/settings.h"
#include "session/attach.h"
#include "session/client.h"

namespace sandtray::cli {
namespace {

// The tray wants to know that the terminal which it opened has really come up.
void report_to_tray(const std::string& id) {
  const char* socket = std::getenv("SANDTRAY_ATTACH_REPORT");
  if (socket == nullptr) return;
  auto tray = platform::connect_socket(socket, std::chrono::milliseconds(500));
  if (!tray) return;
  (void)platform::send_all(tray->get(), "attached " + id + "\n",
                           platform::Clock::now() + std::chrono::milliseconds(500));
}

}  // namespace

Result<int> view(const session::Store& store, const platform::Paths& paths,
                 const session::Snapshot& session) {
  const auto& id = session.spec.id;
  const auto settings = config::load_settings(paths);
  if (!settings) return Failure(settings.error());
  const auto keys = session::DetachKeys::parse(settings->detach_keys);
  if (!keys) return Failure(keys.error());
  report_to_tray(id);
  auto host = session::reach_host(store, session);
  if (!host) return Failure(host.error());
  if (session.waits) {
    std::fprintf(stderr, "[%s waits for its turn: Ctrl-C ends it, %s leaves it in the queue]\n",
                 session.spec.name.c_str(), settings->detach_keys.c_str());
  }
  // A session may end between the look at it and the connection, or before it was shown.
  session::ViewResult result;
  while (host && *host) {
    const auto viewed = session::view_on_terminal(std::move(*host), *keys);
    if (!viewed) return Failure(viewed.error());
    result = *viewed;
    if (result.end != session::ViewEnd::lost) break;
    const auto now = store.read(id);
    if (!now || !now->alive) break;
    host = session::reach_host(store, session);
  }
  if (result.end == session::ViewEnd::signal) return 128 + result.signal;
  if (result.end == session::ViewEnd::detached) {
    std::fprintf(stderr, "\r\n[%s goes on; `sandtray attach %s` comes back]\n",
                 session.spec.name.c_str(), session.spec.name.c_str());
    return 0;
  }
  const auto ended = session::wait_for_end(store, session);
  if (!ended) return Failure(ended.error());
  if (!result.replayed) {
    const auto rest = session::last_replay(ended->folder);
    std::fwrite(rest.data(), 1, rest.size(), stdout);
    std::fflush(stdout);
  }
  std::fprintf(stderr, "\r\n[%s: %s]\n", session.spec.name.c_str(),
               state_text(ended->last).c_str());
  return end_status(*ended);
}

}  // namespace sandtray::cli
