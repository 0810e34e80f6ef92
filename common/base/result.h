// SPDX-License-Identifier: MIT
// Errors are values: every fallible call across a floor returns Result<T>. An Error says what is
// wrong and, in its hint, what the person can do next; the command line prints both, a notification
// shows both.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

namespace sandtray {

// The numbers are the exit statuses of the command (sysexits.h where it has one).
enum class Code {
  usage = 64,        // bad arguments
  not_found = 66,    // no such workspace or session
  unavailable = 69,  // a method or tool is missing or cannot enforce what was asked
  internal = 70,     // a failed system call or a defect
  refused = 77,      // refused for safety
  config = 78,       // bad configuration or data file
};

struct Error {
  Code code = Code::internal;
  std::string message;  // one sentence, no final full stop
  std::string hint;     // the next step; may be empty
};

template <class T = void>
using Result = tl::expected<T, Error>;

using Failure = tl::unexpected<Error>;

inline Failure fail(Code code, std::string message, std::string hint = {}) {
  return Failure(Error{code, std::move(message), std::move(hint)});
}

// Code::internal with the text of an errno value: "MESSAGE: No space left on device".
Failure fail_errno(int error_number, std::string message, std::string hint = {});

}  // namespace sandtray

// Hands the error of a Result up to the caller.
#define SANDTRAY_TRY(expression)                                          \
  do {                                                                    \
    auto sandtray_try_result = (expression);                              \
    if (!sandtray_try_result) {                                           \
      return ::sandtray::Failure(std::move(sandtray_try_result.error())); \
    }                                                                     \
  } while (false)
