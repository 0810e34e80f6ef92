// SPDX-License-Identifier: MIT
// Opens folders on whose way there is no symbolic link.
#pragma once

#include <string>

#include "platform/handle.h"

namespace sandtray::platform {

// Of an absolute path. Only to be passed through and to make, open and remove things in: it need
// not be readable (openat(2), O_PATH). refused if any component is a symbolic link.
Result<OwnedHandle> open_plain_folder(const std::string& path);
// The same refusal, for what lies in such a folder.
Failure leads_through_a_link(const std::string& path);

}  // namespace sandtray::platform
