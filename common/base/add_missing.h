// SPDX-License-Identifier: MIT
// Adds to an object what another one has beside it; header alone, for programs that link nothing of
// ours.
#pragma once

#include "base/json.h"

namespace sandtray {

// Adds to `into` every key of `from` that it lacks, in nested objects too. True if anything
// changed.
inline bool add_missing(Json& into, const Json& from) {
  bool changed = false;
  for (const auto& [key, value] : from.items()) {
    if (!into.contains(key)) {
      into[key] = value;
      changed = true;
    } else if (value.is_object() && into[key].is_object()) {
      changed |= add_missing(into[key], value);
    }
  }
  return changed;
}

}  // namespace sandtray
