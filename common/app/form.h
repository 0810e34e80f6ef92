// SPDX-License-Identifier: MIT
// A form as data: what a window asks for, what stands in it, and what is wrong with that. Pure; a
// window draws any of them. Values are text, whatever their field is.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/result.h"

namespace sandtray::app {

enum class FieldKind {
  line,
  words,   // a command line, which may be long
  lines,   // one item each
  choice,  // one of `options`
  flag,    // "yes" or nothing
  folder,  // `options` are those that were used lately
};

struct Option {
  std::string value;
  std::string text;

  bool operator==(const Option&) const = default;
};

struct Field {
  std::string key;
  std::string label;  // with & before the letter of its key
  FieldKind kind = FieldKind::line;
  std::string help{};
  std::vector<Option> options{};
  bool advanced = false;  // out of sight until it is asked for
  bool enabled = true;
  std::string alarm{};  // what the person has to see before it is too late, in red

  bool operator==(const Field&) const = default;
};

using Values = std::map<std::string, std::string>;
// Why a value is refused, by the key of its field. Empty: all is well.
using Reasons = std::map<std::string, std::string>;

constexpr auto yes = "yes";

// Nothing for a key that is not there.
std::string value_of(const Values& values, const std::string& key);
inline std::string flag_text(bool on) {
  return on ? yes : "";
}
// What is there now, with what the person has changed in a form since it was `opened`: what others
// have changed meanwhile stays.
Values with_changes(Values now, const Values& opened, const Values& values);

// A command line as people type it, and back; words with blanks are quoted.
std::string words_text(const std::vector<std::string>& words);
// An end of line counts as a blank.
Result<std::vector<std::string>> words_of(std::string text);
// The lines that are not empty, without blanks around them.
std::vector<std::string> lines_of(const std::string& text);
// What stands between commas, blanks and ends of lines.
std::vector<std::string> items_of(std::string text);

// A folder as people write it, ~/project, and back. `home` is the person's.
std::string short_folder(const std::string& folder, const std::string& home);
std::string whole_folder(const std::string& written, const std::string& home);

// Why nobody can be called so; empty if it is good. `taken`: names that are not free.
std::string reason_against_name(const std::string& name, const std::vector<std::string>& taken);

}  // namespace sandtray::app
