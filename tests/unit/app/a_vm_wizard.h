// SPDX-License-Identifier: MIT
// A wizard for the virtual machine, and what its command could tell.
#pragma once

#include <gtest/gtest.h>

#include "app/vm_wizard.h"

namespace sandtray::app {
constexpr std::uint64_t a_gib = 1u << 30;

inline VmWizardFacts here() {
  VmWizardFacts known;
  known.host.system = "linux";
  known.host.home = "/home/ada";
  known.host.private_folders = {"/home/ada/.sandtray"};
  known.processors = 8;
  known.memory = 16 * a_gib;
  known.free_disk = 100 * a_gib;
  known.real_folder = [](const std::string& path) {
    return path.find("missing") == path.npos ? path : "";
  };
  return known;
}

inline Json plan(const std::string& virtualization = "ok", bool made = false) {
  Json steps = Json::array();
  for (const auto* name :
       {"machine", "limactl", "image", "settings", "create", "start", "tools", "proof"}) {
    const bool done = made && name != std::string("machine") && name != std::string("proof");
    steps.push_back({{"name", name}, {"needed", !done}, {"what", std::string("do ") + name}});
  }
  return {{"event", "plan"},
          {"steps", steps},
          {"checks",
           {{{"name", "qemu"}, {"status", "ok"}, {"detail", "/usr/bin/qemu"}, {"fix", ""}},
            {{"name", "virtualization"},
             {"status", virtualization},
             {"detail", "no KVM"},
             {"fix", "Join it."}}}}};
}

// That of a person who has been shown what their machine is like.
inline VmWizard looked(VmWizardFacts known = here(), const Json& told = plan()) {
  VmWizard wizard(std::move(known));
  EXPECT_EQ(wizard.start(), VmDeed::look);
  wizard.hear(told);
  wizard.ended(0, "");
  return wizard;
}

inline void go_to(VmWizard& wizard, VmPage page) {
  for (int tries = 0; wizard.page() != page && tries < 9; ++tries) {
    if (wizard.page() == VmPage::folders) wizard.set("folders", "~/projects");
    wizard.next();
  }
  ASSERT_EQ(wizard.page(), page);
}

inline void tell(VmWizard& wizard, const std::string& event, const std::string& name,
                 Json more = {}) {
  Json line = {{"event", event}, {"name", name}};
  if (more.is_object()) line.update(more);
  wizard.hear(line);
}

inline void does(VmWizard& wizard, std::initializer_list<const char*> names) {
  for (const auto* name : names) {
    tell(wizard, "begins", name);
    tell(wizard, "ends", name, {{"ok", true}});
  }
}

inline const VmRow& row(const std::vector<VmRow>& rows, const std::string& name) {
  for (const auto& one : rows) {
    if (one.name == name) return one;
  }
  throw std::out_of_range(name);
}

}  // namespace sandtray::app
