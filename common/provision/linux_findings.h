// SPDX-License-Identifier: MIT
// The part of gather_findings() that looks at a Linux machine.
#pragma once

#include "provision/findings.h"

namespace sandtray::provision {

// `terminal`: the setting; empty: the first known one is looked for.
LinuxFindings gather_linux_findings(const platform::Paths& paths, const std::string& terminal);

}  // namespace sandtray::provision
