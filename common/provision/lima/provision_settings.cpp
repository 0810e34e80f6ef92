// SPDX-License-Identifier: MIT
// What the machine is to be: vm.json as the person has it, with what they have said now.
#include "base/text.h"
#include "config/catalog.h"
#include "config/own_file.h"
#include "platform/machine.h"
#include "provision/lima/provision.h"
#include "provision/lima/wish_file.h"

namespace sandtray::provision {
namespace {

Json mounts_to_json(const std::vector<VmMount>& mounts) {
  Json list = Json::array();
  for (const auto& mount : mounts) {
    list.push_back({{"path", mount.path}, {"writable", mount.writable}});
  }
  return list;
}

Json new_settings() {
  const auto machine = platform::look_at_machine();
  const auto size = suggested_size(machine.processors, machine.memory);
  return {{"processors", size.processors},
          {"memory_mib", size.memory_mib},
          {"disk_gib", size.disk_gib},
          {"mounts", Json::array()},
          {"images", Json::array()}};
}

Json one_image(const std::string& location, const std::string& digest) {
  Json image = {{"location", location}};
  if (!digest.empty()) image["digest"] = digest;
  auto list = Json::array();
  list.push_back(std::move(image));
  return list;
}

bool lacks(const Json& json, const char* key) {
  const auto found = json.find(key);
  return found == json.end() || (found->is_array() && found->empty());
}

Result<> check_what_stays(const ProvisionWish& wish, const VmOptions& made) {
  const bool same_image =
      wish.image.empty() || (!made.images.empty() && made.images.front().location == wish.image);
  if (!same_image) {
    return fail(Code::usage, "the virtual machine has been made, and its image stays",
                "`sandtray vm delete` removes it, with all that is on its disk.");
  }
  const bool same = (wish.processors == 0 || wish.processors == made.processors) &&
                    (wish.memory_mib == 0 || wish.memory_mib == made.memory_mib) &&
                    (wish.disk_gib == 0 || wish.disk_gib == made.disk_gib);
  if (same) return {};
  return fail(Code::usage, "the virtual machine has been made, and has a size",
              "`sandtray vm resize` changes it.");
}

}  // namespace

// What vm.json is to hold, by what is on the disk now.
Result<Json> Provision::settings() const {
  const auto& path = vm_.place().wish;
  Json json = new_settings();
  if (platform::exists(path)) {
    auto file = read_wish(paths_, vm_.place());
    if (!file) return Failure(file.error());
    json = std::move(file->json);
  }
  if (wish_.processors != 0) json["processors"] = wish_.processors;
  if (wish_.memory_mib != 0) json["memory_mib"] = wish_.memory_mib;
  if (wish_.disk_gib != 0) json["disk_gib"] = wish_.disk_gib;
  if (!wish_.mounts.empty()) json["mounts"] = mounts_to_json(wish_.mounts);
  if (wish_.emulation) json["emulation"] = true;
  if (!wish_.image.empty()) {
    json["images"] = one_image(wish_.image, "");
  } else if (lacks(json, "images") || is_of_recipe(json.at("images"))) {
    const auto known = recipe();
    if (!known) return Failure(known.error());
    if (known->images.empty()) {
      return fail(Code::unavailable, "there is no image of Debian for this processor",
                  "--image takes a file of yours.");
    }
    const auto* image = image_there(*known);
    if (image == nullptr) image = &known->images.front();
    json["images"] = one_image(path_of(*image), image->digest);
  }
  return json;
}

// One that is fetched: which one depends on what can be had.
bool Provision::is_of_recipe(const Json& images) const {
  return images.size() == 1 &&
         images.front().at("location").get<std::string>().starts_with(vm_.place().images + "/");
}

// Of what can still be changed.
bool Provision::says_nothing_of_it() const {
  return wish_.mounts.empty() && !wish_.emulation;
}

Result<VmOptions> Provision::options() const {
  if (is_made()) {
    const auto made = vm_.made();
    SANDTRAY_TRY(check_what_stays(wish_, made->options));
    if (says_nothing_of_it()) return vm_.asked_of_next_start();
  }
  const auto json = settings();
  if (!json) return Failure(json.error());
  return vm_.options_of(*json);
}

Result<ProvisionStep> Provision::look_at_settings() const {
  const auto& path = vm_.place().wish;
  ProvisionStep step{"settings", false, display_text(path) + " says what the machine is to be"};
  if (is_made() && says_nothing_of_it()) return step;
  const auto json = settings();
  if (!json) return Failure(json.error());
  if (!platform::exists(path)) {
    step.needed = true;
    step.what = "write " + display_text(path) + ": " + dump_json(json->at("processors")) +
                " processors, " + dump_json(json->at("memory_mib")) + " MiB, a disk of up to " +
                dump_json(json->at("disk_gib")) + " GiB";
    return step;
  }
  const auto file = config::read_own_file(path, "vm");
  if (!file) return Failure(file.error());
  step.needed = file->json != *json;
  if (step.needed) step.what = "change " + display_text(path);
  return step;
}

Result<> Provision::write_settings(const ProvisionStep& /*step*/) {
  const auto& path = vm_.place().wish;
  SANDTRAY_TRY(platform::make_private_folder(paths_.config));
  SANDTRAY_TRY(config::check_rewrite(path, "Make the change in it yourself."));
  const auto json = settings();
  if (!json) return Failure(json.error());
  return config::write_own_file(paths_, path, "vm", *json);
}

}  // namespace sandtray::provision
