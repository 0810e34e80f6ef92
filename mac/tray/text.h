// SPDX-License-Identifier: MIT
// Between our strings and Cocoa's. Objective-C++ only.
#pragma once

#import <Foundation/Foundation.h>

#include <string>

namespace sandtray::tray {

// Empty for what is not valid UTF-8.
inline NSString* to_cocoa(const std::string& text) {
  NSString* made = [NSString stringWithUTF8String:text.c_str()];
  return made != nil ? made : @"";
}

inline std::string from_cocoa(NSString* text) {
  const char* bytes = text.UTF8String;
  return bytes != nullptr ? bytes : "";
}

}  // namespace sandtray::tray
