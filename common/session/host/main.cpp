// SPDX-License-Identifier: MIT
// sandtray-host FOLDER [--lock-fd N] [--ready-fd N]: runs the session in that folder. Started by
// launch, detached. It adopts the lock, and on the ready pipe it says "ok", or one line of JSON
// with the reason why there is no session.
// sandtray-host --clean-up STATE: does what hosts that were killed have left to do.
#include <cstdlib>

#include "platform/arguments.h"
#include "platform/file.h"
#include "platform/loop.h"
#include "platform/memory.h"
#include "session/filenames.h"
#include "session/host/cleaner.h"
#include "session/host/host.h"

namespace sandtray::session {
namespace {

constexpr platform::Handle standard_error = 2;

struct Arguments {
  std::string folder;
  platform::Handle lock = platform::no_handle;
  platform::Handle ready = platform::no_handle;
};

platform::Handle descriptor_from(const std::string& word) {
  const char* const text = word.c_str();
  char* end = nullptr;
  const long number = std::strtol(text, &end, 10);
  return *text != '\0' && *end == '\0' && number > 2 ? static_cast<int>(number)
                                                     : platform::no_handle;
}

bool parse(const std::vector<std::string>& words, Arguments& out) {
  for (std::size_t i = 1; i < words.size(); ++i) {
    const auto& word = words[i];
    if (word == "--lock-fd" || word == "--ready-fd") {
      if (++i == words.size()) return false;
      auto& number = word == "--lock-fd" ? out.lock : out.ready;
      number = descriptor_from(words[i]);
      if (number == platform::no_handle) return false;
    } else if (out.folder.empty() && !word.starts_with("-")) {
      out.folder = word;
    } else {
      return false;
    }
  }
  return !out.folder.empty();
}

void say(platform::Handle handle, std::string line) {
  line += '\n';
  if (handle != platform::no_handle) (void)platform::write_some(handle, line);
}

std::string error_line(const Error& error) {
  return dump_json(error_to_json(error));
}

Result<> run(const Arguments& arguments, platform::OwnedHandle& ready) {
  auto lock = arguments.lock != platform::no_handle
                  ? Result<platform::FileLock>(platform::FileLock::adopt(arguments.lock))
                  : platform::FileLock::acquire(arguments.folder + "/" + filename::lock, false);
  if (!lock) return Failure(lock.error());
  auto job = load_job(arguments.folder);
  if (!job) return Failure(job.error());
  const auto loop = platform::Loop::create();
  auto host = Host::create(*loop, std::move(*job));
  if (!host) return Failure(host.error());
  const auto started = (*host)->start();
  say(ready.get(), started ? "ok" : error_line(started.error()));
  ready.reset();
  platform::release_unused_memory();
  (*host)->run();
  return started;
}

int run_program(const std::vector<std::string>& words) {
  if (words.size() == 3 && words[1] == "--clean-up") {
    const auto done = clean_up_after_killed_hosts(words[2]);
    return done ? 0 : static_cast<int>(done.error().code);
  }
  Arguments arguments;
  if (!parse(words, arguments)) {
    say(standard_error,
        "usage: sandtray-host FOLDER [--lock-fd N] [--ready-fd N], or sandtray-host --clean-up "
        "STATE");
    return static_cast<int>(Code::usage);
  }
  platform::keep_private(arguments.lock);
  platform::keep_private(arguments.ready);
  platform::OwnedHandle ready(arguments.ready);
  const auto result = run(arguments, ready);
  if (result) return 0;
  say(ready.get(), error_line(result.error()));  // unless it has been said
  return static_cast<int>(result.error().code);
}

}  // namespace
}  // namespace sandtray::session

int main(int argc, char** argv) {
  sandtray::platform::occupy_standard_handles();
  return sandtray::session::run_program(sandtray::platform::program_arguments(argc, argv));
}
