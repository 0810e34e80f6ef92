// SPDX-License-Identifier: MIT
#include "session/detector/prompt_guess.h"

#include <algorithm>
#include <array>
#include <utility>

#include "session/detector/escape_parser.h"

namespace sandtray::session {
namespace {

constexpr std::size_t max_line = 256;
constexpr std::size_t max_tail = 2048;  // a line with its escape sequences

// In lower case; blanks at the end do not count.
constexpr std::array<std::string_view, 7> question_ends = {
    "?", ":", "[y/n]", "(y/n)", "(yes/no)", "[yes/no]", "(yes/no/[fingerprint])"};
constexpr std::array<std::string_view, 3> requests = {"press enter", "press return",
                                                      "press any key"};
constexpr std::array<std::string_view, 8> prompts = {"$", "#", ">", "%", "❯", "›", "»", "λ"};

// What stands on the line of the cursor, as far as that can be told without a screen.
struct LastLine : EscapeSink {
  void text(std::string_view text) override {
    if (const auto end = text.find_last_of("\r\n"); end != std::string_view::npos) {
      line.clear();
      text.remove_prefix(end + 1);
    }
    line += text;
    if (line.size() > max_line) line.erase(0, line.size() - max_line);
  }

  // The cursor leaves the line, or the screen is cleared.
  void csi(const Csi& csi) override {
    static constexpr std::string_view leaving = "ABEFHJLMSTdf";
    if (csi.intermediates.empty() && leaving.find(csi.final) != std::string_view::npos) {
      line.clear();
    }
  }

  std::string line;
};

std::optional<State> meaning_of(std::string line) {
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

}  // namespace

void PromptGuess::output(std::string_view bytes) {
  if (bytes.size() >= max_tail) {
    tail_.assign(bytes.substr(bytes.size() - max_tail));
    return;
  }
  if (tail_.size() + bytes.size() > 2 * max_tail) tail_.erase(0, tail_.size() - max_tail);
  tail_ += bytes;
}

PromptGuess::Answer PromptGuess::answer() const {
  LastLine last;
  // No more than that: how the bytes came in pieces must not count.
  const auto from = tail_.size() - std::min(tail_.size(), max_tail);
  EscapeParser().feed(std::string_view(tail_).substr(from), last);
  return {meaning_of(last.line), std::move(last.line)};
}

}  // namespace sandtray::session
