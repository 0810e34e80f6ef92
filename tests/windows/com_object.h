// SPDX-License-Identifier: MIT
// A COM object for a stand-in: it counts who uses it and answers for the interfaces that it is made
// of, each with its identifier.
#pragma once

#include <atomic>

#include "tray/winrt.h"

namespace sandtray::test {

template <class Interface, const IID& iid>
struct Known {
  using Type = Interface;
  static constexpr const IID& id = iid;
};

// The first one is the object's own.
template <class First, class... More>
class ComObject : public First::Type, public More::Type... {
 public:
  HRESULT WINAPI QueryInterface(REFIID iid, void** object) final {
    if (object == nullptr) return E_POINTER;
    *object = nullptr;
    using tray::winrt::agile_id, tray::winrt::inspectable_id, tray::winrt::unknown_id;
    if (iid == First::id || iid == unknown_id || iid == inspectable_id || iid == agile_id) {
      *object = static_cast<typename First::Type*>(this);
    }
    ((iid == More::id ? void(*object = static_cast<typename More::Type*>(this)) : void()), ...);
    if (*object == nullptr) return E_NOINTERFACE;
    AddRef();
    return S_OK;
  }
  ULONG WINAPI AddRef() final { return ++count_; }
  ULONG WINAPI Release() final {
    const auto left = --count_;
    if (left == 0) delete this;
    return left;
  }
  HRESULT WINAPI GetIids(ULONG*, IID**) final { return E_NOTIMPL; }
  HRESULT WINAPI GetRuntimeClassName(HSTRING*) final { return E_NOTIMPL; }
  HRESULT WINAPI GetTrustLevel(int*) final { return E_NOTIMPL; }

 protected:
  ComObject() = default;
  virtual ~ComObject() = default;

 private:
  std::atomic<ULONG> count_ = 1;
};

}  // namespace sandtray::test
