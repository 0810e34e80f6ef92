// SPDX-License-Identifier: MIT
// The reading end of a pipe that somebody else has made for programs that wait. Once a loop asks
// for it, a thread waits in our place, one piece ahead.
#pragma once

#include "platform/native.h"

namespace sandtray::platform {

class PipeReader final : public Object {
 public:
  using Object::Object;

  Io read(char* buffer, std::size_t size) override;
  HANDLE readable() override;

 private:
  struct Ahead;
  std::shared_ptr<Ahead> ahead_;
};

}  // namespace sandtray::platform
