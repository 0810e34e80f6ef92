// SPDX-License-Identifier: MIT
#include "tray/fallback_icon.h"

#include <utility>

#include "app/menu_json.h"
#include "base/log.h"
#include "platform/process.h"
#include "platform/signals.h"
#include "tray/launcher.h"

namespace sandtray::tray {
namespace {

constexpr std::size_t most_text = 4096;

struct Pipes {
  std::pair<platform::OwnedHandle, platform::OwnedHandle> input, output;
};

Result<Pipes> make_pipes() {
  auto input = platform::make_pipe();
  if (!input) return Failure(input.error());
  auto output = platform::make_pipe();
  if (!output) return Failure(output.error());
  SANDTRAY_TRY(platform::set_blocking(input->second.get(), false));
  SANDTRAY_TRY(platform::set_blocking(output->first.get(), false));
  return Pipes{std::move(*input), std::move(*output)};
}

}  // namespace

void FallbackIcon::start() {
  if (ending_) return;
  auto env = persons_environment();
  if (env.count("DISPLAY") == 0) return handlers_.impossible();
  auto pipes = make_pipes();
  if (!pipes) return log::warn(pipes.error().message);
  platform::SpawnOptions options;
  options.argv = {program_};
  options.env = std::move(env);
  options.input = pipes->input.first.get();
  options.output = pipes->output.second.get();
  options.die_with_parent = true;
  const auto pid = platform::spawn(options);
  if (!pid) {
    log::warn(pid.error().message);
    return handlers_.impossible();
  }
  pid_ = *pid;
  input_ = std::move(pipes->input.second);
  output_ = std::move(pipes->output.first);
  reading_ = loop_.on_readable(output_.get(), [this] { read(); });
  ending_ = loop_.on_exit(*pid, [this](int code) { ended(code); });
  send_icon();
}

// The end of its input would do, but for one that does not read.
void FallbackIcon::stop() {
  if (input_) (void)platform::send_signal(pid_, platform::signals::terminate);
  forget();
}

void FallbackIcon::forget() {
  reading_.reset();
  input_.reset();
  output_.reset();
  text_.clear();
}

void FallbackIcon::show(app::IconState state, const std::string& tooltip) {
  if (state == state_ && tooltip == tooltip_) return;
  state_ = state;
  tooltip_ = tooltip;
  send_icon();
}

void FallbackIcon::send_icon() {
  send({{"icon", app::icon_name(state_)}, {"tooltip", tooltip_}});
}

void FallbackIcon::send(const Json& line) {
  if (!input_) return;
  const auto text = dump_json(line) + "\n";
  std::size_t sent = 0;
  while (sent < text.size()) {
    const auto io = platform::write_some(input_.get(), std::string_view(text).substr(sent));
    if (io.state != platform::IoState::ok) {
      log::warn("the program that shows the icon does not read");
      return stop();
    }
    sent += io.bytes;
  }
}

void FallbackIcon::read() {
  char buffer[most_text];
  const auto io = platform::read_some(output_.get(), buffer, sizeof buffer);
  if (io.state == platform::IoState::would_block) return;
  if (io.state != platform::IoState::ok) return reading_.reset();
  text_.append(buffer, io.bytes);
  for (auto end = text_.find('\n'); end != std::string::npos; end = text_.find('\n')) {
    const auto line = text_.substr(0, end);
    text_.erase(0, end + 1);
    take_line(line);
  }
  if (text_.size() > most_text) stop();
}

void FallbackIcon::take_line(const std::string& line) {
  const auto json = Json::parse(line, nullptr, /*allow_exceptions=*/false);
  if (!json.is_object()) return log::warn("the program that shows the icon says what is not JSON");
  if (json.contains("asked")) {
    handlers_.about_to_show();
    send({{"menu", app::menu_to_json(handlers_.menu())}});
    handlers_.opened();
  } else if (const auto id = json.find("clicked"); id != json.end() && id->is_number_integer()) {
    const auto* item = find_item(handlers_.menu(), id->get<int>());
    // The menu may have changed while it was open.
    if (item == nullptr || !item->enabled) return;
    const auto action = item->action;
    handlers_.clicked(action);
  }
}

void FallbackIcon::ended(int code) {
  const bool expected = !input_;
  ending_.reset();
  forget();
  if (expected) return;
  log::info("the program that shows the icon has ended with status " + std::to_string(code));
  handlers_.impossible();
}

}  // namespace sandtray::tray
