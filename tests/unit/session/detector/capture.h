// SPDX-License-Identifier: MIT
// The captures of tests/data/captures: what real agents wrote, read by read, and what the detector
// must make of it.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "session/detector/detector.h"

namespace sandtray::session {

struct CapturedRead {
  std::int64_t ms = 0;
  std::string bytes;
};

struct Capture {
  std::string name;
  std::vector<CapturedRead> reads;
  std::string whole() const;
};

std::vector<std::string> capture_names();
Capture load_capture(const std::string& name);
std::string unescape_capture(std::string_view text);
std::string read_test_data(const std::string& path);  // under tests/data
config::Signals shipped_signals(const std::string& agent);

// Drives a detector as the session host does, timers included, and writes down what it says.
class DetectorDriver {
 public:
  explicit DetectorDriver(config::Signals signals) : detector_(std::move(signals)) {}

  void started(std::int64_t ms) { detector_.started(at(ms)); }
  void output(std::int64_t ms, std::string_view bytes);
  void hook(std::int64_t ms, const Json& event);
  void input(std::int64_t ms, std::string_view bytes);
  void until(std::int64_t ms);

  // "1234 blocked osc permission: touch y.txt"; "+" before the state of an update.
  std::vector<std::string> take_lines() { return std::exchange(lines_, {}); }
  std::string take_replies() { return std::exchange(replies_, {}); }
  Detector& detector() { return detector_; }

 private:
  static Detector::Clock::time_point at(std::int64_t ms) {
    return Detector::Clock::time_point(std::chrono::milliseconds(ms));
  }
  void collect(std::int64_t ms);

  Detector detector_;
  std::vector<std::string> lines_;
  std::string replies_;
};

}  // namespace sandtray::session
