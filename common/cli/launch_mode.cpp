// SPDX-License-Identifier: MIT
#include "cli/launch_mode.h"

#include <chrono>
#include <utility>

#include "app/launch_mode.h"
#include "config/catalog.h"
#include "config/docker_sandboxes.h"
#include "platform/run_and_read.h"
#include "session/person_programs.h"

namespace sandtray::cli {
namespace {

constexpr auto patience = std::chrono::seconds(60);

// The last wish among options of the session; or empty.
std::string launch_in(const std::vector<std::string>& options) {
  std::string launch;
  for (const auto& option : options) {
    if (option.starts_with(launch_option)) launch = option.substr(launch_option.size());
  }
  return launch;
}

}  // namespace

Result<std::string> method_for(const Options& options, const platform::Paths& paths,
                               const std::string& agent, const std::string& known_method) {
  auto launch = options.launch.empty() ? launch_in(options.set) : options.launch;
  const app::LaunchWish wish{std::move(launch), options.method, known_method};
  if (!app::asks_preset(wish)) return app::method_by_launch(wish, "");
  const auto preset = config::load_agent(paths, agent);
  if (!preset) return Failure(preset.error());
  return app::method_by_launch(wish, preset->launch);
}

Result<> remove_sandbox(const platform::Paths& paths, const sandbox::SessionSpec& spec) {
  if (spec.method != app::launch_sbx || spec.options.count("sandbox") != 0) return {};
  const auto name = "sandtray-" + spec.id;
  SANDTRAY_TRY(session::check_person_programs(paths, {"sbx"}));
  const auto program = config::find_sbx();
  if (!program.empty()) {
    const auto said = platform::run_and_read({program, "rm", "--force", name}, patience);
    if (said && said->in_time && said->code == 0) return {};
  }
  return fail(Code::unavailable, "the sandbox " + name + " of the session could not be removed",
              "sbx rm --force " + name);
}

}  // namespace sandtray::cli
