// SPDX-License-Identifier: MIT
#include <algorithm>

#include "base/path.h"
#include "base/text.h"
#include "config/catalog.h"
#include "platform/run_and_read.h"
#include "platform/system_name.h"
#include "provision/lima/vm.h"
#include "provision/lima/wish_file.h"

namespace sandtray::provision {
namespace {

// The key that agents are let in by, made once; limaadm's is another one, Lima's.
Result<std::string> public_key(const VmPlace& place) {
  if (!platform::exists(place.key) || !platform::exists(place.key + ".pub")) {
    SANDTRAY_TRY(platform::remove_tree(place.key));
    const auto said = platform::run_and_read(
        {"ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "sandtray", "-f", place.key},
        std::chrono::seconds(20));
    if (!said) return Failure(said.error());
    if (said->code != 0 || !said->in_time) {
      return fail(Code::unavailable, "ssh-keygen makes no key: " + display_text(said->text));
    }
  }
  auto text = platform::read_file(place.key + ".pub", 4096);
  if (text) text->erase(std::min(text->find('\n'), text->size()));
  return text;
}

VmOptions with_files(VmOptions options, const VmPlace& place) {
  for (auto& image : options.images) image.location = image_file(place, image);
  return options;
}

VmHost look_at_host(const platform::Paths& paths, const VmPlace& place, std::string key) {
  const auto ids = platform::own_ids();
  return VmHost{platform::system_name,
                machine_arch(),
                ids.user,
                ids.group,
                platform::real_path(paths.home).value_or(paths.home),
                {place.folder, paths.config, paths.data, paths.state, paths.runtime},
                std::move(key)};
}

}  // namespace

Result<VmOptions> Vm::wished() const {
  const auto file = read_wish(paths_, place_);
  if (!file && !platform::exists(place_.wish)) {
    return fail(Code::not_found, "there is no virtual machine, and nothing says what it is to be",
                "`sandtray provision lima --mount /path/to/projects` sets one up. Or write " +
                    place_.wish +
                    ": {\"images\": [{\"location\": \"/path/to/debian.qcow2\"}], \"mounts\": "
                    "[{\"path\": \"/path/to/projects\", \"writable\": true}]}");
  }
  if (!file) return Failure(file.error());
  return options_of(file->json);
}

Result<VmOptions> Vm::options_of(const Json& json) const {
  const auto schema = config::load_data(paths_, "schemas/vm.schema.json", "");
  if (!schema) return Failure(schema.error());
  auto options = options_from_json(json, *schema, place_.wish);
  if (!options) return options;
  for (const auto& image : options->images) {
    if (!is_fetched(image) || (!image.digest.empty() && !name_of(image.location).empty())) continue;
    return fail(Code::config,
                place_.wish + ": nothing tells what " + display_text(image.location) + " has to be",
                "Give it a \"digest\": \"sha512:...\", or name a file of this machine.");
  }
  // Folders are compared as they really are.
  for (auto& mount : options->mounts) {
    const auto real = platform::real_path(mount.path);
    if (!real || !platform::is_folder(*real)) {
      return fail(Code::config, place_.wish + ": there is no folder " + display_text(mount.path),
                  "Lima would make it: make it yourself, or take it out.");
    }
    mount.path = *real;
  }
  return options;
}

Result<> Vm::wish_for(const std::vector<VmMount>& more) const {
  SANDTRAY_TRY(config::check_rewrite(place_.wish, "Make the change in it yourself."));
  auto file = read_wish(paths_, place_);
  if (!file) return Failure(file.error());
  auto options = options_of(file->json);
  if (!options) return Failure(options.error());
  auto& mounts = options->mounts;
  for (const auto& mount : more) {
    std::erase_if(mounts, [&](const VmMount& old) { return old.path == mount.path; });
    mounts.push_back(mount);
  }
  SANDTRAY_TRY(accept(*options));
  file->json["mounts"] = options_to_json(*options)["mounts"];
  return config::write_own_file(paths_, place_.wish, "vm", file->json);
}

VmHost Vm::host() const {
  return look_at_host(paths_, place_, "ssh-none");
}

Result<RenderedVm> Vm::describe(const VmOptions& options) const {
  auto key = public_key(place_);
  if (!key) return Failure(key.error());
  const auto data = load_vm_template(paths_);
  if (!data) return Failure(data.error());
  return render_vm(with_files(options, place_), look_at_host(paths_, place_, std::move(*key)),
                   *data);
}

Result<> Vm::accept(const VmOptions& options) const {
  const auto data = load_vm_template(paths_);
  if (!data) return Failure(data.error());
  const auto vm = render_vm(with_files(options, place_), host(), *data);
  return vm ? Result<>() : Failure(vm.error());
}

Result<VmOptions> Vm::asked_of_next_start() const {
  auto options = made()->options;
  if (!platform::exists(place_.wish)) return options;
  auto wish = wished();
  if (!wish) return Failure(wish.error());
  options.mounts = std::move(wish->mounts);
  options.switches = std::move(wish->switches);
  options.emulation = wish->emulation;
  options.idle_minutes = wish->idle_minutes;
  return options;
}

// Lima reads the description at each start. The hash is written last: after a break-off between the
// two all of it is done again.
Result<> Vm::renew() const {
  auto options = asked_of_next_start();
  if (!options) return Failure(options.error());
  const auto vm = describe(*options);
  if (!vm) return Failure(vm.error());
  const auto before = made();
  if (vm->hash != before->hash) {
    SANDTRAY_TRY(platform::write_file(place_.instance + "/lima.yaml", dump_json_pretty(vm->yaml)));
  }
  return write_made(place_,
                    {vm->hash, std::move(*options), !before->rules_hold(), before->first_start});
}

}  // namespace sandtray::provision
