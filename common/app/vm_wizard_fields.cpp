// SPDX-License-Identifier: MIT
// What the wizard asks for, what is wrong with an answer, and what all of them mean.
#include <algorithm>

#include "app/vm_wizard.h"
#include "app/vm_wizard_strings.h"
#include "app/window_strings.h"
#include "base/text.h"
#include "provision/lima/mounts.h"
#include "provision/lima/size.h"

namespace sandtray::app {
namespace {

constexpr std::uint64_t mib = 1u << 20, gib = 1u << 30;
constexpr unsigned least_memory = 1024, least_disk = 8;
constexpr unsigned most_idle_minutes = 100000;  // the schema's

// 0: none in these bounds.
unsigned number_of(const std::string& text, std::uint64_t least, std::uint64_t most) {
  const auto number = decimal_number(text).value_or(0);
  return number < least || number > most ? 0 : number;
}

std::string bounds(std::uint64_t least, std::uint64_t most) {
  return expand_template(strings::number_form,
                         {{"least", std::to_string(least)}, {"most", std::to_string(most)}});
}

std::string ports_text(const std::vector<int>& ports) {
  std::string text;
  for (const int port : ports) text += (text.empty() ? "" : ", ") + std::to_string(port);
  return text;
}

}  // namespace

VmWizard::VmWizard(VmWizardFacts facts) : facts_(std::move(facts)) {
  const auto size = provision::suggested_size(facts_.processors, facts_.memory);
  const auto number = [&](const char* key, unsigned otherwise) {
    return std::to_string(facts_.before.value(key, otherwise));
  };
  const auto flag = [&](const char* key, bool otherwise) {
    return flag_text(facts_.before.value(key, otherwise));
  };
  std::string folders, read_only;
  for (const auto& mount : facts_.before.value("mounts", Json::array())) {
    auto& list = mount.value("writable", false) ? folders : read_only;
    list += short_folder(mount.value("path", ""), facts_.host.home) + "\n";
  }
  const provision::VmSwitches usual;
  const provision::VmOptions plain;
  values_ = {
      {"processors", number("processors", size.processors)},
      {"memory_mib", number("memory_mib", size.memory_mib)},
      {"disk_gib", number("disk_gib", size.disk_gib)},
      {"idle_minutes", number("idle_minutes", plain.idle_minutes)},
      {"start_with_sandtray", flag("start_with_sandtray", false)},
      {"stop_with_sandtray", flag("stop_with_sandtray", false)},
      {"golden", ""},
      {"folders", folders},
      {"read_only", read_only},
      {"emulation", flag("emulation", false)},
      {"limactl_archive", ""},
      {"image", ""},
      {"mirror", ""},
      {"restrict_sudo", flag("restrict_sudo", usual.restrict_sudo)},
      {"private_networks", flag("private_networks", usual.private_networks)},
      {"ssh_agent", flag("ssh_agent", usual.ssh_agent)},
      {"port_forwarding", flag("port_forwarding", usual.port_forwarding)},
      {"host_services", ports_text(facts_.before.value("host_services", usual.host_services))}};
}

void VmWizard::set(const std::string& key, const std::string& text) {
  const bool is_asked = key == "golden" ? page_ == VmPage::summary : page_ < VmPage::summary;
  if (is_asked) values_[key] = text;
}

std::vector<Field> VmWizard::size_fields() const {
  const bool fresh = !is_made();
  const auto memory = number_of(value_of(values_, "memory_mib"), 1, 99999999);
  const auto disk = number_of(value_of(values_, "disk_gib"), 1, 99999999);
  const bool much = facts_.memory != 0 && memory > facts_.memory / mib / 2;
  const bool more = facts_.free_disk != 0 && disk > facts_.free_disk / gib;
  return {{.key = "processors", .label = strings::vm_processors, .enabled = fresh},
          {.key = "memory_mib",
           .label = strings::vm_memory,
           .help = strings::vm_memory_help,
           .enabled = fresh,
           .alarm = much && fresh ? strings::vm_memory_alarm : ""},
          {.key = "disk_gib",
           .label = strings::vm_disk,
           .help = strings::vm_disk_help,
           .enabled = fresh,
           .alarm = more && fresh ? strings::vm_disk_alarm : ""},
          {.key = "idle_minutes", .label = strings::vm_idle, .help = strings::vm_idle_help},
          {.key = "start_with_sandtray",
           .label = strings::vm_start_with,
           .kind = FieldKind::flag,
           .help = strings::vm_start_with_help},
          {.key = "stop_with_sandtray",
           .label = strings::vm_stop_with,
           .kind = FieldKind::flag,
           .help = strings::vm_stop_with_help}};
}

std::vector<Field> VmWizard::fields() const {
  const auto flag = [](const char* key, const char* label, const char* help) {
    return Field{.key = key, .label = label, .kind = FieldKind::flag, .help = help};
  };
  switch (page_) {
    case VmPage::machine: {
      const bool lacks = std::any_of(checks_.begin(), checks_.end(), [](const VmRow& check) {
        return check.name == "virtualization" && check.state == VmRowState::failed;
      });
      if (facts_.host.system != "linux" || (!lacks && value_of(values_, "emulation") != yes)) {
        return {};
      }
      return {flag("emulation", strings::vm_emulation, "")};
    }
    case VmPage::software:
      return {{.key = "limactl_archive",
               .label = strings::vm_archive,
               .help = strings::vm_archive_help,
               .advanced = true},
              {.key = "image",
               .label = strings::vm_image,
               .help = strings::vm_image_help,
               .advanced = true,
               .enabled = !is_made()},
              {.key = "mirror",
               .label = strings::vm_mirror,
               .help = strings::vm_mirror_help,
               .advanced = true}};
    case VmPage::size:
      return size_fields();
    case VmPage::folders:
      return {{.key = "folders",
               .label = strings::vm_folders,
               .kind = FieldKind::lines,
               .help = strings::vm_folders_help},
              {.key = "read_only", .label = strings::vm_read_only, .kind = FieldKind::lines}};
    case VmPage::switches: {
      auto sudo = flag("restrict_sudo", strings::vm_restrict_sudo, strings::vm_restrict_sudo_help);
      if (value_of(values_, "restrict_sudo") != yes) sudo.alarm = strings::vm_restrict_sudo_alarm;
      return {
          sudo,
          flag("private_networks", strings::vm_private_networks, strings::vm_private_networks_help),
          flag("ssh_agent", strings::vm_ssh_agent, strings::vm_ssh_agent_help),
          flag("port_forwarding", strings::vm_port_forwarding, strings::vm_port_forwarding_help),
          {.key = "host_services",
           .label = strings::vm_host_services,
           .help = strings::vm_host_services_help}};
    }
    case VmPage::summary:
      return {flag("golden", strings::vm_golden, strings::vm_golden_help)};
    default:
      return {};
  }
}

Reasons VmWizard::size_reasons() const {
  Reasons reasons;
  if (decimal_number(value_of(values_, "idle_minutes")).value_or(most_idle_minutes + 1) >
      most_idle_minutes) {
    reasons["idle_minutes"] = bounds(0, most_idle_minutes);
  }
  if (is_made()) return reasons;
  const auto check = [&](const char* key, std::uint64_t least, std::uint64_t most) {
    if (number_of(value_of(values_, key), least, most) == 0) reasons[key] = bounds(least, most);
  };
  check("processors", 1, facts_.processors == 0 ? 1024 : facts_.processors);
  check("memory_mib", least_memory,
        facts_.memory == 0 ? 16777216 : std::max<std::uint64_t>(facts_.memory / mib, least_memory));
  check("disk_gib", least_disk, 65536);
  return reasons;
}

Reasons VmWizard::folder_reasons() const {
  Reasons reasons;
  std::vector<provision::VmMount> mounts;
  for (const auto* key : {"folders", "read_only"}) {
    for (const auto& line : lines_of(value_of(values_, key))) {
      const auto real = facts_.real_folder
                            ? facts_.real_folder(whole_folder(line, facts_.host.home))
                            : whole_folder(line, facts_.host.home);
      if (real.empty()) {
        reasons[key] =
            expand_template(strings::vm_folder_missing, {{"folder", display_text(line)}});
        return reasons;
      }
      mounts.push_back({real, true});
      if (const auto good = provision::check_vm_mounts(mounts, facts_.host); !good) {
        reasons[key] = good.error().message + ". " + good.error().hint;
        return reasons;
      }
    }
  }
  if (mounts.empty()) reasons["folders"] = strings::vm_no_folder;
  return reasons;
}

Reasons VmWizard::switch_reasons() const {
  for (const auto& port : items_of(value_of(values_, "host_services"))) {
    if (number_of(port, 1, 65535) == 0) return {{"host_services", strings::vm_ports_form}};
  }
  return {};
}

Reasons VmWizard::software_reasons() const {
  Reasons reasons;
  for (const auto* key : {"limactl_archive", "image"}) {
    const auto path = whole_folder(value_of(values_, key), facts_.host.home);
    if (!path.empty() && path[0] != '/') reasons[key] = strings::vm_absolute_form;
  }
  const auto mirror = value_of(values_, "mirror");
  if (!mirror.empty() && !mirror.starts_with("https://") && !mirror.starts_with("http://")) {
    reasons["mirror"] = strings::vm_mirror_form;
  }
  return reasons;
}

Reasons VmWizard::reasons() const {
  switch (page_) {
    case VmPage::software:
      return software_reasons();
    case VmPage::size:
      return size_reasons();
    case VmPage::folders:
      return folder_reasons();
    case VmPage::switches:
      return switch_reasons();
    default:
      return {};
  }
}

}  // namespace sandtray::app
