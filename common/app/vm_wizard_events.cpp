// SPDX-License-Identifier: MIT
// What the command tells, and how it is shown.
#include <algorithm>
#include <utility>

#include "app/vm_wizard.h"
#include "app/vm_wizard_strings.h"
#include "base/text.h"

namespace sandtray::app {
namespace {

struct KnownStep {
  const char* name;
  const char* title;
  int weight;  // of all of the way, as it usually takes
};
constexpr KnownStep known_steps[] = {
    {"reset", strings::vm_step_reset, 2},     {"golden", strings::vm_step_golden, 8},
    {"machine", strings::vm_step_machine, 1}, {"limactl", strings::vm_step_limactl, 5},
    {"image", strings::vm_step_image, 25},    {"settings", strings::vm_step_settings, 1},
    {"create", strings::vm_step_create, 4},   {"start", strings::vm_step_start, 30},
    {"tools", strings::vm_step_tools, 30},    {"proof", strings::vm_step_proof, 4},
};

const KnownStep* known(const std::string& name) {
  const auto* at = std::find_if(std::begin(known_steps), std::end(known_steps),
                                [&](const KnownStep& one) { return one.name == name; });
  return at == std::end(known_steps) ? nullptr : at;
}

// Programs are called what they are called.
std::string check_title(const std::string& name) {
  static constexpr std::pair<const char*, const char*> known_checks[] = {
      {"user", strings::vm_check_user}, {"virtualization", strings::vm_check_virtualization},
      {"disk", strings::vm_check_disk}, {"memory", strings::vm_check_memory},
      {"path", strings::vm_check_path},
  };
  for (const auto& [known_name, title] : known_checks) {
    if (name == known_name) return title;
  }
  return name;
}

std::string text_at(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? display_text(found->get<std::string>(), 400)
                                                     : "";
}

bool flag_at(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_boolean() && found->get<bool>();
}

VmRowState state_of(const std::string& health) {
  if (health == "ok") return VmRowState::ok;
  return health == "warning" ? VmRowState::warning : VmRowState::failed;
}

bool is_over(VmRowState state) {
  return state != VmRowState::waiting && state != VmRowState::running;
}

}  // namespace

VmWizard::StepState* VmWizard::step(const std::string& name) {
  const auto at = std::find_if(steps_.begin(), steps_.end(),
                               [&](const StepState& one) { return one.row.name == name; });
  return at == steps_.end() ? nullptr : &*at;
}

const VmWizard::StepState* VmWizard::step(const std::string& name) const {
  const auto at = std::find_if(steps_.begin(), steps_.end(),
                               [&](const StepState& one) { return one.row.name == name; });
  return at == steps_.end() ? nullptr : &*at;
}

bool VmWizard::is_made() const {
  const auto* create = step("create");
  return create != nullptr && !create->needed;
}

void VmWizard::take_plan(const Json& plan) {
  const auto steps = plan.value("steps", Json::array());
  const auto checks = plan.value("checks", Json::array());
  if (!steps.is_array() || !checks.is_array()) return;
  steps_.clear();
  for (const auto& one : steps) {
    if (!one.is_object()) continue;
    StepState state;
    state.row.name = text_at(one, "name");
    const auto* about = known(state.row.name);
    state.row.title = about == nullptr ? state.row.name : about->title;
    state.what = text_at(one, "what");
    state.needed = flag_at(one, "needed");
    steps_.push_back(std::move(state));
  }
  if (!looks_) return;
  checks_.clear();
  for (const auto& one : checks) {
    if (!one.is_object()) continue;
    VmRow row;
    row.name = text_at(one, "name");
    row.title = check_title(row.name);
    row.text = text_at(one, "detail");
    row.state = state_of(text_at(one, "status"));
    if (const auto fix = text_at(one, "fix"); !fix.empty() && row.state != VmRowState::ok) {
      row.text += "\n" + fix;
    }
    checks_.push_back(std::move(row));
  }
}

void VmWizard::hear(const Json& event) {
  if (!event.is_object()) return;
  const auto kind = text_at(event, "event");
  if (kind == "plan") return take_plan(event);
  if (page_ == VmPage::progress) take_event(event, kind);
}

void VmWizard::take_event(const Json& event, const std::string& kind) {
  auto* of = step(text_at(event, "name"));
  if (of == nullptr) return;
  auto& row = of->row;
  if (kind == "begins") {
    row.state = VmRowState::running;
    row.text = text_at(event, "what");
  } else if (kind == "progress") {
    row.text = text_at(event, "text");
    const auto percent = event.find("percent");
    row.percent = percent != event.end() && percent->is_number_integer()
                      ? std::clamp(percent->get<int>(), 0, 100)
                      : -1;
  } else if (kind == "found") {
    VmRow finding;
    finding.name = finding.title = text_at(event, "item");
    finding.text = text_at(event, "detail");
    finding.state = flag_at(event, "ok") ? VmRowState::ok : VmRowState::failed;
    of->findings.push_back(std::move(finding));
  } else if (kind == "skipped") {
    row.state = VmRowState::skipped;
    row.text = text_at(event, "what");
  } else if (kind == "ends") {
    const bool ok = flag_at(event, "ok");
    row.state = ok ? VmRowState::ok : VmRowState::failed;
    row.percent = -1;
    if (ok && row.name == "reset") reset_done_ = true;
    row.text.clear();
    if (ok) return;
    row.text = stopping_ ? strings::vm_row_stopped : text_at(event, "message");
    const auto hint = text_at(event, "hint");
    if (!stopping_ && !hint.empty()) row.text += "\n" + hint;
  }
}

int VmWizard::percent() const {
  int done = 0, all = 0;
  for (const auto& one : steps_) {
    const auto* about = known(one.row.name);
    const int weight = about == nullptr ? 1 : about->weight;
    all += weight * 100;
    if (is_over(one.row.state)) done += weight * 100;
    if (one.row.state == VmRowState::running) done += weight * std::max(one.row.percent, 0);
  }
  return all == 0 ? 0 : done * 100 / all;
}

std::vector<VmRow> VmWizard::check_rows() const {
  auto rows = checks_;
  for (auto& row : rows) {
    if (row.state == VmRowState::failed && !is_in_the_way(row)) row.state = VmRowState::warning;
  }
  return rows;
}

std::vector<VmRow> VmWizard::step_rows() const {
  std::vector<VmRow> rows;
  for (const auto& one : steps_) {
    rows.push_back(one.row);
    for (const auto& finding : one.findings) {
      // Of what went well it is enough to know that it did, but for the proof.
      if (finding.state == VmRowState::failed || one.row.name == "proof") rows.push_back(finding);
    }
  }
  return rows;
}

std::vector<VmRow> VmWizard::rows() const {
  switch (page_) {
    case VmPage::machine:
      return check_rows();
    case VmPage::software: {
      std::vector<VmRow> rows;
      for (const auto* name : {"limactl", "image", "tools"}) {
        const auto* one = step(name);
        if (one == nullptr) continue;
        auto row = one->row;
        row.text = one->what;
        row.state = one->needed ? VmRowState::waiting : VmRowState::ok;
        rows.push_back(std::move(row));
      }
      return rows;
    }
    case VmPage::summary:
      return summary_rows();
    case VmPage::progress:
    case VmPage::done:
    case VmPage::failed:
      return step_rows();
    default:
      return {};
  }
}

}  // namespace sandtray::app
