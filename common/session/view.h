// SPDX-License-Identifier: MIT
// What both views share: frames from the host, bytes to standard output without ever blocking on
// it.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "platform/loop.h"
#include "platform/socket.h"
#include "session/attach.h"
#include "session/protocol.h"

namespace sandtray::session {

class View {
 public:
  virtual ~View() = default;

 protected:
  View(platform::Loop& loop, platform::OwnedHandle socket);

  bool is_connected() const { return !host_ended_; }
  // Sends to the host; a connection that breaks shows as its end.
  void send(FrameType type, std::string_view payload = {});
  // Queues for standard output; while much is queued the host is not read.
  void print(std::string_view bytes);
  bool is_printing_much() const;
  // Ends the loop once everything queued is printed.
  void finish(ViewResult result);
  ViewResult run();

  virtual void on_frame(const Frame& frame) = 0;
  virtual void on_host_end() = 0;
  // Standard output has been closed by its reader (0), or cannot be written (the system's number).
  virtual void on_output_closed(int error) = 0;
  // Much was queued and no longer is.
  virtual void on_output_ready() {}

  platform::Loop& loop_;

 private:
  void read_host();
  void write_host();
  void write_output();
  void watch_host();

  platform::OwnedHandle socket_;
  FrameReader reader_;
  std::string to_host_;
  std::string to_output_;
  bool finished_ = false;
  bool host_ended_ = false;
  ViewResult result_;
};

std::string attach_payload(unsigned short rows, unsigned short columns, bool replay);

}  // namespace sandtray::session
