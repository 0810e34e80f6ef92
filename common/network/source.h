// SPDX-License-Identifier: MIT
// Where a file can be had from: https://, http:// (only where the caller allows it), or this
// machine's disk as file:/// or as an absolute path. What people read of it has no password in it.
#pragma once

#include <string>

#include "base/result.h"

namespace sandtray::network {

struct Source {
  bool is_local = false;
  std::string place;  // the path, or the URL as it was given
  std::string shown;  // for messages and events: without user, password, query and fragment
};

// Code::usage for what is none of these; refused for http:// that is not allowed.
Result<Source> parse_source(const std::string& text, bool allow_http);

// An explicit proxy, for libcurl: http://, https://, socks4://, socks4a://, socks5:// or
// socks5h://, with HOST[:PORT]. The error does not repeat it.
Result<> check_proxy(const std::string& url);

}  // namespace sandtray::network
