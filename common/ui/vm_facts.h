// SPDX-License-Identifier: MIT
// What the wizard for the virtual machine knows of this one, and vm.json, which it reads and
// writes.
#pragma once

#include "app/vm_wizard.h"
#include "platform/paths.h"

namespace sandtray::ui {

// config or refused where vm.json cannot be believed.
Result<app::VmWizardFacts> gather_vm_facts(const platform::Paths& paths);
// refused where it holds comments, which would be lost.
Result<> write_vm_wish(const platform::Paths& paths, const Json& wish);

}  // namespace sandtray::ui
