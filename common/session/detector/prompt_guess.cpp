// SPDX-License-Identifier: MIT
#include "session/detector/prompt_guess.h"

#include <algorithm>
#include <array>

namespace sandtray::session {
namespace {

constexpr std::size_t max_line = 256;

// In lower case; blanks at the end do not count.
constexpr std::array<std::string_view, 7> question_ends = {
    "?", ":", "[y/n]", "(y/n)", "(yes/no)", "[yes/no]", "(yes/no/[fingerprint])"};
constexpr std::array<std::string_view, 3> requests = {"press enter", "press return",
                                                      "press any key"};
constexpr std::array<std::string_view, 8> prompts = {"$", "#", ">", "%", "❯", "›", "»", "λ"};

}  // namespace

void PromptGuess::text(std::string_view text) {
  if (text.size() > max_line) {
    line_.clear();
    text.remove_prefix(text.size() - max_line);
  }
  // Every byte of output passes here: find_last_of() calls memchr() for each.
  auto begin = text.size();
  while (begin > 0 && text[begin - 1] != '\r' && text[begin - 1] != '\n') --begin;
  if (begin > 0) {
    line_.clear();
    text.remove_prefix(begin);
  }
  line_ += text;
  if (line_.size() > max_line) line_.erase(0, line_.size() - max_line);
}

// The cursor leaves the line, or the screen is cleared.
void PromptGuess::csi(const Csi& csi) {
  static constexpr std::string_view leaving = "ABEFHJLMSTdf";
  if (csi.intermediates.empty() && leaving.find(csi.final) != std::string_view::npos) line_.clear();
}

std::optional<State> PromptGuess::state() const {
  std::string line = line_;
  const auto end = line.find_last_not_of(' ');
  if (end == std::string::npos) return std::nullopt;
  const bool blank_after = end + 1 < line.size();
  line.resize(end + 1);
  std::transform(line.begin(), line.end(), line.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  for (const auto prompt : prompts) {
    if (!line.ends_with(prompt)) continue;
    // "50%" and "done>" are no prompts: those have a blank after them, and no number before.
    const auto before = line.size() - prompt.size();
    const bool number = before > 0 && line[before - 1] >= '0' && line[before - 1] <= '9';
    if (blank_after && !(number && prompt == "%")) return State::idle;
  }
  const bool asks = std::any_of(question_ends.begin(), question_ends.end(),
                                [&](std::string_view ending) { return line.ends_with(ending); }) ||
                    std::any_of(requests.begin(), requests.end(), [&](std::string_view text) {
                      return line.find(text) != std::string::npos;
                    });
  if (asks) return State::blocked;
  return std::nullopt;
}

}  // namespace sandtray::session
