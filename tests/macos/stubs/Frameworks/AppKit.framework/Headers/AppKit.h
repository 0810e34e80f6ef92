// SPDX-License-Identifier: MIT
// Only what mac/ calls; see README.md of this folder.
#pragma once

#import <Foundation/Foundation.h>

@class NSMenu;

// appkit/nsimage
@interface NSImage : NSObject
+ (instancetype)imageWithSystemSymbolName:(NSString*)name
                 accessibilityDescription:(NSString*)description;
- (void)setTemplate:(BOOL)is_template;
@end

// appkit/nsview/tooltip, appkit/nsaccessibility/accessibilitylabel()
@interface NSView : NSObject
@property(copy) NSString* toolTip;
- (void)setAccessibilityLabel:(NSString*)label;
@end

// appkit/nsbutton/image
@interface NSButton : NSView
@property(strong) NSImage* image;
@end

// appkit/nsstatusbarbutton
@interface NSStatusBarButton : NSButton
@end

// appkit/nsstatusitem
static const CGFloat NSSquareStatusItemLength = -2;
@interface NSStatusItem : NSObject
@property(readonly, strong) NSStatusBarButton* button;
@property(strong) NSMenu* menu;
@property(copy) NSString* autosaveName;
@end

// appkit/nsstatusbar
@interface NSStatusBar : NSObject
@property(class, readonly, strong) NSStatusBar* systemStatusBar;
- (NSStatusItem*)statusItemWithLength:(CGFloat)length;
- (void)removeStatusItem:(NSStatusItem*)item;
@end

// appkit/nscontrol/statevalue
typedef NSInteger NSControlStateValue;
static const NSControlStateValue NSControlStateValueOff = 0;
static const NSControlStateValue NSControlStateValueOn = 1;

// appkit/nsmenuitem
@interface NSMenuItem : NSObject
@property(weak) id target;
@property NSInteger tag;
@property(getter=isEnabled) BOOL enabled;
@property NSControlStateValue state;
@property(strong) NSImage* image;
@property(strong) NSMenu* submenu;
+ (NSMenuItem*)separatorItem;
- (instancetype)initWithTitle:(NSString*)title action:(SEL)action keyEquivalent:(NSString*)key;
@end

// appkit/nsmenudelegate
@protocol NSMenuDelegate <NSObject>
@optional
- (void)menuNeedsUpdate:(NSMenu*)menu;
- (void)menuWillOpen:(NSMenu*)menu;
- (void)menuDidClose:(NSMenu*)menu;
@end

// appkit/nsmenu
@interface NSMenu : NSObject
@property(weak) id<NSMenuDelegate> delegate;
@property BOOL autoenablesItems;
- (instancetype)initWithTitle:(NSString*)title;
- (void)addItem:(NSMenuItem*)item;
- (void)removeAllItems;
@end

// appkit/nsapplication/activationpolicy-swift.enum
typedef NS_ENUM(NSInteger, NSApplicationActivationPolicy) {
  NSApplicationActivationPolicyRegular,
  NSApplicationActivationPolicyAccessory,
  NSApplicationActivationPolicyProhibited
};

// appkit/nsapplication
@interface NSApplication : NSObject
@property(class, readonly, strong) NSApplication* sharedApplication;
- (BOOL)setActivationPolicy:(NSApplicationActivationPolicy)policy;
- (void)run;
- (void)terminate:(id)sender;
@end

extern "C" NSApplication* NSApp;

// appkit/nsworkspace/notificationcenter
@interface NSWorkspace : NSObject
@property(class, readonly, strong) NSWorkspace* sharedWorkspace;
@property(readonly, strong) NSNotificationCenter* notificationCenter;
@end

// appkit/nsworkspace/didwakenotification
extern "C" const NSNotificationName NSWorkspaceDidWakeNotification;
