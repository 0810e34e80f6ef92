// SPDX-License-Identifier: MIT
// vm.json, in which the person says what the machine is to be and when it runs.
#pragma once

#include "config/own_file.h"
#include "provision/lima/place.h"

namespace sandtray::provision {

// As its schema has it: else config. not_found without one; refused where somebody else may change
// it.
Result<config::OwnFile> read_wish(const platform::Paths& paths, const VmPlace& place);

}  // namespace sandtray::provision
