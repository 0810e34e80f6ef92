// SPDX-License-Identifier: MIT
// The Windows Runtime as far as we use it: its functions, found at run time so that the program
// starts where they are missing, its strings, and who owns an object.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "tray/toast_interfaces.h"

namespace sandtray::tray::winrt {

// Owns one count of an object.
template <class T>
class Pointer {
 public:
  Pointer() = default;
  Pointer(Pointer&& other) noexcept : object_(std::exchange(other.object_, nullptr)) {}
  Pointer& operator=(Pointer&& other) noexcept {
    std::swap(object_, other.object_);
    return *this;
  }
  Pointer(const Pointer&) = delete;
  Pointer& operator=(const Pointer&) = delete;
  ~Pointer() { reset(); }

  void reset() {
    if (T* const object = std::exchange(object_, nullptr)) object->Release();
  }
  T* get() const { return object_; }
  T* operator->() const { return object_; }
  explicit operator bool() const { return object_ != nullptr; }
  // For a function that returns an object; what was here is gone.
  T** fresh() {
    reset();
    return &object_;
  }
  void** fresh_untyped() { return reinterpret_cast<void**>(fresh()); }

 private:
  T* object_ = nullptr;
};

// Found in combase.dll, or not: then none of the rest may be used.
class Runtime {
 public:
  // Empty where the system has none. Initializes this thread for it; the last one of a thread ends
  // that.
  static std::optional<Runtime> start();
  Runtime(Runtime&& other) noexcept;
  Runtime& operator=(Runtime&&) = delete;
  ~Runtime();

  HRESULT factory(const wchar_t* class_name, const IID& iid, void** object) const;
  HRESULT activate(const wchar_t* class_name, Inspectable** object) const;

 private:
  Runtime() = default;
  bool initialized_ = false;
};

// Owns a string of the runtime's. Only while there is a Runtime.
class String {
 public:
  explicit String(std::wstring_view text);
  // Takes what a function has returned.
  explicit String(HSTRING returned) : string_(returned) {}
  String(const String&) = delete;
  String& operator=(const String&) = delete;
  ~String();

  HSTRING get() const { return string_; }
  HSTRING release() { return std::exchange(string_, nullptr); }

 private:
  HSTRING string_ = nullptr;
};

// Somebody else's string.
std::wstring text_of(HSTRING string);

// "0x80070490", for the log.
std::string code_text(HRESULT code);

}  // namespace sandtray::tray::winrt
