// SPDX-License-Identifier: MIT
// Fetches one file that is known by its hash, from the first of several places that has it, into a
// name that appears only when all of it is there and right. Because the hash decides, a place need
// not be trusted: a mirror on the local network may be plain http if the caller allows it.
//
// Blocks; callbacks are on the calling thread. Several threads may fetch different targets.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "network/digest.h"

namespace sandtray::network {

struct FetchRequest {
  std::vector<std::string> sources;  // in this order; network/source.h has what they can be
  Digest digest;
  std::string target;                      // absolute; its folder is there
  unsigned mode = 0600;                    // of the target; or 0644
  std::optional<std::uint64_t> max_bytes;  // more is refused without being kept
  bool allow_http = false;
  std::string proxy;    // empty: the environment's (curl's variables); "none"; or a URL
  std::string ca_file;  // PEM, instead of the system's authorities
  std::chrono::seconds connect_timeout{20};
  std::chrono::seconds stall_timeout{30};  // without a byte; the whole may take as long as it takes
};

struct FetchProgress {
  std::uint64_t bytes = 0;             // that are there, from earlier tries too
  std::optional<std::uint64_t> total;  // if the source says so
  std::uint64_t bytes_per_second = 0;  // of the last few seconds
};

struct FetchEvents {
  // Often, and at least once a second while a server is silent. False cancels.
  std::function<bool(const FetchProgress&)> progress;
  // This source did not give the file; the next one is tried.
  std::function<void(const std::string& shown, const Error&)> failed;
};

struct Fetched {
  std::string source;  // as it is shown; empty: the right file was there already
};

// What has come of it is kept in TARGET.part for another call, except when it is wrong. refused: a
// wrong hash, or too large; unavailable: no source gave it, it was cancelled, or another process
// fetches it; internal: this machine (a full disk). No error has a password in it.
Result<Fetched> fetch(const FetchRequest& request, const FetchEvents& events = {});

}  // namespace sandtray::network
