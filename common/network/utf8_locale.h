// SPDX-License-Identifier: MIT
// While it lives, text of this thread is UTF-8 to the C library, as libarchive wants it: under the
// plain locale it takes a name beyond ASCII for an error.
#pragma once

#include <locale.h>

namespace sandtray::network {

class Utf8Locale {
 public:
  Utf8Locale() : locale_(newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)) {
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
  locale_t locale_;
  locale_t before_ = nullptr;
};

}  // namespace sandtray::network
