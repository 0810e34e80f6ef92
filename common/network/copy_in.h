// SPDX-License-Identifier: MIT
// Copies a file of this machine into the part, from its beginning. Ends as a transfer does.
#pragma once

#include "network/transfer.h"

namespace sandtray::network {

TransferResult copy_in(const FetchRequest& request, const Source& source, platform::PartFile& part,
                       const FetchEvents& events);

}  // namespace sandtray::network
