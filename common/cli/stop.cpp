// SPDX-License-Identifier: MIT
// stop and wait: both return when the session has ended.
#include <future>
#include <vector>

#include "cli/options.h"
#include "cli/print.h"
#include "config/settings.h"
#include "session/client.h"

namespace sandtray::cli {
namespace {

// All at once: agents that take their time do so together. Those that wait for their turn go
// before, or one of them would be let in by the end of another.
Result<> stop_all(const session::Store& store, int timeout_s) {
  Result<> result;
  const auto note = [&](const Result<session::Snapshot>& ended) {
    if (!ended && result) result = Failure(ended.error());
  };
  const auto sessions = store.list();
  for (const auto& session : sessions) {
    if (session.waits) note(session::stop_session(store, session, timeout_s));
  }
  std::vector<std::future<Result<session::Snapshot>>> stopping;
  for (const auto& session : sessions) {
    if (!session.alive || session.waits) continue;
    stopping.push_back(std::async(
        std::launch::async, [&] { return session::stop_session(store, session, timeout_s); }));
  }
  for (auto& one : stopping) note(one.get());
  return result;
}

}  // namespace

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
  if (options.all) {
    SANDTRAY_TRY(stop_all(store, timeout));
    return 0;
  }
  const auto session = store.find(options.session);
  if (!session) return Failure(session.error());
  const auto ended = session::stop_session(store, *session, timeout);
  if (!ended) return Failure(ended.error());
  return 0;
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
