// SPDX-License-Identifier: MIT
// Between an agent and the terminal of the person who looks at it. Only well-formed sequences of
// known kinds pass, rewritten in their 7-bit form; nothing passes that touches the clipboard, files
// or keys, or that makes the terminal type text of the agent's choosing.
#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace sandtray::session {

struct FilterOptions {
  bool clipboard = false;  // lets the agent set the clipboard; it never reads it
};

class TerminalFilter {
 public:
  explicit TerminalFilter(FilterOptions options = {});
  ~TerminalFilter();
  TerminalFilter(TerminalFilter&&) noexcept;
  TerminalFilter& operator=(TerminalFilter&&) noexcept;

  // While replaying, queries, bells and notifications are dropped too: they were answered and
  // noticed when they came.
  void set_replay(bool replay);
  // Appends what may pass of the next bytes.
  void feed(std::string_view bytes, std::string& out);
  // Brings the person's terminal back to normal from what has passed so far.
  std::string reset() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace sandtray::session
