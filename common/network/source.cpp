// SPDX-License-Identifier: MIT
#include "network/source.h"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <string_view>

#include "base/path.h"
#include "base/text.h"

namespace sandtray::network {
namespace {

constexpr std::size_t longest_shown = 300;

class Url {
 public:
  explicit Url(const std::string& text) : url_(curl_url()) {
    is_valid_ = url_ != nullptr && curl_url_set(url_.get(), CURLUPART_URL, text.c_str(),
                                                CURLU_NON_SUPPORT_SCHEME) == CURLUE_OK;
  }

  bool is_valid() const { return is_valid_; }
  std::optional<std::string> part(CURLUPart what, unsigned flags = 0) const {
    char* text = nullptr;
    if (curl_url_get(url_.get(), what, &text, flags) != CURLUE_OK) return std::nullopt;
    std::string copy = text;
    curl_free(text);
    return copy;
  }
  void drop(CURLUPart what) { curl_url_set(url_.get(), what, nullptr, 0); }

 private:
  struct Free {
    void operator()(CURLU* url) const { curl_url_cleanup(url); }
  };
  std::unique_ptr<CURLU, Free> url_;
  bool is_valid_ = false;
};

Failure no_source(const std::string& what) {
  return fail(Code::usage, what + " is no place to fetch a file from",
              "It is an https:// address, or a file of this machine by its absolute path.");
}

bool has_odd_bytes(const std::string& text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) <= 0x20 || c == 0x7f; });
}

Source local(std::string path) {
  auto shown = display_text(path, longest_shown);
  return {true, std::move(path), std::move(shown)};
}

}  // namespace

Result<Source> parse_source(const std::string& text, bool allow_http) {
  if (is_absolute(text)) return local(text);
  Url url(text);
  if (!url.is_valid() || has_odd_bytes(text)) return no_source("what is given");
  const auto scheme = url.part(CURLUPART_SCHEME).value_or("");
  if (scheme == "file") {
    const auto path = url.part(CURLUPART_PATH, CURLU_URLDECODE);
    if (!path || !is_absolute(*path)) return no_source("a file:// address of another machine");
    return local(*path);
  }
  for (const auto secret : {CURLUPART_USER, CURLUPART_PASSWORD, CURLUPART_OPTIONS, CURLUPART_QUERY,
                            CURLUPART_FRAGMENT}) {
    url.drop(secret);
  }
  const auto shown = display_text(url.part(CURLUPART_URL).value_or(scheme + "://"), longest_shown);
  if (scheme == "http" && !allow_http) {
    return fail(Code::refused, shown + " is not encrypted",
                "Take an https:// address, or allow http for a mirror of your own.");
  }
  if (scheme != "https" && scheme != "http") return no_source(shown);
  return Source{false, text, shown};
}

Result<> check_proxy(const std::string& text) {
  constexpr std::array schemes = {"http", "https", "socks4", "socks4a", "socks5", "socks5h"};
  const Url url(text);
  const auto scheme = url.is_valid() ? url.part(CURLUPART_SCHEME).value_or("") : "";
  if (!has_odd_bytes(text) && std::find(schemes.begin(), schemes.end(), scheme) != schemes.end() &&
      !url.part(CURLUPART_HOST).value_or("").empty()) {
    return {};
  }
  return fail(Code::usage, "the proxy that is given is none",
              "It is like http://HOST:PORT or socks5h://HOST:PORT.");
}

}  // namespace sandtray::network
