// SPDX-License-Identifier: MIT
#include "cli/vm_words.h"

#include "base/text.h"
#include "platform/file.h"

namespace sandtray::cli {
namespace {

constexpr std::string_view read_only = ":ro";

}  // namespace

Result<std::string> real_place(const std::string& option, const std::string& path, bool folder) {
  auto real = platform::real_path(path);
  if (!real || platform::is_folder(*real) != folder) {
    return fail(Code::usage,
                option + ": there is no " + (folder ? "folder " : "file ") + display_text(path));
  }
  return real;
}

Result<std::vector<provision::VmMount>> vm_mounts(const std::vector<std::string>& words) {
  std::vector<provision::VmMount> mounts;
  for (auto path : words) {
    const bool writable = !path.ends_with(read_only);
    if (!writable) path.resize(path.size() - read_only.size());
    auto real = real_place("--mount", path, true);
    if (!real) return Failure(real.error());
    mounts.push_back({std::move(*real), writable});
  }
  return mounts;
}

}  // namespace sandtray::cli
