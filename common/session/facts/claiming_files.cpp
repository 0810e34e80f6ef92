// SPDX-License-Identifier: MIT
#include "platform/beneath.h"
#include "sandbox/claims.h"
#include "session/facts/facts.h"

namespace sandtray::session {

std::vector<sandbox::ClaimingFile> gather_claiming_files(const std::string& workspace) {
  // Settings that people write are smaller by far.
  constexpr std::size_t most_bytes = 64 << 10;
  std::vector<sandbox::ClaimingFile> files;
  for (const auto& name : sandbox::claiming_names()) {
    if (!platform::exists(workspace + "/" + name)) continue;
    const auto text = platform::read_beneath(workspace, name, most_bytes);
    if (!text && text.error().code == Code::not_found) continue;
    files.push_back({name, text.value_or(""), text ? "" : text.error().message});
  }
  return files;
}

}  // namespace sandtray::session
