// SPDX-License-Identifier: MIT
#include "session/detach_keys.h"

#include <utility>

#include "base/text.h"
#include "session/detector/typed_key.h"

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
  std::string text = std::exchange(partial_, {});
  text += typed;
  for (std::string_view left = text; !left.empty();) {
    const auto key = first_key(left);
    const auto written = left.substr(0, key.size);
    left.remove_prefix(key.size);
    switch (key.kind) {
      case TypedKey::Kind::key:
        take(key.byte, written, out);
        break;
      case TypedKey::Kind::silent:
        (matched_ > 0 ? held_ : out) += written;
        break;
      case TypedKey::Kind::foreign:
        out += written;  // an answer that the agent waits for
        break;
      case TypedKey::Kind::partial:
        partial_ = written;
        break;
    }
    if (matched_ == keys_.size()) {
      matched_ = 0;
      held_.clear();
      return true;
    }
  }
  return false;
}

void DetachKeys::take(int byte, std::string_view text, std::string& out) {
  const auto is = [&](char key) { return byte == static_cast<unsigned char>(key); };
  if (!is(keys_[matched_])) {
    // Our keys are short and begin with a key of their own: what matched so far was meant for the
    // agent, and this one may begin anew.
    out += std::exchange(held_, {});
    matched_ = 0;
    if (!is(keys_[0])) {
      out += text;
      return;
    }
  }
  ++matched_;
  held_ += text;
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
