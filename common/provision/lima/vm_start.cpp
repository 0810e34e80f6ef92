// SPDX-License-Identifier: MIT
#include <algorithm>

#include "base/text.h"
#include "provision/lima/limactl.h"
#include "provision/lima/processes.h"
#include "provision/lima/sftp_guard.h"
#include "provision/lima/vm.h"

namespace sandtray::provision {
namespace {

// A host agent that lives and does not answer gets this long to do so.
constexpr std::chrono::milliseconds recovery = std::chrono::seconds(30);
// From the end of its sshd to its own.
constexpr std::chrono::milliseconds last_words = std::chrono::seconds(8);

// What its serial port has shown says most of a system that does not come up.
std::string where_to_look(const VmPlace& place) {
  return "Look into " + place.instance + "/serial.log and ha.stderr.log.";
}

}  // namespace

Result<> Vm::create(const LimaTool& tool, const VmOptions& options) {
  SANDTRAY_TRY(platform::remove_tree(place_.made));
  SANDTRAY_TRY(platform::remove_tree(place_.proof));
  if (has_kept()) return create_of_kept(tool, options);
  const bool has_image =
      std::any_of(options.images.begin(), options.images.end(), [&](const auto& image) {
        return !is_fetched(image) || platform::exists(image_file(place_, image));
      });
  if (!has_image) {
    return fail(Code::unavailable,
                "the image has not been fetched: " + display_text(options.images.front().location),
                "`sandtray provision lima` fetches it.");
  }
  const auto vm = describe(options);
  if (!vm) return Failure(vm.error());
  const auto description = place_.folder + "/sandtray.yaml";
  SANDTRAY_TRY(platform::write_file(description, dump_json_pretty(vm->yaml)));
  const auto said = ask_limactl(tool, {"create", "--name", vm_name, description}, patience.create,
                                "cannot make the virtual machine");
  if (!said) {
    // Nothing of anybody's is on it yet.
    (void)platform::remove_tree(place_.instance);
    return Failure(said.error());
  }
  return write_made(place_, {vm->hash, options});
}

// Lima calls a machine ready whatever its scripts have come to.
Result<std::string> Vm::told_rules(const LimaTool& tool) const {
  auto said =
      ask_limactl(tool, {"shell", "--workdir", "/", vm_name, "cat", "/run/sandtray/provisioned"},
                  patience.answer, "the virtual machine runs, and does not tell of its rules");
  if (said) said->erase(std::min(said->find('\n'), said->size()));
  return said;
}

Result<> Vm::judge_rules(const std::string& told) const {
  const auto expected = made() ? made()->hash + " ok" : "";
  if (!expected.empty() && told == expected) return {};
  return fail(Code::unavailable,
              "the virtual machine runs without its rules: " + display_text(told, 300),
              "No agent is let in. `sandtray vm stop` and `start` try again.");
}

Result<> Vm::check_rules(const LimaTool& tool) const {
  const auto told = told_rules(tool);
  return told ? judge_rules(*told) : Failure(told.error());
}

// As idle.sh has it do after a while without a session: it says so beforehand, and soon says
// nothing any more.
bool Vm::has_switched_off(const LimaTool& tool, const LimaInstance& instance,
                          const Result<std::string>& told) const {
  if (told && !told->ends_with(" stops")) return false;
  return sees_end(tool, place_, instance.host_agent, told ? patience.stop : last_words);
}

Result<> Vm::settle(const LimaTool& tool, StartEnd end) {
  const auto detail =
      end.last.errors.empty() ? "" : ": " + display_text(end.last.errors.front(), 300);
  switch (end.how) {
    case StartEnd::How::ready:
      SANDTRAY_TRY(note_first_start(VmFirstStart::done));
      return check_rules(tool);
    case StartEnd::How::degraded:
      SANDTRAY_TRY(note_first_start(VmFirstStart::done));
      return fail(Code::unavailable, "the virtual machine lacks something" + detail,
                  where_to_look(place_));
    case StartEnd::How::ended: {
      auto log = platform::read_tail(place_.instance + "/ha.stderr.log", 1 << 16).value_or("");
      auto error = lima_error("the virtual machine did not start", end.code,
                              end.said + (log.empty() ? "" : "\n" + log));
      if (error.hint.empty()) error.hint = where_to_look(place_);
      // Its driver may live on without a host agent.
      (void)cut_off(tool);
      return Failure(std::move(error));
    }
    case StartEnd::How::cancelled: {
      auto mine = tool;
      mine.cancel = nullptr;
      (void)cut_off(mine);
      return cancelled("the virtual machine does not start");
    }
    case StartEnd::How::too_late:
      break;
  }
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(patience.start).count();
  const auto cut = cut_off(tool);
  return fail(Code::unavailable,
              "the virtual machine was not ready after " + std::to_string(seconds) + " s and " +
                  (cut ? "was cut off" : "could not be cut off") + detail,
              where_to_look(place_) + " --timeout gives it longer.");
}

Result<> Vm::note_first_start(VmFirstStart now) const {
  auto what = made();
  if (!what || what->first_start == VmFirstStart::done || what->first_start == now) return {};
  what->first_start = now;
  return write_made(place_, *what);
}

// Cut off in its first start it has set up nobody knows what of itself, and nobody was let in yet.
Result<bool> Vm::was_cut_off(const LimaTool& tool, const LimaInstance& instance) const {
  const auto what = made();
  if (!what || what->first_start != VmFirstStart::begun || is_of_lima(instance.host_agent) ||
      platform::exists(copy_of_guest(place_))) {
    return false;
  }
  if (is_of_lima(starter_of(place_))) {
    return fail(Code::unavailable, "limactl still begins to start the virtual machine",
                "Try again in a moment.");
  }
  SANDTRAY_TRY(cut_off(tool));
  SANDTRAY_TRY(platform::remove_tree(place_.instance));
  return true;
}

Result<> Vm::follow_new(const LimaTool& tool) {
  SANDTRAY_TRY(note_first_start(VmFirstStart::begun));
  auto end = start_and_follow(tool, place_, patience.start, progress);
  return end ? settle(tool, std::move(*end)) : Failure(end.error());
}

Result<> Vm::bring_up(const LimaTool& tool, const LimaInstance& instance) {
  const auto& status = instance.status;
  const bool lives = is_of_lima(instance.host_agent);
  const auto last = last_status(place_);
  // Its mounts are served by whatever else there is on PATH.
  if (lives && !has_sftp_guard(place_)) {
    return fail(
        Code::unavailable,
        "the virtual machine was started without Sandtray, which does not hold it to its "
        "folders then",
        "`sandtray vm stop` ends it and all that runs in it, `sandtray vm start` starts it.");
  }
  if (status == "Running" && lives && !(last && last->exiting)) {
    if (!last || !last->running || last->degraded) {
      auto end = follow_start(tool, place_, instance.host_agent, patience.start, progress);
      return end ? settle(tool, std::move(*end)) : Failure(end.error());
    }
    const auto told = told_rules(tool);
    if (!has_switched_off(tool, instance, told)) {
      SANDTRAY_TRY(note_first_start(VmFirstStart::done));
      return told ? judge_rules(*told) : Failure(told.error());
    }
    SANDTRAY_TRY(renew());
    return follow_new(tool);
  }
  if (status == "Broken" && lives) {
    // Perhaps the one who started it has gone.
    auto end = follow_start(tool, place_, instance.host_agent, std::min(recovery, patience.start),
                            progress);
    if (end && end->how == StartEnd::How::ready) return settle(tool, std::move(*end));
    return fail(Code::unavailable, "the virtual machine runs and does not answer",
                "`sandtray vm stop --force` cuts it off.");
  }
  if (status == "Running" || status == "Broken") SANDTRAY_TRY(cut_off(tool));
  SANDTRAY_TRY(renew());
  return follow_new(tool);
}

Result<std::optional<LimaInstance>> Vm::found(const LimaTool& tool, bool was_being_made) const {
  auto instance = listed(tool);
  if (!instance || !*instance || made()) return instance;
  if (!was_being_made) {
    return fail(Code::unavailable, "nobody knows what the virtual machine was made from",
                "`sandtray vm delete --force` removes it, with all that is on its disk.");
  }
  // Whoever made it was killed meanwhile: nothing of anybody's is on it.
  SANDTRAY_TRY(platform::remove_tree(place_.instance));
  return std::nullopt;
}

Result<> Vm::make() {
  const bool was_being_made = read_deed(place_).name == "create" && !made();
  auto options = made() ? asked_of_next_start() : wished();
  if (!options) return Failure(options.error());
  SANDTRAY_TRY(refuse_by(check_vm(gather_vm_findings(place_), *options)));
  auto work = VmWork::begin(place_, "create", waits);
  if (!work) return Failure(work.error());
  const auto act = [&]() -> Result<> {
    auto lima = tool();
    if (!lima) return Failure(lima.error());
    lima->emulation = options->emulation;
    const auto instance = found(*lima, was_being_made);
    if (!instance) return Failure(instance.error());
    return *instance ? Result<>() : create(*lima, *options);
  };
  return work->end(act());
}

Result<> Vm::start(bool only_made) {
  if (only_made && (!made() || !platform::is_folder(place_.instance))) return {};
  const bool was_being_made = read_deed(place_).name == "create" && !made();
  auto options = made() ? asked_of_next_start() : wished();
  if (!options) return Failure(options.error());
  SANDTRAY_TRY(refuse_by(check_vm(gather_vm_findings(place_), *options)));
  auto work = VmWork::begin(place_, "start", waits);
  if (!work) return Failure(work.error());
  const auto act = [&]() -> Result<> {
    SANDTRAY_TRY(put_sftp_guard(paths_, place_));
    auto lima = tool();
    if (!lima) return Failure(lima.error());
    lima->emulation = options->emulation;
    auto instance = found(*lima, was_being_made);
    if (!instance) return Failure(instance.error());
    const auto anew = *instance ? was_cut_off(*lima, **instance) : Result<bool>(false);
    if (!anew) return Failure(anew.error());
    if (!*instance || *anew) {
      if (only_made && !*anew) return {};
      work->turn_to("create");
      SANDTRAY_TRY(create(*lima, *options));
      work->turn_to("start");
      return follow_new(*lima);
    }
    return bring_up(*lima, **instance);
  };
  return work->end(act());
}

}  // namespace sandtray::provision
