// SPDX-License-Identifier: MIT
#include "tray/status_item.h"

#import <AppKit/AppKit.h>

#include <optional>
#include <utility>

#include "tray/symbols.h"
#include "tray/text.h"

// What AppKit calls; both pointers are null once the status item is gone.
@interface SandtrayMenuReceiver : NSObject <NSMenuDelegate>
@property(nonatomic) sandtray::tray::StatusItem::Handlers* handlers;
@property(nonatomic) std::optional<sandtray::app::MenuItem>* root;
@property(nonatomic) BOOL isOpen;
- (void)chosen:(NSMenuItem*)item;
@end

namespace sandtray::tray {
namespace {

NSImage* image_of(app::IconState state) {
  const auto symbol = symbol_of(state);
  NSImage* image = [NSImage imageWithSystemSymbolName:to_cocoa(symbol.name)
                             accessibilityDescription:to_cocoa(symbol.spoken)];
  [image setTemplate:YES];
  return image;
}

void fill(NSMenu* menu, const app::MenuItem& root, SandtrayMenuReceiver* receiver) {
  [menu removeAllItems];
  for (const auto& item : root.children) {
    if (item.separator) {
      [menu addItem:[NSMenuItem separatorItem]];
      continue;
    }
    const bool acts = item.enabled && item.children.empty();
    NSMenuItem* made = [[NSMenuItem alloc] initWithTitle:to_cocoa(item.label)
                                                  action:acts ? @selector(chosen:) : nil
                                           keyEquivalent:@""];
    made.target = acts ? receiver : nil;
    made.tag = item.id;
    made.enabled = item.enabled;
    if (item.checked) made.state = *item.checked ? NSControlStateValueOn : NSControlStateValueOff;
    if (item.icon) made.image = image_of(*item.icon);
    if (!item.children.empty()) {
      NSMenu* below = [[NSMenu alloc] initWithTitle:to_cocoa(item.label)];
      below.autoenablesItems = NO;
      fill(below, item, receiver);
      made.submenu = below;
    }
    [menu addItem:made];
  }
}

}  // namespace

struct StatusItem::Parts {
  Handlers handlers;
  std::optional<app::MenuItem> root;
  NSStatusItem* item;
  NSMenu* menu;
  SandtrayMenuReceiver* receiver;
};

StatusItem::StatusItem(Handlers handlers) : parts_(std::make_unique<Parts>()) {
  parts_->handlers = std::move(handlers);
  parts_->receiver = [[SandtrayMenuReceiver alloc] init];
  parts_->receiver.handlers = &parts_->handlers;
  parts_->receiver.root = &parts_->root;
  parts_->menu = [[NSMenu alloc] initWithTitle:@"Sandtray"];
  parts_->menu.autoenablesItems = NO;
  parts_->menu.delegate = parts_->receiver;
  parts_->item = [[NSStatusBar systemStatusBar] statusItemWithLength:NSSquareStatusItemLength];
  parts_->item.autosaveName = @"sandtray";  // keeps its place in the menu bar
  parts_->item.menu = parts_->menu;
}

StatusItem::~StatusItem() {
  parts_->receiver.handlers = nullptr;
  parts_->receiver.root = nullptr;
  [[NSStatusBar systemStatusBar] removeStatusItem:parts_->item];
}

void StatusItem::show(app::IconState state, const std::string& tooltip) {
  NSStatusBarButton* button = parts_->item.button;
  button.image = image_of(state);
  button.toolTip = to_cocoa(tooltip);
  [button setAccessibilityLabel:to_cocoa(tooltip)];
}

void StatusItem::set_menu(app::MenuItem root) {
  parts_->root = std::move(root);
  if (!parts_->receiver.isOpen) fill(parts_->menu, *parts_->root, parts_->receiver);
}

}  // namespace sandtray::tray

@implementation SandtrayMenuReceiver

- (void)chosen:(NSMenuItem*)item {
  if (self.root == nullptr || !self.root->has_value()) return;
  // The menu model keeps an id for as long as it means the same.
  const auto* found = sandtray::app::find_item(**self.root, static_cast<int>(item.tag));
  if (found == nullptr || !found->enabled) return;
  const auto action = found->action;  // what it does may replace the menu
  self.handlers->clicked(action);
}

- (void)menuNeedsUpdate:(NSMenu*)menu {
  if (self.handlers != nullptr) self.handlers->about_to_show();
}

- (void)menuWillOpen:(NSMenu*)menu {
  self.isOpen = YES;
  if (self.handlers != nullptr) self.handlers->opened();
}

- (void)menuDidClose:(NSMenu*)menu {
  self.isOpen = NO;  // what has changed meanwhile is filled in before it opens again
}

@end
