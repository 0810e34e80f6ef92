// SPDX-License-Identifier: MIT
#include "tray/wake_watch.h"

#import <AppKit/AppKit.h>

#include <utility>

// What AppKit calls.
@interface SandtrayWakeReceiver : NSObject
@property(nonatomic, copy) void (^woken)(void);
- (void)didWake:(NSNotification*)notification;
@end

namespace sandtray::tray {

struct WakeWatch::Parts {
  SandtrayWakeReceiver* receiver;
};

// Only the workspace's own centre tells of sleep and wake.
WakeWatch::WakeWatch(std::function<void()> woken) : parts_(std::make_unique<Parts>()) {
  parts_->receiver = [[SandtrayWakeReceiver alloc] init];
  parts_->receiver.woken = ^{
    woken();
  };
  [[NSWorkspace sharedWorkspace].notificationCenter addObserver:parts_->receiver
                                                       selector:@selector(didWake:)
                                                           name:NSWorkspaceDidWakeNotification
                                                         object:nil];
}

WakeWatch::~WakeWatch() {
  [[NSWorkspace sharedWorkspace].notificationCenter removeObserver:parts_->receiver];
}

}  // namespace sandtray::tray

@implementation SandtrayWakeReceiver

- (void)didWake:(NSNotification*)notification {
  self.woken();
}

@end
