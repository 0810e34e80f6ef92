// SPDX-License-Identifier: MIT
// stop and wait: both return when the session has ended.
#include "cli/options.h"
#include "cli/print.h"
#include "config/settings.h"
#include "session/client.h"

namespace sandtray::cli {

Result<int> stop(const Options& options, const platform::Paths& paths) {
  if (options.all == !options.session.empty()) {
    return fail(Code::usage, "stop takes a session or --all", "`sandtray ls` lists the sessions.");
  }
  int timeout = options.timeout_s;
  if (timeout < 0) {
    // Stopping must work even with settings that cannot be read.
    const auto settings = config::load_settings(paths);
    timeout = settings ? settings->stop_timeout_s : config::Settings{}.stop_timeout_s;
  }
  const session::Store store(paths);
  if (!options.all) {
    const auto session = store.find(options.session);
    if (!session) return Failure(session.error());
    const auto ended = session::stop_session(store, *session, timeout);
    if (!ended) return Failure(ended.error());
    return 0;
  }
  Result<int> status = 0;
  for (const auto& session : store.list()) {
    if (!session.alive) continue;
    const auto ended = session::stop_session(store, session, timeout);
    if (!ended && status) status = Failure(ended.error());
  }
  return status;
}

Result<int> wait(const Options& options, const platform::Paths& paths) {
  const session::Store store(paths);
  const auto session = store.find(options.session);
  if (!session) return Failure(session.error());
  const auto ended = session::wait_for_end(store, *session);
  if (!ended) return Failure(ended.error());
  return end_status(*ended);
}

}  // namespace sandtray::cli
