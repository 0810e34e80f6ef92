// SPDX-License-Identifier: MIT
// logs and attach: looking at a session.
#include "cli/end.h"
#include "cli/options.h"
#include "cli/print.h"
#include "config/settings.h"
#include "platform/terminal.h"
#include "session/attach.h"

namespace sandtray::cli {

Result<int> logs(const Options& options, const platform::Paths& paths) {
  const session::Store store(paths);
  const auto session = store.find(options.session);
  if (!session) return Failure(session.error());
  session::StreamOptions stream;
  stream.plain = !options.raw;
  stream.follow = options.follow;
  const auto result = session::stream_session(store, *session, stream);
  if (!result) return Failure(result.error());
  if (result->end == session::ViewEnd::signal) return 128 + result->signal;
  if (result->skipped && !result->output_closed) {
    return fail(Code::internal, "output may be lost: it came faster than it was read",
                "Raise log_mib (`sandtray config set log_mib 1024`), or read faster.");
  }
  return 0;
}

Result<int> attach(const Options& options, const platform::Paths& paths) {
  const session::Store store(paths);
  const auto session = store.find(options.session);
  if (!session) return Failure(session.error());
  if (!platform::is_terminal(0) || !platform::is_terminal(1)) {
    return fail(Code::usage, "attach needs a terminal",
                "`sandtray logs -f " + session->spec.id + "` prints the output instead.");
  }
  if (!session->alive) {
    return fail(Code::not_found,
                "the session " + session->spec.id + " has ended: " + state_text(session->last),
                "`sandtray logs " + session->spec.id + "` shows its output.");
  }
  return view(store, paths, *session);
}

}  // namespace sandtray::cli
