// SPDX-License-Identifier: MIT
// completion: prints the script that comes with the program.
#include <cstdio>

#include "cli/options.h"
#include "platform/file.h"

namespace sandtray::cli {

Result<int> completion(const Options& options, const platform::Paths& paths) {
  const auto path = paths.share + "/completions/sandtray." + options.value;
  const auto script = platform::read_file(path, 1 << 20);
  if (!script) {
    return fail(Code::config, "a data file of this program is missing: " + path,
                "Install Sandtray again.");
  }
  std::fwrite(script->data(), 1, script->size(), stdout);
  return 0;
}

}  // namespace sandtray::cli
