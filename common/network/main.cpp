// SPDX-License-Identifier: MIT
// sandtray-fetch: fetches a file by its hash, and unpacks it. A program of its own, so that no
// other of ours loads the libraries for it. Reads a request (request.h) from its input, and says
// what happens in lines of JSON:
//   {"event":"progress","step":"fetch","bytes":N,"total":N or null,"bytes_per_second":N}
//   {"event":"progress","step":"unpack","bytes":N}
//   {"event":"mirror","url":...,"error":...}      that place did not give it; the next one is tried
//   {"event":"done","path":...,"url":...}         "" as url: it was there already
//   {"event":"error","code":N,"message":...,"hint":...}    also the exit status, see Code
// At most ten of progress in a second. TERM, INT or HUP, and a reader that has gone, end it early:
// with 128 and the signal's number, or as an error; what has come is kept for another try.
#include <chrono>
#include <csignal>

#include "base/json.h"
#include "base/text.h"
#include "network/request.h"
#include "network/unpack.h"
#include "platform/arguments.h"
#include "platform/file.h"
#include "platform/handle.h"
#include "platform/loop.h"
#include "platform/signals.h"

namespace sandtray::network {
namespace {

constexpr platform::Handle standard_input = 0, standard_output = 1;
constexpr std::size_t longest_request = 256 * 1024;
constexpr auto between_lines = std::chrono::milliseconds(100);

volatile std::sig_atomic_t ended_by = 0;

void note_signal(int signal) {
  ended_by = signal;
}

// To whoever has started this.
class Reporter {
 public:
  bool has_reader() const { return has_reader_; }

  void say(const Json& event) {
    std::string line = dump_json(event) + "\n";
    for (std::string_view rest = line; !rest.empty() && has_reader_;) {
      const auto io = platform::write_some(standard_output, rest);
      if (io.state == platform::IoState::ok) rest.remove_prefix(io.bytes);
      has_reader_ = io.state == platform::IoState::ok;
    }
  }

  // Whether to go on.
  bool progress(const Json& event) {
    const auto now = std::chrono::steady_clock::now();
    if (now - last_ >= between_lines) {
      last_ = now;
      say(event);
    }
    return ended_by == 0 && has_reader_;
  }

  int fail(const Error& error) {
    auto event = error_to_json(error);
    event["event"] = "error";
    say(event);
    return ended_by != 0 ? 128 + ended_by : static_cast<int>(error.code);
  }

 private:
  std::chrono::steady_clock::time_point last_ = {};
  bool has_reader_ = true;
};

Result<std::string> read_request() {
  std::string text;
  char buffer[4096];
  while (true) {
    const auto io = platform::read_some(standard_input, buffer, sizeof buffer);
    if (io.state == platform::IoState::closed) return text;
    if (io.state != platform::IoState::ok) return fail_errno(io.error, "cannot read the request");
    text.append(buffer, io.bytes);
    if (text.size() > longest_request) return fail(Code::usage, "the request is too long");
  }
}

Result<Json> run(const ProgramRequest& request, Reporter& reporter) {
  if (!request.unpack.empty() && platform::exists(request.unpack)) {
    return fail(Code::refused, display_text(request.unpack) + " is there already",
                "Remove it if it is not needed.");
  }
  FetchEvents events;
  events.progress = [&](const FetchProgress& now) {
    return reporter.progress({{"event", "progress"},
                              {"step", "fetch"},
                              {"bytes", now.bytes},
                              {"total", now.total ? Json(*now.total) : Json()},
                              {"bytes_per_second", now.bytes_per_second}});
  };
  events.failed = [&](const std::string& shown, const Error& error) {
    reporter.say({{"event", "mirror"}, {"url", shown}, {"error", error.message}});
  };
  const auto fetched = fetch(request.fetch, events);
  if (!fetched) return Failure(fetched.error());
  Json done = {{"event", "done"}, {"path", request.fetch.target}, {"url", fetched->source}};
  if (request.unpack.empty()) return done;
  SANDTRAY_TRY(unpack(request.fetch.target, request.unpack, {}, [&](std::uint64_t bytes) {
    return reporter.progress({{"event", "progress"}, {"step", "unpack"}, {"bytes", bytes}});
  }));
  done["unpacked"] = request.unpack;
  return done;
}

int run_program() {
  Reporter reporter;
  const auto text = read_request();
  if (!text) return reporter.fail(text.error());
  const auto request = parse_request(*text);
  if (!request) return reporter.fail(request.error());
  // Not before: whoever waits for the request may be ended at once.
  for (const int signal :
       {platform::signals::terminate, platform::signals::interrupt, platform::signals::hang_up}) {
    std::signal(signal, note_signal);
  }
  const auto done = run(*request, reporter);
  if (!done) return reporter.fail(done.error());
  reporter.say(*done);
  return 0;
}

}  // namespace
}  // namespace sandtray::network

int main(int argc, char** argv) {
  using namespace sandtray;
  platform::occupy_standard_handles();
  platform::ignore_broken_pipes();
  std::signal(SIGXFSZ, SIG_IGN);  // a limit of files' sizes is then an error of the write
  if (platform::program_arguments(argc, argv).size() > 1) {
    (void)platform::write_some(2,
                               "sandtray-fetch takes no words; its input is what it is to do.\n");
    return static_cast<int>(Code::usage);
  }
  return network::run_program();
}
