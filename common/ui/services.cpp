// SPDX-License-Identifier: MIT
#include "ui/services.h"

#include <utility>

#include "tray/launcher.h"

namespace sandtray::ui {

// What is listened to is for the window alone.
Result<int> Services::run(const std::vector<std::string>& words,
                          std::function<void(int code, const std::string& output)> done,
                          std::function<void(const std::string& bytes)> heard) const {
  const bool listened = heard != nullptr;
  std::vector<std::string> argv = {paths.bin + "/sandtray"};
  argv.insert(argv.end(), words.begin(), words.end());
  return tasks.start({.argv = std::move(argv),
                      .env = tray::persons_environment(),
                      .folder = paths.home,
                      .die_with_us = listened,
                      .heard = std::move(heard),
                      .done = std::move(done)});
}

}  // namespace sandtray::ui
