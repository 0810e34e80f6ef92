// SPDX-License-Identifier: MIT
#include "session/detach_keys.h"

#include "base/text.h"

namespace sandtray::session {

Result<DetachKeys> DetachKeys::parse(const std::string& text) {
  DetachKeys result;
  for (const auto& key : split(text, ',')) {
    if (key.size() == 6 && key.starts_with("ctrl-") && key[5] >= '@' && key[5] <= '~') {
      result.keys_ += static_cast<char>(key[5] & 0x1F);
    } else if (key.size() == 1 && key[0] >= ' ' && key[0] <= '~') {
      result.keys_ += key[0];
    } else {
      return fail(Code::config, "detach_keys: \"" + display_text(key, 20) + "\" is not a key",
                  "Write for example \"ctrl-],d\" or \"ctrl-p,ctrl-q\".");
    }
  }
  // Each first key is kept back from the agent until the next one is typed.
  if (result.keys_[0] >= ' ') {
    return fail(Code::config, "detach_keys begins with a key that a person types as text",
                "Begin with a control key, for example \"ctrl-],d\" or \"ctrl-p,ctrl-q\".");
  }
  return result;
}

bool DetachKeys::feed(std::string_view typed, std::string& out) {
  for (const char c : typed) {
    if (c == keys_[matched_]) {
      if (++matched_ == keys_.size()) {
        matched_ = 0;
        return true;
      }
      continue;
    }
    // Our keys are short and begin with a key of their own: what matched so far was meant for the
    // agent, and this one may begin anew.
    out.append(keys_, 0, matched_);
    matched_ = c == keys_[0] ? 1 : 0;
    if (matched_ == 0) out += c;
  }
  return false;
}

std::string DetachKeys::for_people() const {
  std::string text;
  for (const char key : keys_) {
    if (!text.empty()) text += ' ';
    if (key < ' ') {
      text += "Ctrl-";
      text += static_cast<char>(key + '@');
    } else {
      text += key;
    }
  }
  return text;
}

}  // namespace sandtray::session
