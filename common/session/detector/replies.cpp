// SPDX-License-Identifier: MIT
#include "session/detector/replies.h"

#include <utility>

namespace sandtray::session {

void Replies::add(std::string_view reply) {
  if (pending_.size() + reply.size() <= max_pending) pending_ += reply;
}

std::string Replies::take() {
  return std::exchange(pending_, {});
}

void Replies::csi(const Csi& csi) {
  const char c = csi.final;
  if (attended_ || (c != 'c' && c != 'n' && c != 'u' && c != 'p')) return;
  if (csi.is(0, "", 'c') && csi.parameter(0, 0) == 0) {
    add("\033[?62;22c");  // VT220 with colours
  } else if (csi.is(0, "", 'n') && csi.parameters == "5") {
    add("\033[0n");
  } else if (csi.is(0, "", 'n') && csi.parameters == "6") {
    add("\033[1;1R");
  } else if (csi.is('?', "", 'n') && csi.parameters == "6") {
    add("\033[?1;1R");
  } else if (csi.is('?', "", 'u')) {
    add("\033[?0u");
  } else if (csi.is('?', "$", 'p') || csi.is(0, "$", 'p')) {
    const int mode = csi.parameter(0, -1);
    if (mode < 0) return;
    add(std::string(csi.prefix != 0 ? "\033[?" : "\033[") + std::to_string(mode) + ";0$y");
  }
}

void Replies::osc(const ControlString& string, const Osc& osc) {
  if (osc.text != "?" || !string.complete() || !string.clean) return;
  std::string reply(string.introducer);
  if (osc.number == 7501) {
    reply += string.payload;
  } else if (!attended_ && osc.number == 10) {
    reply += "10;rgb:ffff/ffff/ffff";
  } else if (!attended_ && osc.number == 11) {
    reply += "11;rgb:0000/0000/0000";
  } else {
    return;
  }
  add(reply.append(string.terminator));
}

}  // namespace sandtray::session
