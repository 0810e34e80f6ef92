// SPDX-License-Identifier: MIT
// doctor: what is missing on this machine, and the command that mends it.
#include "provision/doctor.h"

#include "cli/options.h"
#include "cli/print.h"
#include "config/catalog.h"
#include "config/settings.h"
#include "platform/embedded_method.h"
#include "platform/file.h"
#include "provision/lima/vm.h"
#include "session/check_settings.h"
#include "session/person_programs.h"

namespace sandtray::cli {
namespace {

// What planning says to the configuration; the doctor's own floor cannot ask it.
void judge_configuration(provision::Findings& findings, const platform::Paths& paths) {
  const auto settings = config::load_settings(paths);
  if (!settings) return;  // found already
  const auto method = platform::embedded_method();
  const auto checked =
      session::check_settings(paths, *settings, method, session::MissingMounts::refused);
  if (!checked) {
    findings.settings_error = checked.error().message;
    findings.settings_fix = checked.error().hint;
    return;
  }
  findings.settings_notes = *checked;
  for (const auto& name : config::agent_names(paths)) {
    const auto agent = config::load_agent(paths, name);
    if (!agent) continue;
    if (const auto planned = session::check_agent(paths, *settings, method, *agent); !planned) {
      findings.data_errors.push_back(planned.error());
    }
  }
}

// Where there is a virtual machine, or one is asked for. Sessions by other methods work without it.
void add_virtual_machine(std::vector<provision::Check>& checks, const platform::Paths& paths) {
  const provision::Vm vm(paths);
  if (!platform::exists(vm.place().wish) && !platform::is_folder(vm.place().instance)) return;
  const auto made = vm.made();
  const auto options = made ? Result<provision::VmOptions>(made->options) : vm.wished();
  if (!options) {
    checks.push_back({"virtual machine", provision::Health::warning, options.error().message,
                      options.error().hint});
    return;
  }
  for (auto& check : provision::check_vm(provision::gather_vm_findings(vm.place()), *options)) {
    check.name = "virtual machine: " + check.name;
    if (check.health == provision::Health::missing) check.health = provision::Health::warning;
    checks.push_back(std::move(check));
  }
}

}  // namespace

Result<int> doctor(const Options& options, const platform::Paths& paths) {
  // It asks them what they are.
  auto asked = provision::programs_of_vm();
  asked.insert(asked.end(), {"bwrap", "sbx"});
  SANDTRAY_TRY(session::check_person_programs(paths, asked));
  auto findings = provision::gather_findings(paths);
  judge_configuration(findings, paths);
  auto checks = provision::diagnose(findings);
  add_virtual_machine(checks, paths);
  const bool works = provision::worst(checks) != provision::Health::missing;
  if (options.json) {
    print_json(provision::checks_to_json(checks));
  } else {
    std::vector<std::vector<std::string>> rows;
    for (const auto& check : checks) {
      rows.push_back({std::string(provision::to_string(check.health)), check.name, check.detail});
      if (!check.fix.empty()) rows.push_back({"", "", "-> " + check.fix});
    }
    print_table(rows);
  }
  return works ? 0 : static_cast<int>(Code::unavailable);
}

}  // namespace sandtray::cli
