// SPDX-License-Identifier: MIT
#include "app/form.h"

#include <algorithm>

#include "app/window_strings.h"
#include "base/text.h"
#include "base/words.h"

namespace sandtray::app {

std::string value_of(const Values& values, const std::string& key) {
  const auto at = values.find(key);
  return at == values.end() ? std::string() : at->second;
}

Values with_changes(Values now, const Values& opened, const Values& values) {
  for (const auto& [key, value] : values) {
    if (value != value_of(opened, key)) now[key] = value;
  }
  return now;
}

// split_words() knows both quotes and no escapes: a word that has one is put into the other, and
// one that has both is a row of pieces.
std::string words_text(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) {
    if (!text.empty()) text += ' ';
    if (word.empty()) text += "''";
    if (word.find_first_of(" \t\n'\"") == std::string::npos) {
      text += word;
      continue;
    }
    for (std::size_t at = 0; at < word.size();) {
      const char quote = word[at] == '\'' ? '"' : '\'';
      auto end = word.find(quote, at);
      if (end == std::string::npos) end = word.size();
      text += quote + word.substr(at, end - at) + quote;
      at = end;
    }
  }
  return text;
}

Result<std::vector<std::string>> words_of(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return split_words(text);
}

std::vector<std::string> lines_of(const std::string& text) {
  constexpr auto blanks = " \t\r";
  std::vector<std::string> lines;
  for (const auto& line : split(text, '\n')) {
    const auto begin = line.find_first_not_of(blanks);
    if (begin == std::string::npos) continue;
    lines.push_back(line.substr(begin, line.find_last_not_of(blanks) + 1 - begin));
  }
  return lines;
}

std::vector<std::string> items_of(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == ',' || c == ' ' || c == '\t'; }, '\n');
  return lines_of(text);
}

std::string short_folder(const std::string& folder, const std::string& home) {
  if (home.size() < 2 || !folder.starts_with(home)) return folder;
  const auto rest = folder.substr(home.size());
  return rest.empty() || rest[0] == '/' ? "~" + rest : folder;
}

std::string whole_folder(const std::string& written, const std::string& home) {
  const bool at_home = written == "~" || written.starts_with("~/");
  return at_home ? home + written.substr(1) : written;
}

// The schemas' pattern.
std::string reason_against_name(const std::string& name, const std::vector<std::string>& taken) {
  constexpr std::size_t most_characters = 32;
  const bool plain =
      name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_-") == std::string::npos;
  if (name.empty()) return strings::name_missing;
  if (!plain || name[0] == '_' || name[0] == '-' || name.size() > most_characters) {
    return strings::name_form;
  }
  if (std::find(taken.begin(), taken.end(), name) != taken.end()) return strings::name_taken;
  return {};
}

}  // namespace sandtray::app
