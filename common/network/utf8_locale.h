// SPDX-License-Identifier: MIT
// While it lives, text of this thread is UTF-8 to the C library, as libarchive wants it: under the
// plain locale it takes a name beyond ASCII for an error.
#pragma once

namespace sandtray::network {

class Utf8Locale {
 public:
  Utf8Locale();
  Utf8Locale(const Utf8Locale&) = delete;
  Utf8Locale& operator=(const Utf8Locale&) = delete;
  ~Utf8Locale();

 private:
  // Each a locale_t, which systems declare in different headers.
  void* locale_;
  void* before_ = nullptr;
};

}  // namespace sandtray::network
