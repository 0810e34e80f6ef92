// SPDX-License-Identifier: MIT
// What every page of the windows may use. Lives as long as the application.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "platform/paths.h"
#include "tray/tasks.h"

namespace sandtray::ui {

struct Services {
  const platform::Paths& paths;
  tray::EventLoop& loop;
  tray::Tasks& tasks;
  // Something that was asked for cannot be: for the person to read.
  std::function<void(const std::string& what, const Error& error)> complain;
  // The person wants a new session.
  std::function<void()> new_session;

  // `sandtray WORDS...`, beside the window.
  Result<int> run(const std::vector<std::string>& words,
                  std::function<void(int code, const std::string& output)> done,
                  std::function<void(const std::string& bytes)> heard = {}) const;
};

}  // namespace sandtray::ui
