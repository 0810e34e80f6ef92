// SPDX-License-Identifier: MIT
#include "base/words.h"

namespace sandtray {

Result<std::vector<std::string>> split_words(const std::string& text) {
  std::vector<std::string> words;
  std::string word;
  bool inside = false;
  char quote = 0;
  for (const char c : text) {
    if (quote != 0) {
      if (c == quote) {
        quote = 0;
      } else {
        word += c;
      }
    } else if (c == '\'' || c == '"') {
      quote = c;
      inside = true;
    } else if (c == ' ' || c == '\t') {
      if (inside) words.push_back(std::move(word));
      word.clear();
      inside = false;
    } else {
      word += c;
      inside = true;
    }
  }
  if (quote != 0) {
    return fail(Code::usage, std::string("a quote is not closed: ") + quote,
                "'...' and \"...\" keep words together.");
  }
  if (inside) words.push_back(std::move(word));
  return words;
}

}  // namespace sandtray
