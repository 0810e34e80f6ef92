// SPDX-License-Identifier: MIT
#include "config/own_file.h"

#include "base/text.h"
#include "platform/file.h"
#include "platform/ownership.h"

namespace sandtray::config {

Result<Json> read_own_file(const std::string& path) {
  const auto text = platform::read_file(path, 1 << 20);
  if (!text) return Failure(text.error());
  if (!platform::only_owner_may_change(path)) {
    return fail(Code::refused,
                display_text(path) + " can be changed by others, so it is not believed",
                "`" + platform::keep_others_out_command(path) +
                    "` keeps them out; look into it first, and see whose it is.");
  }
  return parse_json(*text, path);
}

}  // namespace sandtray::config
