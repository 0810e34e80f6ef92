// SPDX-License-Identifier: MIT
#include "cli/editor.h"

#include "platform/process.h"

namespace sandtray::cli {

Result<> open_editor(const std::string& path) {
  auto env = platform::current_environment();
  std::string editor = "vi";
  for (const auto* name : {"EDITOR", "VISUAL"}) {
    if (const auto found = env.find(name); found != env.end() && !found->second.empty()) {
      editor = found->second;
    }
  }
  platform::SpawnOptions spawn;
  // An editor setting may hold arguments ("code --wait"); the shell splits it as git does.
  spawn.argv = {"sh", "-c", editor + " \"$@\"", editor, path};
  spawn.env = std::move(env);
  spawn.input = 0;
  spawn.output = 1;
  spawn.error = 2;
  const auto pid = platform::spawn(spawn);
  if (!pid) return Failure(pid.error());
  const int code = platform::wait_for(*pid).code;
  if (code != 0)
    return fail(Code::internal, "the editor ended with status " + std::to_string(code));
  return {};
}

}  // namespace sandtray::cli
