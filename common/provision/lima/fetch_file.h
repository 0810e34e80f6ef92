// SPDX-License-Identifier: MIT
// Has sandtray-fetch bring a file that is known by its hash, and unpack it. What has come of one
// that is cut off or cancelled is kept for the next try.
#pragma once

#include "provision/lima/cancel.h"
#include "provision/lima/recipe.h"

namespace sandtray::provision {

struct FetchWish {
  Download file;
  std::string local;   // an absolute path: this one, or none; empty: from where it is to be had
  std::string mirror;  // a folder's URL that is tried first; may be http://
  std::string target;  // absolute; its folder is there
  std::string unpack;  // a folder that is not there yet; empty: not
};

struct FetchStatus {
  bool unpacks = false;
  std::uint64_t bytes = 0, total = 0;  // total 0: not known
  std::uint64_t bytes_per_second = 0;
};
struct FetchNews {
  std::function<void(const FetchStatus&)> progress;
  std::function<void(const std::string&)> note;  // a place did not give it; may be shown
};

// `program`: sandtray-fetch. Errors are the program's; unavailable where it is not there.
Result<> fetch_file(const std::string& program, const FetchWish& wish, const FetchNews& news,
                    const Cancel* cancel);

}  // namespace sandtray::provision
