// SPDX-License-Identifier: MIT
#include "platform/hard_links.h"

#include "platform/nt.h"
#include "platform/wide.h"

namespace sandtray::platform {

bool has_other_names(const std::string& path) {
  const auto file = open_at(nullptr, native_path(path), {.access = 0});
  BY_HANDLE_FILE_INFORMATION info{};
  return file && !is_link(file.get()) && GetFileInformationByHandle(file.get(), &info) != 0 &&
         (info.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) == 0 && info.nNumberOfLinks > 1;
}

}  // namespace sandtray::platform
