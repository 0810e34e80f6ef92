// SPDX-License-Identifier: MIT
// wxWidgets 3.2 gives a list no name of its own.
#import <AppKit/AppKit.h>

#include "ui/accessible.h"

namespace sandtray::ui {

void set_accessible_name(wxWindow& control, const std::string& name) {
  NSView* view = control.GetHandle();
  [view setAccessibilityLabel:[NSString stringWithUTF8String:name.c_str()]];
}

}  // namespace sandtray::ui
