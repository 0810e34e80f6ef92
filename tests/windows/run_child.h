// SPDX-License-Identifier: MIT
// Starts windows_child, or a script that starts it, and reads what it says of how it was started.
#pragma once

#include <gmock/gmock.h>

#include <functional>
#include <string>
#include <vector>

#include "platform/loop.h"
#include "platform/process.h"
#include "platform/stream.h"
#include "platform/wide.h"

namespace sandtray::test {

inline const std::string child = SANDTRAY_BIN_DIR "/windows_child.exe";

inline platform::SpawnOptions options_for(std::vector<std::string> argv) {
  platform::SpawnOptions options;
  options.argv = std::move(argv);
  options.env = platform::current_environment();
  return options;
}

// All that comes until the end, or until the text is there.
inline std::string read_all(platform::Handle from, const std::string& until = "") {
  const auto deadline = platform::Clock::now() + std::chrono::seconds(20);
  auto* const stream = dynamic_cast<platform::Stream*>(platform::object_of(from).get());
  std::string all;
  char buffer[4096];
  while (stream != nullptr && stream->wait_readable(deadline)) {
    const auto io = platform::read_some(from, buffer, sizeof buffer);
    if (io.state != platform::IoState::ok) return all;
    all.append(buffer, io.bytes);
    if (!until.empty() && all.find(until) != std::string::npos) return all;
  }
  ADD_FAILURE() << "no end after: " << all;
  return all;
}

struct Output {
  std::string text;
  platform::Ended ended{};
};

// As it is told its own name.
inline const std::string own_name = platform::to_utf8(platform::plain_path(child));

// Runs it to its end.
inline Output run(std::vector<std::string> argv,
                  const std::function<void(platform::SpawnOptions&)>& change = {}) {
  auto pipe = platform::make_pipe();
  EXPECT_TRUE(pipe);
  auto options = options_for(std::move(argv));
  options.output = pipe->second.get();
  if (change) change(options);
  const auto pid = platform::spawn(options);
  pipe->second.reset();
  if (!pid) return {pid.error().message + " | " + pid.error().hint, {}};
  Output output;
  output.text = read_all(pipe->first.get());
  output.ended = platform::wait_for(*pid);
  return output;
}

inline std::string hex(const std::string& word) {
  std::string text;
  for (const unsigned char byte : word) {
    text += "0123456789abcdef"[byte >> 4];
    text += "0123456789abcdef"[byte & 15];
  }
  return text + "\n";
}

inline std::string hex(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += hex(word);
  return text;
}

}  // namespace sandtray::test
