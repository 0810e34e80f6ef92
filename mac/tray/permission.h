// SPDX-License-Identifier: MIT
// How far the person's permission for notifications has come, and what becomes of a notification
// meanwhile.
#pragma once

namespace sandtray::tray {

enum class Permission {
  unasked,     // there has been no session yet
  asked,       // the person has yet to answer
  settled,     // answered; a No is the centre's to keep
  impossible,  // no application, or not signed: nobody is asked
};

enum class Way { by_script, once_answered, by_centre };

// The person is asked at the first session and not before, so that what comes earlier (a second
// start, a login item that failed) is no reason to ask.
Way way_to_show(Permission permission);

}  // namespace sandtray::tray
