// SPDX-License-Identifier: MIT
// What commands print: tables for people, JSON for programs.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "base/json.h"
#include "platform/handle.h"
#include "session/store.h"

namespace sandtray::cli {

// Whether colours may be written to it: a terminal that knows them, and NO_COLOR is not set.
bool takes_colour(platform::Handle terminal);
std::string red(const std::string& text);

// Columns as wide as their widest cell; the last one is not padded. Cells of which `alarming` says
// so are red where standard output takes colours.
using Alarming = std::function<bool(std::size_t row, std::size_t column)>;
void print_table(const std::vector<std::vector<std::string>>& rows,
                 const Alarming& alarming = nullptr);
void print_json(const Json& value);
void print_line(const std::string& line);
// On standard error, red where that takes colours.
void print_warning(const std::string& text);
// On standard error, with its hint on the next line.
void print_error(const Error& error);

// On standard error, if the disk did not take all of the session's output.
void print_cut_log(const session::Snapshot& session);

// The form that `ls --json` promises.
Json snapshot_to_json(const session::Snapshot& snapshot);
// "blocked (permission)", "exited 3", "failed"
std::string state_text(const session::Event& event);

// The status that `run` and `wait` end with for an ended session.
Result<int> end_status(const session::Snapshot& snapshot);

}  // namespace sandtray::cli
