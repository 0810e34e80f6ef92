// SPDX-License-Identifier: MIT
// The description of the virtual machine that Lima is given, a lima.yaml written as JSON. Pure: the
// data files of <share>/vm come in. Nothing is mounted, forwarded or reachable but what was asked
// for.
#pragma once

#include "platform/paths.h"
#include "provision/lima/options.h"

namespace sandtray::provision {

// Those files.
struct VmTemplate {
  Json json;              // template.json
  std::string provision;  // provision.sh
  std::string idle;       // idle.sh
};
Result<VmTemplate> load_vm_template(const platform::Paths& paths);

struct RenderedVm {
  Json yaml;
  std::string hash;  // of all of it; inside, /run/sandtray/provisioned says which one it has
};

// usage for what no virtual machine can be made of; refused for a mount or a user that would open
// what has to stay shut.
Result<RenderedVm> render_vm(const VmOptions& options, const VmHost& host, const VmTemplate& data);

}  // namespace sandtray::provision
