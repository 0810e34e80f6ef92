// SPDX-License-Identifier: MIT
#include "ui/vm_facts.h"

#include "config/own_file.h"
#include "platform/disk.h"
#include "platform/file.h"
#include "platform/machine.h"
#include "provision/lima/vm.h"

namespace sandtray::ui {

Result<app::VmWizardFacts> gather_vm_facts(const platform::Paths& paths) {
  const provision::Vm vm(paths);
  app::VmWizardFacts facts;
  const auto file = config::read_own_file(vm.place().wish, "vm");
  if (!file && file.error().code != Code::not_found) return Failure(file.error());
  if (file) facts.before = config::said_in(file->json);
  const auto machine = platform::look_at_machine();
  facts.host = vm.host();
  facts.processors = machine.processors;
  facts.memory = machine.memory;
  facts.free_disk = platform::free_bytes(vm.place().folder);
  facts.real_folder = [](const std::string& path) {
    const auto real = platform::real_path(path);
    return real && platform::is_folder(*real) ? *real : std::string();
  };
  return facts;
}

Result<> write_vm_wish(const platform::Paths& paths, const Json& wish) {
  const auto place = provision::vm_place(paths);
  SANDTRAY_TRY(config::check_rewrite(place.wish, "Take them out, or write vm.json by hand."));
  return config::write_own_file(paths, place.wish, "vm", wish);
}

}  // namespace sandtray::ui
