// SPDX-License-Identifier: MIT
// logs and attach: looking at a session.
#include "cli/end.h"
#include "cli/options.h"
#include "cli/print.h"
#include "config/settings.h"
#include "platform/process.h"
#include "platform/terminal.h"
#include "session/attach.h"

namespace sandtray::cli {
namespace {

// What it prints would become its own output, for ever.
Result<> check_not_inside(const session::Snapshot& session, const std::string& what) {
  const auto env = platform::current_environment();
  const auto here = env.find("SANDTRAY_SESSION");
  if (here == env.end() || here->second != session.spec.id) return {};
  return fail(Code::usage, "this is the session " + session.spec.id + " itself: " + what,
              "Use another terminal.");
}

}  // namespace

Result<int> logs(const Options& options, const platform::Paths& paths) {
  const session::Store store(paths);
  const auto session = store.find(options.session);
  if (!session) return Failure(session.error());
  if (options.follow) SANDTRAY_TRY(check_not_inside(*session, "it cannot follow its own output"));
  session::StreamOptions stream;
  stream.plain = !options.raw;
  stream.follow = options.follow;
  const auto result = session::stream_session(store, *session, stream);
  if (!result) return Failure(result.error());
  if (result->end == session::ViewEnd::signal) return 128 + result->signal;
  if (const auto now = store.read(session->spec.id)) print_cut_log(*now);
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
  SANDTRAY_TRY(check_not_inside(*session, "it cannot be attached in its own terminal"));
  return view(store, paths, *session);
}

}  // namespace sandtray::cli
