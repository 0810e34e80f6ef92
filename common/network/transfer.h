// SPDX-License-Identifier: MIT
// One request to a server: goes on where the part ends, or begins anew if the server wants that. It
// decides nothing: whether to try again, and whether the bytes are right, is fetch()'s. Redirects
// lead to https alone.
#pragma once

#include "network/fetch.h"
#include "network/source.h"
#include "platform/part_file.h"

namespace sandtray::network {

enum class TransferEnd {
  complete,   // the server says that this is all; `from_start` tells whether it gave all of it
  useless,    // it cannot go on with this part, or not from there
  cut,        // the connection, the server or the address failed: see `error`
  wrong,      // it is larger than it may be
  cancelled,  // by the progress callback
  broken,     // this machine failed: no other source helps
};

struct TransferResult {
  TransferEnd end = TransferEnd::complete;
  bool from_start = false;
  Error error;
};

TransferResult transfer(const FetchRequest& request, const Source& source, platform::PartFile& part,
                        const FetchEvents& events);

}  // namespace sandtray::network
