// SPDX-License-Identifier: MIT
// Away with the machine, and a copy of it that the next one begins with.
#include "base/text.h"
#include "provision/lima/provision.h"

namespace sandtray::provision {

Result<ProvisionStep> Provision::look_at_reset() const {
  const bool is_there = platform::is_folder(vm_.place().instance);
  if (!wish_.reset || !is_there || reset_done_) {
    return ProvisionStep{"reset", false, "the machine stays as it is"};
  }
  return ProvisionStep{"reset", true, "remove the machine, with all that is on its disk"};
}

Result<> Provision::reset(const ProvisionStep& step) {
  say(step, {-1, "removing it"});
  return vm_.remove(/*damaged=*/true);
}

Result<ProvisionStep> Provision::look_at_golden() const {
  return ProvisionStep{"golden", wish_.golden,
                       "stop it, copy it for the next one, and start it again"};
}

Result<> Provision::keep(const ProvisionStep& step) {
  if (!all_is_well_) {
    return fail(Code::unavailable, "no copy is kept of a machine that lacks something");
  }
  say(step, {-1, "stopping and copying it"});
  SANDTRAY_TRY(vm_.keep());
  return start(step);
}

}  // namespace sandtray::provision
