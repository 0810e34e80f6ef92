// SPDX-License-Identifier: MIT
#include "tray/notifications.h"

#import <UserNotifications/UserNotifications.h>

#include <set>
#include <utility>
#include <vector>

#include "base/log.h"
#include "tray/permission.h"
#include "tray/script_notification.h"
#include "tray/text.h"

// The centre calls on threads of its own; everything goes on in the main queue.
@interface SandtrayNotificationReceiver : NSObject <UNUserNotificationCenterDelegate>
@property(nonatomic, copy) void (^answered)(NSDictionary* about, NSString* button);
@end

namespace sandtray::tray {
namespace {

// What a notification carries along: it may be answered when the tray that showed it has ended.
constexpr auto session_key = @"session";
constexpr auto first_key = @"first";  // the button that a click on the notification itself is

NSDictionary* facts_of(const app::Notification& notification) {
  NSMutableDictionary* facts = [NSMutableDictionary dictionary];
  if (notification.buttons.empty()) return facts;
  const auto& first = notification.buttons.front();
  [facts setObject:to_cocoa(first.action.session) forKey:session_key];
  [facts setObject:to_cocoa(first.key) forKey:first_key];
  return facts;
}

}  // namespace

struct Notifications::Parts : std::enable_shared_from_this<Parts> {
  Handlers handlers;
  UNUserNotificationCenter* center = nil;  // nil: shown by script
  SandtrayNotificationReceiver* receiver = nil;
  NSMutableSet<UNNotificationCategory*>* categories = nil;
  std::set<std::string> category_names;
  Permission permission = Permission::unasked;
  std::vector<app::Notification> waiting;  // for the person's answer

  void answered(const std::string& session, const std::string& button);
  std::string category_of(const std::vector<app::NotificationButton>& buttons);
  void settle(bool possible);
  void show(app::Notification notification);
  void by_centre(const app::Notification& notification);
  void by_script(const app::Notification& notification);
};

void Notifications::Parts::answered(const std::string& session, const std::string& button) {
  const auto action = app::session_action(session, button);
  if (action && handlers.invoked) handlers.invoked(*action);
}

// The centre knows buttons by the name of a set of them.
std::string Notifications::Parts::category_of(const std::vector<app::NotificationButton>& buttons) {
  std::string name = "buttons";
  for (const auto& button : buttons) name += "/" + button.key;
  if (!category_names.insert(name).second) return name;
  NSMutableArray<UNNotificationAction*>* actions = [NSMutableArray array];
  for (const auto& button : buttons) {
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
  parts_->receiver.answered = ^(NSDictionary* facts, NSString* button) {
    const auto session = from_cocoa([facts objectForKey:session_key]);
    auto what = from_cocoa(button);
    if (what == from_cocoa(UNNotificationDefaultActionIdentifier)) {
      what = from_cocoa([facts objectForKey:first_key]);
    }
    dispatch_async(dispatch_get_main_queue(), ^{
      if (const auto parts = weak.lock()) parts->answered(session, what);
    });
  };
  // All of them: those that a former tray has shown would lose their buttons.
  for (const bool lives : {true, false}) parts_->category_of(app::session_buttons("", lives));
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
  content.userInfo = facts_of(notification);
  content.threadIdentifier = to_cocoa(notification.key);
  if (notification.urgent) content.sound = [UNNotificationSound defaultSound];
  if (!notification.buttons.empty()) {
    content.categoryIdentifier = to_cocoa(category_of(notification.buttons));
  }
  // The same identifier replaces what is shown.
  UNNotificationRequest* request =
      [UNNotificationRequest requestWithIdentifier:to_cocoa(notification.key)
                                           content:content
                                           trigger:nil];
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
  self.answered(response.notification.request.content.userInfo, response.actionIdentifier);
  done();
}

@end
