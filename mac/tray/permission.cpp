// SPDX-License-Identifier: MIT
#include "tray/permission.h"

namespace sandtray::tray {

Way way_to_show(Permission permission) {
  switch (permission) {
    case Permission::asked:
      return Way::once_answered;
    case Permission::settled:
      return Way::by_centre;
    case Permission::unasked:
    case Permission::impossible:
      break;
  }
  return Way::by_script;
}

}  // namespace sandtray::tray
