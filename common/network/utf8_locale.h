// SPDX-License-Identifier: MIT
// While it lives, text of this thread is UTF-8 to the C library, as libarchive wants it: under the
// plain locale it takes a name beyond ASCII for an error.
#pragma once

#include <locale.h>
#if __has_include(<xlocale.h>)  // where newlocale() is not in locale.h, as in macOS's older SDKs
#include <xlocale.h>
#endif

namespace sandtray::network {

class Utf8Locale {
 public:
  // Every Linux has the first, every macOS the second, which is of the kinds of characters alone.
  Utf8Locale() {
    for (const auto* name : {"C.UTF-8", "UTF-8"}) {
      if (locale_ == nullptr) locale_ = newlocale(LC_CTYPE_MASK, name, nullptr);
    }
    if (locale_ != nullptr) before_ = uselocale(locale_);
  }
  Utf8Locale(const Utf8Locale&) = delete;
  Utf8Locale& operator=(const Utf8Locale&) = delete;
  ~Utf8Locale() {
    if (locale_ == nullptr) return;
    uselocale(before_);
    freelocale(locale_);
  }

 private:
  locale_t locale_ = nullptr;
  locale_t before_ = nullptr;
};

}  // namespace sandtray::network
