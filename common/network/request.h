// SPDX-License-Identifier: MIT
// What sandtray-fetch is asked to do: one JSON object.
//   "sources"   addresses or absolute paths, tried in this order
//   "digest"    "sha256:HEX" or "sha512:HEX"
//   "target"    the file, an absolute path
// and, if wanted,
//   "mode"      "0600" (as without it) or "0644"
//   "unpack"    a folder that is not there yet: the file is an archive and is unpacked to there
//   "proxy"     an address, or "none"; without it, what the environment says
//   "allow_http", "max_bytes", "ca_file", "connect_timeout_s", "stall_timeout_s": as in fetch.h
// Any other name is refused, so that nothing that was meant is left out silently.
#pragma once

#include <string>
#include <string_view>

#include "network/fetch.h"

namespace sandtray::network {

struct ProgramRequest {
  FetchRequest fetch;
  std::string unpack;  // empty: not
};

// Code::usage if it is not of that form. No error repeats the proxy.
Result<ProgramRequest> parse_request(std::string_view text);

}  // namespace sandtray::network
