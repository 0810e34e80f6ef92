// SPDX-License-Identifier: MIT
// The parts of diagnose(), one file each: what every system has, and what only one has.
#pragma once

#include "provision/doctor.h"

namespace sandtray::provision {

class Checks {
 public:
  void add(std::string name, Health health, std::string detail, std::string fix = {},
           Json figures = {}) {
    list_.push_back({std::move(name), health, std::move(detail),
                     health == Health::ok ? std::string() : std::move(fix), std::move(figures)});
  }
  std::vector<Check> take() { return std::move(list_); }

 private:
  std::vector<Check> list_;
};

// How to get a program, as a command where the system is known well enough.
std::string install(const Findings& findings, const std::string& package);

void check_linux_sandbox(const Findings& findings, Checks& checks);
void check_linux_desktop(const Findings& findings, Checks& checks);
void check_mac(const Findings& findings, Checks& checks);
void check_windows(const Findings& findings, Checks& checks);

}  // namespace sandtray::provision
