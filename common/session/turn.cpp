// SPDX-License-Identifier: MIT
#include "session/turn.h"

namespace sandtray::session {

Json turn_to_json(const Turn& turn) {
  return {{"come", turn.come},
          {"after", turn.after},
          {"running", turn.running},
          {"trouble", turn.trouble}};
}

Result<Turn> turn_from_json(const Json& json) {
  try {
    Turn turn;
    json.at("come").get_to(turn.come);
    json.at("after").get_to(turn.after);
    json.at("running").get_to(turn.running);
    json.at("trouble").get_to(turn.trouble);
    return turn;
  } catch (const Json::exception&) {
    return fail(Code::internal, "the answer about the queue is not of the expected form");
  }
}

}  // namespace sandtray::session
