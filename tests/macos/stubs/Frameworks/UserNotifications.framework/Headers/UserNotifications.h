// SPDX-License-Identifier: MIT
// Only what mac/ calls; see README.md of this folder.
#pragma once

#import <Foundation/Foundation.h>

@class UNUserNotificationCenter;

// usernotifications/unauthorizationoptions
typedef NS_OPTIONS(NSUInteger, UNAuthorizationOptions) {
  UNAuthorizationOptionBadge = 1,
  UNAuthorizationOptionSound = 2,
  UNAuthorizationOptionAlert = 4
};

// usernotifications/unauthorizationstatus
typedef NS_ENUM(NSInteger, UNAuthorizationStatus) {
  UNAuthorizationStatusNotDetermined = 0,
  UNAuthorizationStatusDenied = 1,
  UNAuthorizationStatusAuthorized = 2
};

// usernotifications/unnotificationactionoptions
typedef NS_OPTIONS(NSUInteger, UNNotificationActionOptions) { UNNotificationActionOptionNone = 0 };

// usernotifications/unnotificationcategoryoptions
typedef NS_OPTIONS(NSUInteger, UNNotificationCategoryOptions) {
  UNNotificationCategoryOptionNone = 0
};

// usernotifications/unnotificationpresentationoptions
typedef NS_OPTIONS(NSUInteger, UNNotificationPresentationOptions) {
  UNNotificationPresentationOptionSound = 2,
  UNNotificationPresentationOptionList = 8,
  UNNotificationPresentationOptionBanner = 16
};

// usernotifications/unnotificationdefaultactionidentifier
extern "C" NSString* const UNNotificationDefaultActionIdentifier;

// usernotifications/unnotificationaction
@interface UNNotificationAction : NSObject
+ (instancetype)actionWithIdentifier:(NSString*)identifier
                               title:(NSString*)title
                             options:(UNNotificationActionOptions)options;
@end

// usernotifications/unnotificationcategory
@interface UNNotificationCategory : NSObject
+ (instancetype)categoryWithIdentifier:(NSString*)identifier
                               actions:(NSArray<UNNotificationAction*>*)actions
                     intentIdentifiers:(NSArray<NSString*>*)intents
                               options:(UNNotificationCategoryOptions)options;
@end

// usernotifications/unnotificationsound
@interface UNNotificationSound : NSObject
@property(class, readonly, copy) UNNotificationSound* defaultSound;
@end

// usernotifications/unnotificationcontent, usernotifications/unmutablenotificationcontent
// usernotifications/unnotificationcontent/userinfo
// usernotifications/unmutablenotificationcontent/userinfo
@interface UNNotificationContent : NSObject
@property(readonly, copy) NSDictionary* userInfo;
@end
@interface UNMutableNotificationContent : UNNotificationContent
@property(copy) NSString* title;
@property(copy) NSString* body;
@property(copy) NSString* categoryIdentifier;
@property(copy) NSString* threadIdentifier;
@property(copy) NSDictionary* userInfo;
@property(copy) UNNotificationSound* sound;
@end

// usernotifications/unnotificationtrigger
@interface UNNotificationTrigger : NSObject
@end

// usernotifications/unnotificationrequest
@interface UNNotificationRequest : NSObject
@property(readonly, copy) UNNotificationContent* content;
+ (instancetype)requestWithIdentifier:(NSString*)identifier
                              content:(UNNotificationContent*)content
                              trigger:(UNNotificationTrigger*)trigger;
@end

// usernotifications/unnotification
@interface UNNotification : NSObject
@property(readonly, copy) UNNotificationRequest* request;
@end

// usernotifications/unnotificationresponse
@interface UNNotificationResponse : NSObject
@property(readonly, copy) UNNotification* notification;
@property(readonly, copy) NSString* actionIdentifier;
@end

// usernotifications/unnotificationsettings
@interface UNNotificationSettings : NSObject
@property(readonly) UNAuthorizationStatus authorizationStatus;
@end

// usernotifications/unusernotificationcenterdelegate
@protocol UNUserNotificationCenterDelegate <NSObject>
@optional
- (void)userNotificationCenter:(UNUserNotificationCenter*)center
       willPresentNotification:(UNNotification*)notification
         withCompletionHandler:(void (^)(UNNotificationPresentationOptions options))done;
- (void)userNotificationCenter:(UNUserNotificationCenter*)center
    didReceiveNotificationResponse:(UNNotificationResponse*)response
             withCompletionHandler:(void (^)(void))done;
@end

// usernotifications/unusernotificationcenter
@interface UNUserNotificationCenter : NSObject
@property(weak) id<UNUserNotificationCenterDelegate> delegate;
+ (UNUserNotificationCenter*)currentNotificationCenter;
- (void)requestAuthorizationWithOptions:(UNAuthorizationOptions)options
                      completionHandler:(void (^)(BOOL granted, NSError* error))done;
- (void)getNotificationSettingsWithCompletionHandler:
    (void (^)(UNNotificationSettings* settings))done;
- (void)setNotificationCategories:(NSSet<UNNotificationCategory*>*)categories;
- (void)addNotificationRequest:(UNNotificationRequest*)request
         withCompletionHandler:(void (^)(NSError* error))done;
- (void)removePendingNotificationRequestsWithIdentifiers:(NSArray<NSString*>*)identifiers;
- (void)removeDeliveredNotificationsWithIdentifiers:(NSArray<NSString*>*)identifiers;
@end
