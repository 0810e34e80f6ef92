// SPDX-License-Identifier: MIT
// A notification as the XML that Windows shows as a toast, and what its answers mean. Pure. The XML
// holds no action, only the keys of the notification's own buttons: no text can add an answer, and
// no answer means what the notification does not offer.
// Source: learn.microsoft.com/uwp/schemas/tiles/toastschema.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "app/notification.h"

namespace sandtray::app {

// UTF-8, well-formed whatever the texts are, at most 5 KiB: the limit of Windows for what comes by
// push; for ours it names none.
std::string toast_xml(const Notification& notification);

// What a click means, by the word that the toast had for it; a click on the toast itself is its
// first button. Nothing for a word that it did not have.
std::optional<Action> toast_action(const Notification& notification, std::string_view answer);

}  // namespace sandtray::app
