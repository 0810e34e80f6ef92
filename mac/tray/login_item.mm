// SPDX-License-Identifier: MIT
#include "tray/login_item.h"

#import <ServiceManagement/ServiceManagement.h>

#include "base/log.h"
#include "tray/text.h"

namespace sandtray::tray {
namespace {

bool is_application() {
  return NSBundle.mainBundle.bundleIdentifier != nil;
}

}  // namespace

bool LoginItem::is_on() const {
  if (is_application() && SMAppService.mainAppService.status == SMAppServiceStatusEnabled) {
    return true;
  }
  return agent_.is_on();
}

Result<> LoginItem::set(bool on) const {
  if (!is_application()) return agent_.set(on);
  NSError* error = nil;
  SMAppService* service = SMAppService.mainAppService;
  if (!on) {
    SANDTRAY_TRY(agent_.set(false));
    const auto status = service.status;
    // One that the person has yet to allow would come without being asked for again.
    const bool is_there =
        status == SMAppServiceStatusEnabled || status == SMAppServiceStatusRequiresApproval;
    if (!is_there) return {};
    if ([service unregisterAndReturnError:&error]) return {};
    return fail(Code::unavailable, from_cocoa(error.localizedDescription),
                "Switch it off in System Settings, General, Login Items.");
  }
  if ([service registerAndReturnError:&error]) return agent_.set(false);  // not twice
  if (service.status == SMAppServiceStatusRequiresApproval) {
    return fail(Code::unavailable, "the system waits for you to allow it",
                "Allow Sandtray in System Settings, General, Login Items.");
  }
  log::warn("no login item: " + from_cocoa(error.localizedDescription));
  return agent_.set(true);
}

}  // namespace sandtray::tray
