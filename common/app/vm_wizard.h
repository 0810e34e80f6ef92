// SPDX-License-Identifier: MIT
// The wizard that sets the virtual machine up, without its window. Pure. The window draws page()
// with title(), text(), rows() and fields(), gives it each change by set(), and does what start(),
// next(), back() and cancel() ask for: it runs the `sandtray` command with words(), gives each line
// of JSON that comes to hear() and the end to ended().
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "app/form.h"
#include "base/json.h"
#include "provision/lima/options.h"

namespace sandtray::app {

enum class VmPage { machine, software, size, folders, switches, summary, progress, done, failed };

// What the window does next.
enum class VmDeed {
  none,   // only draws the page anew
  look,   // runs the command
  begin,  // writes settings() as vm.json (config/own_file.h), then runs the command
  stop,   // ends the command with TERM, and waits for its end
  close
};

// Of this machine.
struct VmWizardFacts {
  provision::VmHost host;
  unsigned processors = 0;       // 0: cannot be told
  std::uint64_t memory = 0;      // bytes, likewise
  std::uint64_t free_disk = 0;   // likewise
  Json before = Json::object();  // vm.json as it is; empty: there is none
  bool resets = false;           // nothing is asked: the machine is made anew, as it stands there
  // Of a path as it was written: the folder as it really is, or nothing.
  std::function<std::string(const std::string&)> real_folder;
};

enum class VmRowState { waiting, running, ok, skipped, warning, failed };
// A check, a step, or a line of the summary.
struct VmRow {
  std::string name;  // of it among its likes; never shown
  std::string title, text;
  VmRowState state = VmRowState::waiting;
  int percent = -1;  // -1: cannot be told

  bool operator==(const VmRow&) const = default;
};

class VmWizard {
 public:
  explicit VmWizard(VmWizardFacts facts);

  VmPage page() const { return page_; }
  std::string title() const;
  std::string text() const;  // what the page is about, or what has become of it
  std::vector<VmRow> rows() const;
  std::vector<Field> fields() const;
  const Values& values() const { return values_; }
  Reasons reasons() const;  // of this page
  // What the button that goes on says; empty: there is none.
  std::string next_label() const;
  bool can_next() const;
  bool can_back() const;
  bool can_cancel() const { return !stopping_; }
  bool has_failed() const { return page_ == VmPage::failed && !cancelled_; }
  bool is_busy() const { return looks_ || page_ == VmPage::progress; }
  int percent() const;  // of all steps

  void set(const std::string& key, const std::string& text);
  VmDeed start();  // once, before anything else
  VmDeed next();
  VmDeed back();
  VmDeed cancel();
  VmDeed look_again();  // on the first page

  // Of the command: one of its lines, and what it said on standard error when it had ended.
  void hear(const Json& event);
  void ended(int code, const std::string& said);

  // What the command is to be run with.
  std::vector<std::string> words() const;
  // What the machine is to be: for vm.json, where all else that is in it stays.
  Json settings() const;
  provision::VmOptions options() const;
  bool is_made() const;  // its size and its image stay

 private:
  struct StepState {
    std::string what;
    bool needed = true;
    VmRow row;
    std::vector<VmRow> findings;
  };
  StepState* step(const std::string& name);
  const StepState* step(const std::string& name) const;
  void take_plan(const Json& plan);
  void take_event(const Json& event, const std::string& kind);
  std::vector<VmRow> check_rows() const;
  std::vector<VmRow> summary_rows() const;
  std::vector<VmRow> step_rows() const;
  std::vector<Field> size_fields() const;
  std::string times_text() const;
  std::string own_way(const std::string& step_name) const;
  Reasons size_reasons() const;
  Reasons folder_reasons() const;
  Reasons switch_reasons() const;
  Reasons software_reasons() const;
  bool is_in_the_way(const VmRow& check) const;
  bool lacks_only_virtualization() const;
  VmDeed begin();

  VmWizardFacts facts_;
  Values values_;
  VmPage page_ = VmPage::machine;
  bool looks_ = false, stopping_ = false, cancelled_ = false;
  std::vector<VmRow> checks_;
  std::vector<StepState> steps_;
  bool reset_done_ = false;
  std::string problem_;  // what the command said
};

}  // namespace sandtray::app
