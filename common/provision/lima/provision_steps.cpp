// SPDX-License-Identifier: MIT
// The steps up to a machine that runs.
#include <algorithm>

#include "base/path.h"
#include "base/text.h"
#include "provision/lima/fetch_file.h"
#include "provision/lima/limactl.h"
#include "provision/lima/provision.h"

namespace sandtray::provision {
namespace {

constexpr std::uint64_t mib = 1u << 20;

std::string from_where(const Download& file, const std::string& local, const std::string& mirror) {
  const auto size = file.mib == 0 ? "" : " (about " + std::to_string(file.mib) + " MiB)";
  return "fetch " + display_text(file.title) + size + " from " +
         display_text(!local.empty()    ? local
                      : !mirror.empty() ? mirror
                                        : file.urls.front());
}

std::string text_of(const FetchStatus& status) {
  auto text = std::to_string(status.bytes / mib);
  if (status.total != 0) text += " of " + std::to_string(status.total / mib);
  text += status.unpacks ? " MiB unpacked" : " MiB";
  if (status.bytes_per_second != 0) {
    text += ", " + std::to_string(status.bytes_per_second / 1024) + " KiB/s";
  }
  return text;
}

}  // namespace

std::string Provision::path_of(const Download& image) const {
  return vm_.place().images + "/" + image.file_name();
}

const Download* Provision::image_there(const Recipe& recipe) const {
  const auto there = std::find_if(recipe.images.begin(), recipe.images.end(),
                                  [&](const auto& one) { return platform::exists(path_of(one)); });
  return there == recipe.images.end() ? nullptr : &*there;
}

std::optional<Download> Provision::image_of_wish(const VmOptions& options) const {
  const auto& first = options.images.front();
  if (!is_fetched(first)) return std::nullopt;
  return Download{name_of(first.location), {first.location}, first.digest};
}

// limactl has a step of its own.
std::vector<Check> Provision::checks(const VmOptions& options) const {
  auto found = check_vm(gather_own_findings(vm_.place()), options);
  std::erase_if(found, [](const Check& check) { return check.name == "limactl"; });
  return found;
}

Result<ProvisionStep> Provision::look_at_machine() const {
  return ProvisionStep{"machine", true, "look whether this machine can run a virtual one"};
}

Result<> Provision::check_machine(const ProvisionStep& step) {
  const auto wanted = options();
  if (!wanted) return Failure(wanted.error());
  const auto found = checks(*wanted);
  for (const auto& check : found) {
    find(step, {check.name, check.health != Health::missing, check.detail});
  }
  SANDTRAY_TRY(refuse_by(found));
  return platform::make_private_folder(vm_.place().folder);
}

Result<ProvisionStep> Provision::look_at_limactl() const {
  const auto tool = find_limactl(vm_.place());
  if (tool) {
    auto asked = *tool;
    asked.folder = "/";  // ours may not be there yet
    const auto said = run_limactl(asked, {"--version"}, std::chrono::seconds(20));
    if (said && check_lima_version(said->out + said->log)) {
      return ProvisionStep{"limactl", false, display_text(tool->program) + " is there"};
    }
  }
  const auto known = recipe();
  if (!known) return Failure(known.error());
  if (!known->lima) {
    return fail(Code::unavailable, "Lima is not there, and nothing is known to fetch",
                "Install Lima 2.2.0 or later: https://lima-vm.io/docs/installation/");
  }
  return ProvisionStep{"limactl", true,
                       from_where(*known->lima, wish_.limactl_archive, wish_.mirror)};
}

Result<> Provision::fetch(const ProvisionStep& step, const Download& file, const std::string& local,
                          const std::string& target, const std::string& unpack) {
  FetchWish wish{file, local, wish_.mirror, target, unpack};
  FetchNews news;
  news.progress = [&](const FetchStatus& status) {
    const int percent =
        status.total == 0 || status.unpacks
            ? -1
            : static_cast<int>(std::min<std::uint64_t>(status.bytes * 100 / status.total, 100));
    say(step, {percent, text_of(status)});
  };
  news.note = [&](const std::string& text) { find(step, {file.title, false, text}); };
  return fetch_file(paths_.bin + "/sandtray-fetch", wish, news, cancel_);
}

Result<> Provision::fetch_limactl(const ProvisionStep& step) {
  const auto known = recipe();
  if (!known) return Failure(known.error());
  const auto& place = vm_.place();
  const auto archive = place.folder + "/" + known->lima->file_name();
  // What is there is older than ours, or no Lima: nothing of it is kept.
  SANDTRAY_TRY(platform::remove_tree(place.lima));
  SANDTRAY_TRY(fetch(step, *known->lima, wish_.limactl_archive, archive, place.lima));
  (void)platform::remove_tree(archive);
  const auto after = look_at_limactl();
  if (!after) return Failure(after.error());
  if (!after->needed) return {};
  (void)platform::remove_tree(place.lima);
  return fail(Code::unavailable, "the limactl that was fetched does not run here",
              "Install Lima 2.2.0 or later: https://lima-vm.io/docs/installation/");
}

Result<ProvisionStep> Provision::look_at_image() const {
  ProvisionStep step{"image", false, ""};
  if (is_made()) {
    step.what = "the machine has its disk";
    return step;
  }
  if (vm_.has_kept()) {
    step.what = "the machine is made of its copy";
    return step;
  }
  if (!wish_.image.empty()) {
    step.what = display_text(wish_.image) + " is taken as it is";
    return step;
  }
  const auto wanted = options();
  if (!wanted) return Failure(wanted.error());
  const auto known = recipe();
  if (!known) return Failure(known.error());
  if (const auto own = image_of_wish(*wanted)) {
    const auto path = path_of(*own);
    step.needed = !platform::exists(path);
    step.what = step.needed ? from_where(*own, "", wish_.mirror) : display_text(path) + " is there";
    return step;
  }
  const auto& first = wanted->images.front().location;
  const auto named = std::find_if(known->images.begin(), known->images.end(),
                                  [&](const auto& one) { return path_of(one) == first; });
  if (named == known->images.end()) {
    step.what = "vm.json names " + display_text(first);
  } else if (platform::exists(first)) {
    step.what = display_text(first) + " is there";
  } else {
    step.needed = true;
    step.what = from_where(*named, "", wish_.mirror);
  }
  return step;
}

// Another one is good enough where the first cannot be had; a full disk or a cancelled fetch is no
// reason to try it.
Result<> Provision::fetch_image(const ProvisionStep& step) {
  const auto known = recipe();
  if (!known) return Failure(known.error());
  SANDTRAY_TRY(platform::make_private_folder(vm_.place().images));
  const auto wanted = options();
  if (!wanted) return Failure(wanted.error());
  if (const auto own = image_of_wish(*wanted)) return fetch(step, *own, "", path_of(*own), "");
  Result<> last = fail(Code::unavailable, "there is no image of Debian for this processor");
  for (const auto& image : known->images) {
    auto fetched = fetch(step, image, "", path_of(image), "");
    if (fetched) return {};
    if (fetched.error().code == Code::internal || (cancel_ != nullptr && cancel_->is_wanted())) {
      return fetched;
    }
    find(step, {image.title, false, display_text(fetched.error().message)});
    if (!last || &image == &known->images.front()) last = std::move(fetched);
  }
  return last;
}

Result<ProvisionStep> Provision::look_at_create() const {
  if (is_made()) return ProvisionStep{"create", false, "the machine is made"};
  return ProvisionStep{"create", true, "make the machine in " + display_text(vm_.place().instance)};
}

Result<> Provision::create(const ProvisionStep& step) {
  say(step, {-1, "making the disk"});
  return vm_.make();
}

Result<ProvisionStep> Provision::look_at_start() const {
  const auto view = is_made() ? vm_.look() : Result<VmView>(VmView());
  const auto made = vm_.made();
  if (view && view->state == VmState::ready && made && made->first_start == VmFirstStart::done) {
    return ProvisionStep{"start", false, "the machine runs"};
  }
  return ProvisionStep{"start", true, "start it, and wait until its rules hold"};
}

Result<> Provision::start(const ProvisionStep& step) {
  vm_.progress = [&](const Phase& phase) { say(step, {phase.percent, phase.name}); };
  auto started = vm_.start();
  vm_.progress = nullptr;
  const auto made = vm_.made();
  if (!started && made && made->first_start != VmFirstStart::done && cancel_ != nullptr &&
      cancel_->is_wanted()) {
    // Its system was cut off while it was set up for the first time; nothing of anybody's is on it.
    (void)Vm(paths_).remove(/*damaged=*/true, /*only_new=*/true);
  }
  return started;
}

}  // namespace sandtray::provision
