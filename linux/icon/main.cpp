// SPDX-License-Identifier: MIT
// sandtray-icon: draws the tray's icon and its menu where the panel knows XEmbed alone
// (linux/tray/fallback_icon.h says what it is told and what it says). sandtray-tray starts it; it
// ends with its input.
#include <wx/app.h>
#include <wx/init.h>

#include <algorithm>
#include <memory>

#include "base/json.h"
#include "icon/panel_icon.h"
#include "platform/arguments.h"
#include "platform/handle.h"
#include "platform/loop.h"
#include "platform/paths.h"
#include "ui/gui_loop.h"
#include "ui/say.h"
#include "ui/toolkit.h"

namespace sandtray::icon {
namespace {

constexpr std::size_t most_bytes = 1 << 20;  // of a menu

class Application final : public wxApp {
 public:
  explicit Application(std::string icons) : icons_(std::move(icons)) {
    SetAppName("sandtray-icon");
    SetAppDisplayName("Sandtray");
  }

  bool OnInit() override {
    // An icon is no window, whose end would end the program.
    SetExitOnFrameDelete(false);
    icon_ = std::make_unique<PanelIcon>(icons_, [](const Json& said) {
      const auto line = dump_json(said) + "\n";
      (void)platform::write_some(1, line);
    });
    reading_ = loop_.on_readable(0, [this] { read(); });
    return true;
  }

  int OnExit() override {
    reading_.reset();
    icon_.reset();
    return wxApp::OnExit();
  }

 private:
  void read() {
    char buffer[4096];
    const auto io = platform::read_some(0, buffer, sizeof buffer);
    if (io.state == platform::IoState::would_block) return;
    if (io.state != platform::IoState::ok || text_.size() > most_bytes) {
      reading_.reset();
      return ExitMainLoop();
    }
    text_.append(buffer, io.bytes);
    const auto end = text_.rfind('\n');
    if (end == std::string::npos) return;
    const auto lines = text_.substr(0, end);
    text_.erase(0, end + 1);
    for (std::size_t at = 0; at <= lines.size();) {
      const auto next = std::min(lines.find('\n', at), lines.size());
      icon_->take(Json::parse(lines.substr(at, next - at), nullptr, /*allow_exceptions=*/false));
      at = next + 1;
    }
  }

  std::string icons_;
  ui::GuiLoop loop_;
  std::unique_ptr<PanelIcon> icon_;
  tray::Source reading_;
  std::string text_;
};

Result<int> run() {
  const auto paths = platform::find_paths();
  if (!paths) return Failure(paths.error());
  ui::prepare_toolkit();
  wxApp::SetInstance(new Application(paths->share + "/icons"));
  int count = 0;
  if (!wxEntryStart(count, static_cast<wxChar**>(nullptr))) {
    return fail(Code::unavailable, "cannot reach a display");
  }
  int status = static_cast<int>(Code::unavailable);
  if (PanelIcon::is_possible() && wxTheApp->CallOnInit()) status = wxTheApp->OnRun();
  wxTheApp->OnExit();
  wxEntryCleanup();
  return status;
}

}  // namespace
}  // namespace sandtray::icon

int main(int argc, char** argv) {
  using namespace sandtray;
  platform::occupy_standard_handles();
  platform::ignore_broken_pipes();
  if (platform::program_arguments(argc, argv).size() > 1) {
    ui::say("sandtray-icon is started by sandtray-tray alone, where a panel needs it.\n",
            /*is_error=*/true);
    return static_cast<int>(Code::usage);
  }
  const auto ended = icon::run();
  if (ended) return *ended;
  ui::say("sandtray-icon: " + ended.error().message + "\n", /*is_error=*/true);
  return static_cast<int>(ended.error().code);
}
