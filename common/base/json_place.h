// SPDX-License-Identifier: MIT
// Where in a text of JSON something stands, for errors that a person reads beside the file.
#pragma once

#include <string>
#include <string_view>

namespace sandtray {

// The line, from 1, of the place "/key/2/key", whose names are as they are in the text; of a member
// it is that of its key. 0: the text has no such place, or it is all of it.
int line_of(std::string_view text, const std::string& place);

}  // namespace sandtray
