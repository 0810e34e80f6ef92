// SPDX-License-Identifier: MIT
// Which page it is, and what the buttons do there.
#include "app/vm_wizard.h"

#include <algorithm>

#include "app/vm_wizard_strings.h"
#include "app/window_strings.h"

namespace sandtray::app {
namespace {

constexpr const char* page_titles[] = {
    strings::vm_page_machine,  strings::vm_page_software, strings::vm_page_size,
    strings::vm_page_folders,  strings::vm_page_switches, strings::vm_page_summary,
    strings::vm_page_progress, strings::vm_page_done,     strings::vm_page_failed};

VmPage beside(VmPage page, int by) {
  return static_cast<VmPage>(static_cast<int>(page) + by);
}

}  // namespace

std::string VmWizard::title() const {
  return page_titles[static_cast<int>(page_)];
}

std::string VmWizard::text() const {
  switch (page_) {
    case VmPage::machine:
      if (looks_) return strings::vm_machine_looks;
      if (!problem_.empty() && steps_.empty()) return problem_;
      if (can_next()) return strings::vm_machine_text;
      return lacks_only_virtualization() ? strings::vm_machine_or_emulate
                                         : strings::vm_machine_missing;
    case VmPage::software:
      return strings::vm_software_text;
    case VmPage::size:
      return is_made() ? strings::vm_size_made : strings::vm_size_text;
    case VmPage::folders:
      return strings::vm_folders_text;
    case VmPage::switches:
      return strings::vm_switches_text;
    case VmPage::summary:
      return strings::vm_summary_text;
    case VmPage::progress:
      return stopping_ ? strings::vm_stopping_text : strings::vm_progress_text;
    case VmPage::done:
      return problem_.empty() ? strings::vm_done_text
                              : std::string(strings::vm_done_problems) + "\n" + problem_;
    case VmPage::failed:
      return cancelled_ ? strings::vm_cancelled_text : problem_;
  }
  return "";
}

std::string VmWizard::next_label() const {
  switch (page_) {
    case VmPage::summary:
      return strings::vm_button_set_up;
    case VmPage::progress:
      return "";
    case VmPage::done:
      return strings::vm_button_finish;
    case VmPage::failed:
      return strings::vm_button_again;
    default:
      return strings::button_next;
  }
}

// Emulation does without what is missing then.
bool VmWizard::is_in_the_way(const VmRow& check) const {
  const bool is_emulated = check.name == "virtualization" && value_of(values_, "emulation") == yes;
  return check.state == VmRowState::failed && !is_emulated;
}

bool VmWizard::lacks_only_virtualization() const {
  return !fields().empty() && std::none_of(checks_.begin(), checks_.end(), [&](const VmRow& check) {
    return check.name != "virtualization" && is_in_the_way(check);
  });
}

bool VmWizard::can_next() const {
  if (page_ == VmPage::progress) return false;
  if (page_ == VmPage::machine) {
    return !looks_ && !steps_.empty() &&
           std::none_of(checks_.begin(), checks_.end(),
                        [&](const VmRow& check) { return is_in_the_way(check); });
  }
  return reasons().empty();
}

bool VmWizard::can_back() const {
  return (page_ == VmPage::failed && !facts_.resets) ||
         (page_ > VmPage::machine && page_ < VmPage::progress);
}

VmDeed VmWizard::start() {
  return facts_.resets ? begin() : look_again();
}

VmDeed VmWizard::look_again() {
  if (page_ != VmPage::machine || looks_) return VmDeed::none;
  looks_ = true;
  problem_.clear();
  checks_.clear();
  steps_.clear();
  return VmDeed::look;
}

VmDeed VmWizard::begin() {
  page_ = VmPage::progress;
  stopping_ = cancelled_ = false;
  problem_.clear();
  for (auto& one : steps_) {
    one.row.state = VmRowState::waiting;
    one.row.percent = -1;
    one.row.text.clear();
    one.findings.clear();
  }
  // A reset leaves vm.json as it is.
  return facts_.resets ? VmDeed::look : VmDeed::begin;
}

VmDeed VmWizard::next() {
  if (!can_next()) return VmDeed::none;
  if (page_ == VmPage::done) return VmDeed::close;
  if (page_ == VmPage::summary || page_ == VmPage::failed) return begin();
  page_ = beside(page_, 1);
  return VmDeed::none;
}

VmDeed VmWizard::back() {
  if (!can_back()) return VmDeed::none;
  page_ = page_ == VmPage::failed ? VmPage::summary : beside(page_, -1);
  return VmDeed::none;
}

VmDeed VmWizard::cancel() {
  if (page_ != VmPage::progress) return VmDeed::close;
  if (stopping_) return VmDeed::none;
  stopping_ = true;
  return VmDeed::stop;
}

void VmWizard::ended(int code, const std::string& said) {
  if (looks_) {
    looks_ = false;
    // Without a plan nothing is known; with one the checks say what is missing.
    if (steps_.empty()) problem_ = said;
    return;
  }
  if (page_ != VmPage::progress) return;
  cancelled_ = code != 0 && stopping_;
  stopping_ = false;
  problem_ = code == 0 ? "" : said;
  const auto* started = step("start");
  const bool runs = started != nullptr && (started->row.state == VmRowState::ok ||
                                           started->row.state == VmRowState::skipped);
  page_ = code == 0 || (runs && !cancelled_) ? VmPage::done : VmPage::failed;
  for (auto& one : steps_) {
    if (one.row.state == VmRowState::running) one.row.state = VmRowState::failed;
  }
}

std::vector<std::string> VmWizard::words() const {
  std::vector<std::string> words = {"provision", "lima", "--json",
                                    page_ == VmPage::progress ? "--yes" : "--dry-run"};
  if (page_ != VmPage::progress) {
    if (value_of(values_, "emulation") == yes) words.emplace_back("--emulation");
    return words;
  }
  // After one that was cut off it goes on with what came of it.
  if (facts_.resets && !reset_done_) words.emplace_back("--reset");
  if (value_of(values_, "golden") == yes) words.emplace_back("--golden");
  const auto add = [&](const char* option, const char* key) {
    const auto value = value_of(values_, key);
    if (value.empty()) return;
    words.emplace_back(option);
    words.push_back(whole_folder(value, facts_.host.home));
  };
  add("--limactl-archive", "limactl_archive");
  add("--mirror", "mirror");
  if (!is_made()) add("--image", "image");
  return words;
}

}  // namespace sandtray::app
