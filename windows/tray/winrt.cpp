// SPDX-License-Identifier: MIT
#include "tray/winrt.h"

#include <cstdio>

namespace sandtray::tray::winrt {
namespace {

// RO_INIT_SINGLETHREADED: a thread with windows.
constexpr int single_threaded = 0;

struct Functions {
  HRESULT(WINAPI* initialize)(int kind) = nullptr;
  void(WINAPI* uninitialize)() = nullptr;
  HRESULT(WINAPI* get_factory)(HSTRING class_name, REFIID iid, void** factory) = nullptr;
  HRESULT(WINAPI* activate)(HSTRING class_name, Inspectable** instance) = nullptr;
  HRESULT(WINAPI* create_string)(const wchar_t* text, UINT32 length, HSTRING* string) = nullptr;
  HRESULT(WINAPI* delete_string)(HSTRING string) = nullptr;
  const wchar_t*(WINAPI* buffer_of)(HSTRING string, UINT32* length) = nullptr;
  bool complete = false;
};

template <class Function>
bool find(HMODULE library, const char* name, Function& function) {
  function = reinterpret_cast<Function>(reinterpret_cast<void*>(GetProcAddress(library, name)));
  return function != nullptr;
}

// The library stays: the objects' code does, too.
Functions load() {
  Functions all;
  const HMODULE library = LoadLibraryExW(L"combase.dll", nullptr, LOAD_LIBRARY_SEARCH_SYSTEM32);
  if (library == nullptr) return all;
  all.complete = find(library, "RoInitialize", all.initialize) &&
                 find(library, "RoUninitialize", all.uninitialize) &&
                 find(library, "RoGetActivationFactory", all.get_factory) &&
                 find(library, "RoActivateInstance", all.activate) &&
                 find(library, "WindowsCreateString", all.create_string) &&
                 find(library, "WindowsDeleteString", all.delete_string) &&
                 find(library, "WindowsGetStringRawBuffer", all.buffer_of);
  return all;
}

const Functions& functions() {
  static const Functions all = load();
  return all;
}

}  // namespace

std::optional<Runtime> Runtime::start() {
  if (!functions().complete) return std::nullopt;
  Runtime runtime;
  // A failure says that the thread is already initialized in another way, which serves as well.
  runtime.initialized_ = SUCCEEDED(functions().initialize(single_threaded));
  return runtime;
}

Runtime::Runtime(Runtime&& other) noexcept
    : initialized_(std::exchange(other.initialized_, false)) {}

Runtime::~Runtime() {
  if (initialized_) functions().uninitialize();
}

HRESULT Runtime::factory(const wchar_t* class_name, const IID& iid, void** object) const {
  return functions().get_factory(String(std::wstring_view(class_name)).get(), iid, object);
}

HRESULT Runtime::activate(const wchar_t* class_name, Inspectable** object) const {
  return functions().activate(String(std::wstring_view(class_name)).get(), object);
}

String::String(std::wstring_view text) {
  functions().create_string(text.data(), static_cast<UINT32>(text.size()), &string_);
}

String::~String() {
  functions().delete_string(string_);
}

std::wstring text_of(HSTRING string) {
  UINT32 length = 0;
  const auto* const text = functions().buffer_of(string, &length);
  return {text, length};
}

std::string code_text(HRESULT code) {
  char text[16];
  std::snprintf(text, sizeof text, "0x%08lx", static_cast<unsigned long>(code));
  return text;
}

}  // namespace sandtray::tray::winrt
