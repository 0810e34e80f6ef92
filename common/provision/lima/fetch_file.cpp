// SPDX-License-Identifier: MIT
#include "provision/lima/fetch_file.h"

#include <optional>

#include "base/json.h"
#include "base/text.h"
#include "platform/file.h"
#include "platform/loop.h"
#include "platform/process.h"
#include "platform/signals.h"
#include "provision/lima/events.h"
#include "provision/lima/run.h"

namespace sandtray::provision {
namespace {

constexpr std::uint64_t mib = 1u << 20;
constexpr std::uint64_t most_of_a_file = 65536 * mib;

Json request_of(const FetchWish& wish) {
  Json sources = Json::array();
  if (!wish.local.empty()) {
    sources.push_back(wish.local);
  } else {
    const auto slash = wish.mirror.ends_with('/') ? "" : "/";
    if (!wish.mirror.empty()) sources.push_back(wish.mirror + slash + wish.file.file_name());
    for (const auto& url : wish.file.urls) sources.push_back(url);
  }
  Json request = {{"sources", sources},
                  {"digest", wish.file.digest},
                  {"target", wish.target},
                  {"max_bytes", wish.file.mib == 0 ? most_of_a_file : wish.file.mib * 2 * mib},
                  {"allow_http", wish.mirror.starts_with("http://")}};
  if (!wish.unpack.empty()) request["unpack"] = wish.unpack;
  return request;
}

std::uint64_t number_at(const Json& event, const char* key) {
  const auto found = event.find(key);
  return found != event.end() && found->is_number_unsigned() ? found->get<std::uint64_t>() : 0;
}

std::string text_at(const Json& event, const char* key) {
  const auto found = event.find(key);
  return found != event.end() && found->is_string() ? found->get<std::string>() : "";
}

// What the program has said so far.
class Heard {
 public:
  explicit Heard(const FetchNews& news) : news_(news) {}

  void take(std::string_view bytes) {
    for (const auto& line : lines_.take(bytes)) {
      const auto event = Json::parse(line, nullptr, false);
      if (event.is_object()) take_event(event);
    }
  }
  bool is_done() const { return done_; }
  const std::optional<Error>& error() const { return error_; }

 private:
  void take_event(const Json& event) {
    const auto name = text_at(event, "event");
    if (name == "progress" && news_.progress) {
      news_.progress({text_at(event, "step") == "unpack", number_at(event, "bytes"),
                      number_at(event, "total"), number_at(event, "bytes_per_second")});
    } else if (name == "mirror" && news_.note) {
      news_.note(display_text(text_at(event, "error")));
    } else if (name == "error") {
      error_ = Error{static_cast<Code>(number_at(event, "code")), text_at(event, "message"),
                     text_at(event, "hint")};
    }
    done_ = done_ || name == "done";
  }

  const FetchNews& news_;
  LineCutter lines_;
  std::optional<Error> error_;
  bool done_ = false;
};

Result<> write_all(platform::Handle to, std::string_view text) {
  while (!text.empty()) {
    const auto io = platform::write_some(to, text);
    if (io.state != platform::IoState::ok)
      return fail(Code::internal, "sandtray-fetch hears nothing");
    text.remove_prefix(io.bytes);
  }
  return {};
}

}  // namespace

Result<> fetch_file(const std::string& program, const FetchWish& wish, const FetchNews& news,
                    const Cancel* cancel) {
  if (platform::find_executable(program).empty()) {
    return fail(Code::unavailable, "nothing can be fetched: sandtray-fetch is not installed",
                "It belongs beside sandtray. Install Sandtray again.");
  }
  auto input = platform::make_pipe();
  if (!input) return Failure(input.error());
  auto output = platform::make_pipe();
  if (!output) return Failure(output.error());
  const auto from = output->first.get();
  SANDTRAY_TRY(platform::set_blocking(from, false));
  auto loop = platform::Loop::create();
  platform::SpawnOptions options;
  options.argv = {program};
  options.env = platform::current_environment();
  options.folder = "/";
  options.input = input->first.get();
  options.output = output->second.get();
  options.new_session = true;
  options.die_with_parent = true;
  const auto pid = platform::spawn(options);
  if (!pid) return Failure(pid.error());
  input->first.reset();
  output->second.reset();
  const auto asked = write_all(input->second.get(), dump_json(request_of(wish)));
  input->second.reset();

  Heard heard(news);
  const auto read = [&] {
    char buffer[4096];
    while (true) {
      const auto io = platform::read_some(from, buffer, sizeof buffer);
      if (io.state == platform::IoState::would_block) return;
      if (io.state != platform::IoState::ok) return loop->stop();
      heard.take({buffer, io.bytes});
    }
  };
  loop->on_readable(from, read);
  if (cancel != nullptr) cancel->heed(*loop);
  if (asked) loop->run();
  const bool gave_up = cancel != nullptr && cancel->is_wanted();
  if (gave_up) (void)platform::send_signal(*pid, platform::signals::terminate);
  const auto ended = platform::wait_for(*pid);
  loop.reset();
  if (cancel != nullptr) cancel->listen();
  platform::let_broken_pipe_end_us();
  if (gave_up && !heard.is_done()) return cancelled(wish.file.title + " is not all there");
  if (!asked) return asked;
  if (ended.code == 0 && heard.is_done()) return {};
  if (heard.error()) return Failure(*heard.error());
  return fail(Code::internal,
              "sandtray-fetch ended with " + std::to_string(ended.code) + " without a word");
}

}  // namespace sandtray::provision
