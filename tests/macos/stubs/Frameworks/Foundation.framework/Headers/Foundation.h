// SPDX-License-Identifier: MIT
// Only what mac/ calls; see README.md of this folder.
#pragma once

#include <dispatch/dispatch.h>
#include <objc/NSObject.h>
#include <objc/objc.h>

#define NS_ENUM(type, name) \
  enum name : type name;    \
  enum name : type
// In C++ the values of an enum type cannot be joined by | without a cast.
#define NS_OPTIONS(type, name) \
  type name;                   \
  enum : type

typedef double CGFloat;

// foundation/nscopying
@protocol NSCopying
@end

// foundation/nsstring
@interface NSString : NSObject <NSCopying>
@property(readonly) const char* UTF8String;
+ (instancetype)stringWithUTF8String:(const char*)bytes;
@end

// What the compiler makes of @"text".
@interface NSConstantString : NSString
@end

// foundation/nsarray
@interface NSArray<__covariant Element> : NSObject
@end

// foundation/nsmutablearray
@interface NSMutableArray<Element> : NSArray <Element>
+ (instancetype)array;
- (void)addObject:(Element)object;
@end

// foundation/nsdictionary
@interface NSDictionary<__covariant Key, __covariant Value> : NSObject
+ (instancetype)dictionary;
- (Value)objectForKey:(Key)key;
@end

// foundation/nsmutabledictionary
@interface NSMutableDictionary<Key, Value> : NSDictionary <Key, Value>
- (void)setObject:(Value)value forKey:(id<NSCopying>)key;
@end

// foundation/nsset
@interface NSSet<__covariant Element> : NSObject
@end

// foundation/nsmutableset
@interface NSMutableSet<Element> : NSSet <Element>
+ (instancetype)set;
- (void)addObject:(Element)object;
@end

// foundation/nserror
@interface NSError : NSObject
@property(readonly, copy) NSString* localizedDescription;
@end

// foundation/bundle
@interface NSBundle : NSObject
@property(class, readonly, strong) NSBundle* mainBundle;
@property(readonly, copy) NSString* bundleIdentifier;
@end

// foundation/nsnotification
@interface NSNotification : NSObject
@end

// foundation/nsnotification/name-swift.struct
typedef NSString* NSNotificationName;

// foundation/notificationcenter/addobserver(_:selector:name:object:)
// foundation/notificationcenter/removeobserver(_:)
@interface NSNotificationCenter : NSObject
- (void)addObserver:(id)observer
           selector:(SEL)selector
               name:(NSNotificationName)name
             object:(id)object;
- (void)removeObserver:(id)observer;
@end
