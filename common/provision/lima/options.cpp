// SPDX-License-Identifier: MIT
#include "provision/lima/options.h"

#include "config/schema.h"

namespace sandtray::provision {
namespace {

VmImage image_from_json(const Json& json) {
  return {json.at("location"),
          json.value("digest", ""),
          json.value("kernel", ""),
          json.value("kernel_digest", ""),
          json.value("command_line", ""),
          json.value("initrd", ""),
          json.value("initrd_digest", "")};
}

Json image_to_json(const VmImage& image) {
  Json json = {{"location", image.location}};
  const auto say = [&](const char* name, const std::string& value) {
    if (!value.empty()) json[name] = value;
  };
  say("digest", image.digest);
  say("kernel", image.kernel);
  say("kernel_digest", image.kernel_digest);
  say("command_line", image.command_line);
  say("initrd", image.initrd);
  say("initrd_digest", image.initrd_digest);
  return json;
}

}  // namespace

Result<VmOptions> options_from_json(const Json& json, const Json& schema,
                                    const std::string& origin) {
  SANDTRAY_TRY(config::check_schema(json, schema, origin));
  VmOptions options;
  options.processors = json.value("processors", options.processors);
  options.memory_mib = json.value("memory_mib", options.memory_mib);
  options.disk_gib = json.value("disk_gib", options.disk_gib);
  for (const auto& mount : json.value("mounts", Json::array())) {
    options.mounts.push_back({mount.at("path"), mount.value("writable", false)});
  }
  auto& switches = options.switches;
  switches.restrict_sudo = json.value("restrict_sudo", switches.restrict_sudo);
  switches.ssh_agent = json.value("ssh_agent", switches.ssh_agent);
  switches.port_forwarding = json.value("port_forwarding", switches.port_forwarding);
  switches.private_networks = json.value("private_networks", switches.private_networks);
  switches.host_services = json.value("host_services", switches.host_services);
  for (const auto& image : json.value("images", Json::array())) {
    options.images.push_back(image_from_json(image));
  }
  options.complete_image = json.value("complete_image", options.complete_image);
  options.legacy_bios = json.value("legacy_bios", options.legacy_bios);
  options.emulation = json.value("emulation", options.emulation);
  options.idle_minutes = json.value("idle_minutes", options.idle_minutes);
  return options;
}

Json options_to_json(const VmOptions& options) {
  const auto& switches = options.switches;
  Json json = {{"processors", options.processors},
               {"memory_mib", options.memory_mib},
               {"disk_gib", options.disk_gib},
               {"mounts", Json::array()},
               {"restrict_sudo", switches.restrict_sudo},
               {"ssh_agent", switches.ssh_agent},
               {"port_forwarding", switches.port_forwarding},
               {"private_networks", switches.private_networks},
               {"host_services", switches.host_services},
               {"images", Json::array()},
               {"complete_image", options.complete_image},
               {"legacy_bios", options.legacy_bios},
               {"emulation", options.emulation},
               {"idle_minutes", options.idle_minutes}};
  for (const auto& mount : options.mounts) {
    json["mounts"].push_back({{"path", mount.path}, {"writable", mount.writable}});
  }
  for (const auto& image : options.images) json["images"].push_back(image_to_json(image));
  return json;
}

}  // namespace sandtray::provision
