// SPDX-License-Identifier: MIT
// The person's own configuration: what it says can widen a sandbox, so nobody else may have a hand
// in it. A file is written with the place of its schema, for editors, and the version of its form.
#pragma once

#include <string>
#include <string_view>

#include "base/json.h"
#include "platform/file.h"
#include "platform/paths.h"

namespace sandtray::config {

struct OwnFile {
  std::string path;
  std::string text;
  Json json;  // in the present form, whatever the text's is
};

// `kind` is the name of its schema: config, agent, method, ... not_found if it is missing; refused
// if somebody else may change it; config if it is no JSON or of a later form than this program
// knows.
Result<OwnFile> read_own_file(const std::string& path, std::string_view kind);
// Checks what has just been read there; the error names the line.
Result<> check_own_file(const Json& value, const Json& schema, const std::string& path);
// What no schema can say of the place "/key" in it; the error names the line.
Failure wrong_in_own_file(const std::string& path, const std::string& place,
                          const std::string& reason, const std::string& hint = "");

// refused if it holds comments, which a rewrite would lose. A file that is missing holds none.
Result<> check_rewrite(const std::string& path, const std::string& hint);
// What the person says in it: without "$schema" and "version".
Json said_in(Json json);
// What write_own_file() puts there: with both.
std::string own_file_text(const platform::Paths& paths, std::string_view kind, const Json& json);
Result<> write_own_file(const platform::Paths& paths, const std::string& path,
                        std::string_view kind, const Json& json);

// <config>/<kind>, made if it is missing, against other programs that write there: nobody loses.
Result<platform::FileLock> lock_own_folder(const platform::Paths& paths, const std::string& kind);

}  // namespace sandtray::config
