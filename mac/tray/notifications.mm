// SPDX-License-Identifier: MIT
#include "tray/notifications.h"

#import <UserNotifications/UserNotifications.h>

#include <map>
#include <set>
#include <utility>
#include <vector>

#include "base/log.h"
#include "tray/permission.h"
#include "tray/script_notification.h"
#include "tray/text.h"

// The centre calls on threads of its own; everything goes on in the main queue.
@interface SandtrayNotificationReceiver : NSObject <UNUserNotificationCenterDelegate>
@property(nonatomic, copy) void (^answered)(NSString* key, NSString* button);
@end

namespace sandtray::tray {

struct Notifications::Parts : std::enable_shared_from_this<Parts> {
  Handlers handlers;
  UNUserNotificationCenter* center = nil;  // nil: shown by script
  SandtrayNotificationReceiver* receiver = nil;
  NSMutableSet<UNNotificationCategory*>* categories = nil;
  std::set<std::string> category_names;
  std::map<std::string, app::Notification> shown;
  Permission permission = Permission::unasked;
  std::vector<app::Notification> waiting;  // for the person's answer

  void answered(const std::string& key, const std::string& button);
  std::string category_of(const app::Notification& notification);
  void settle(bool possible);
  void show(app::Notification notification);
  void by_centre(const app::Notification& notification);
  void by_script(const app::Notification& notification);
};

// A click on the notification itself is its first button.
void Notifications::Parts::answered(const std::string& key, const std::string& button) {
  const auto at = shown.find(key);
  if (at == shown.end() || !handlers.invoked) return;
  const bool itself = button == from_cocoa(UNNotificationDefaultActionIdentifier);
  for (const auto& known : at->second.buttons) {
    if (!itself && known.key != button) continue;
    const auto action = known.action;
    handlers.invoked(action);
    return;
  }
}

// The centre knows buttons by the name of a set of them.
std::string Notifications::Parts::category_of(const app::Notification& notification) {
  std::string name = "buttons";
  for (const auto& button : notification.buttons) name += "/" + button.key;
  if (!category_names.insert(name).second) return name;
  NSMutableArray<UNNotificationAction*>* actions = [NSMutableArray array];
  for (const auto& button : notification.buttons) {
    [actions addObject:[UNNotificationAction actionWithIdentifier:to_cocoa(button.key)
                                                            title:to_cocoa(button.label)
                                                          options:UNNotificationActionOptionNone]];
  }
  [categories
      addObject:[UNNotificationCategory categoryWithIdentifier:to_cocoa(name)
                                                       actions:actions
                                             intentIdentifiers:[NSMutableArray array]
                                                       options:UNNotificationCategoryOptionNone]];
  [center setNotificationCategories:categories];
  return name;
}

void Notifications::Parts::by_script(const app::Notification& notification) {
  const auto done = show_by_script(notification);
  if (!done) {
    log::warn("notification: " + done.error().message);
  } else if (handlers.delivered) {
    handlers.delivered(notification);
  }
}

Notifications::Notifications(Handlers handlers) : parts_(std::make_shared<Parts>()) {
  parts_->handlers = std::move(handlers);
  // The centre throws where there is no application bundle.
  if (NSBundle.mainBundle.bundleIdentifier == nil) {
    parts_->permission = Permission::impossible;
    return;
  }
  parts_->center = [UNUserNotificationCenter currentNotificationCenter];
  parts_->categories = [NSMutableSet set];
  parts_->receiver = [[SandtrayNotificationReceiver alloc] init];
  const std::weak_ptr<Parts> weak = parts_;
  parts_->receiver.answered = ^(NSString* key, NSString* button) {
    const auto which = from_cocoa(key), what = from_cocoa(button);
    dispatch_async(dispatch_get_main_queue(), ^{
      if (const auto parts = weak.lock()) parts->answered(which, what);
    });
  };
  parts_->center.delegate = parts_->receiver;
}

Notifications::~Notifications() {
  parts_->center.delegate = nil;
}

void Notifications::ask_permission() {
  if (parts_->permission != Permission::unasked) return;
  parts_->permission = Permission::asked;
  UNUserNotificationCenter* center = parts_->center;
  const std::weak_ptr<Parts> weak = parts_;
  // The answer is an error both where the person has refused and where nobody was asked because the
  // application is not signed; the settings tell which.
  const auto look = ^(BOOL, NSError*) {
    [center getNotificationSettingsWithCompletionHandler:^(UNNotificationSettings* settings) {
      const bool possible = settings.authorizationStatus != UNAuthorizationStatusNotDetermined;
      dispatch_async(dispatch_get_main_queue(), ^{
        if (const auto parts = weak.lock()) parts->settle(possible);
      });
    }];
  };
  [center requestAuthorizationWithOptions:UNAuthorizationOptionAlert | UNAuthorizationOptionSound
                        completionHandler:look];
}

void Notifications::Parts::settle(bool possible) {
  permission = possible ? Permission::settled : Permission::impossible;
  if (!possible)
    log::warn("the notification centre refuses this build; a script shows what is new");
  for (auto& notification : std::exchange(waiting, {})) show(std::move(notification));
}

void Notifications::show(app::Notification notification) {
  parts_->show(std::move(notification));
}

void Notifications::Parts::show(app::Notification notification) {
  switch (way_to_show(permission)) {
    case Way::by_script:
      return by_script(notification);
    case Way::once_answered:
      return waiting.push_back(std::move(notification));
    case Way::by_centre:
      return by_centre(notification);
  }
}

void Notifications::Parts::by_centre(const app::Notification& notification) {
  UNMutableNotificationContent* content = [[UNMutableNotificationContent alloc] init];
  content.title = to_cocoa(notification.title);
  content.body = to_cocoa(notification.body);
  content.threadIdentifier = to_cocoa(notification.key);
  if (notification.urgent) content.sound = [UNNotificationSound defaultSound];
  if (!notification.buttons.empty()) {
    content.categoryIdentifier = to_cocoa(category_of(notification));
  }
  // The same identifier replaces what is shown.
  UNNotificationRequest* request =
      [UNNotificationRequest requestWithIdentifier:to_cocoa(notification.key)
                                           content:content
                                           trigger:nil];
  shown[notification.key] = notification;
  const std::weak_ptr<Parts> weak = weak_from_this();
  const auto copy = notification;  // a block would keep the reference
  // An error is the person's No, which is an answer.
  [center addNotificationRequest:request
           withCompletionHandler:^(NSError*) {
             dispatch_async(dispatch_get_main_queue(), ^{
               const auto parts = weak.lock();
               if (parts && parts->handlers.delivered) parts->handlers.delivered(copy);
             });
           }];
}

void Notifications::withdraw(const std::string& key) {
  std::erase_if(parts_->waiting, [&](const auto& one) { return one.key == key; });
  parts_->shown.erase(key);
  if (parts_->center == nil) return;
  NSMutableArray<NSString*>* keys = [NSMutableArray array];
  [keys addObject:to_cocoa(key)];
  [parts_->center removePendingNotificationRequestsWithIdentifiers:keys];
  [parts_->center removeDeliveredNotificationsWithIdentifiers:keys];
}

}  // namespace sandtray::tray

@implementation SandtrayNotificationReceiver

// An accessory application counts as being in front while its menu is open.
- (void)userNotificationCenter:(UNUserNotificationCenter*)center
       willPresentNotification:(UNNotification*)notification
         withCompletionHandler:(void (^)(UNNotificationPresentationOptions))done {
  done(UNNotificationPresentationOptionBanner | UNNotificationPresentationOptionList |
       UNNotificationPresentationOptionSound);
}

- (void)userNotificationCenter:(UNUserNotificationCenter*)center
    didReceiveNotificationResponse:(UNNotificationResponse*)response
             withCompletionHandler:(void (^)(void))done {
  self.answered(response.notification.request.identifier, response.actionIdentifier);
  done();
}

@end
