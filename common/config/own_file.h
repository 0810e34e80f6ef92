// SPDX-License-Identifier: MIT
// The person's own configuration: what it says can widen a sandbox, so nobody else may have a hand
// in it.
#pragma once

#include "base/json.h"
#include "platform/file.h"
#include "platform/paths.h"

namespace sandtray::config {

// not_found if it is missing; refused if somebody else may change it.
Result<Json> read_own_file(const std::string& path);
// Checks what has just been read there; the error names the line.
Result<> check_own_file(const Json& value, const Json& schema, const std::string& path);
// What no schema can say of the place "/key" in it; the error names the line.
Failure wrong_in_own_file(const std::string& path, const std::string& place,
                          const std::string& reason, const std::string& hint = "");

// refused if it holds comments, which a rewrite would lose. A file that is missing holds none.
Result<> check_rewrite(const std::string& path, const std::string& hint);

// <config>/<kind>, made if it is missing, against other programs that write there: nobody loses.
Result<platform::FileLock> lock_own_folder(const platform::Paths& paths, const std::string& kind);

}  // namespace sandtray::config
