// SPDX-License-Identifier: MIT
#include "provision/lima/place.h"

#include <array>

#include "base/clock.h"
#include "base/path.h"
#include "config/catalog.h"
#include "platform/socket.h"

namespace sandtray::provision {
namespace {

// What limactl holds against the limit when it makes an instance: its own suffix for temporary
// names included (its pkg/instance/create.go).
constexpr std::string_view longest_socket = "/ssh.sock.1234567890123456";
constexpr std::uint64_t most_bytes = 1 << 20;

Result<> write_deed(const VmPlace& place, const VmDeed& deed) {
  return platform::write_file(
      place.deed,
      dump_json({{"name", deed.name}, {"began", deed.began_ms}, {"failure", deed.failure}}));
}

constexpr std::array<const char*, 3> first_starts = {"none", "begun", "done"};

// One of which nothing is said has been in use.
VmFirstStart first_start_of(const Json& made) {
  if (!made.contains("first_start")) return VmFirstStart::done;
  const auto& word = made["first_start"];
  if (word == first_starts[0]) return VmFirstStart::none;
  return word == first_starts[1] ? VmFirstStart::begun : VmFirstStart::done;
}

}  // namespace

VmPlace vm_place(const platform::Paths& paths) {
  const auto folder = paths.home + "/.sandtray";
  const auto lima = folder + "/lima-" + lima_release;
  return {folder,
          folder + "/vm",
          folder + "/vm/" + vm_name,
          folder + "/vm.lock",
          folder + "/vm-deed.json",
          folder + "/vm-made.json",
          folder + "/vm-proof.json",
          folder + "/programs",
          folder + "/vm-starter",
          folder + "/agent_key",
          paths.config + "/vm.json",
          lima,
          lima + "/bin/limactl",
          folder + "/images",
          folder + "/vm/" + kept_vm_name,
          folder + "/vm-golden.json"};
}

std::string image_file(const VmPlace& place, const VmImage& image) {
  return is_fetched(image) ? place.images + "/" + name_of(image.location) : image.location;
}

std::string copy_of_guest(const VmPlace& place) {
  return place.instance + "/sandtray-guest";
}

std::size_t lima_path_length(const VmPlace& place) {
  return place.instance.size() + longest_socket.size();
}

std::size_t lima_path_limit() {
  return platform::socket_path_limit();
}

std::optional<VmMade> read_made(const VmPlace& place, const platform::Paths& paths) {
  const auto json = read_object(place.made);
  const auto schema = config::load_data(paths, "schemas/vm.schema.json", "");
  if (!json || !schema || !json->contains("hash") || !json->contains("options")) return {};
  auto options = options_from_json((*json)["options"], *schema, place.made);
  if (!options || !(*json)["hash"].is_string()) return {};
  const bool had_root =
      json->contains("had_root") ? (*json)["had_root"] != false : !options->switches.restrict_sudo;
  return VmMade{(*json)["hash"], std::move(*options), had_root, first_start_of(*json)};
}

Result<> write_made(const VmPlace& place, const VmMade& made) {
  return platform::write_file(
      place.made,
      dump_json_pretty(
          {{"hash", made.hash},
           {"options", options_to_json(made.options)},
           {"had_root", !made.rules_hold()},
           {"first_start", first_starts.at(static_cast<std::size_t>(made.first_start))}}));
}

std::optional<Json> read_object(const std::string& path) {
  const auto text = platform::read_file(path, most_bytes);
  if (!text) return {};
  auto json = Json::parse(*text, nullptr, false);
  if (!json.is_object()) return {};
  return json;
}

VmDeed read_deed(const VmPlace& place) {
  VmDeed deed;
  deed.under_way = platform::is_locked(place.lock);
  const auto json = read_object(place.deed);
  if (!json) return deed;
  const auto text = [&](const char* key) {
    const auto found = json->find(key);
    return found != json->end() && found->is_string() ? found->get<std::string>() : "";
  };
  deed.name = text("name");
  deed.failure = text("failure");
  const auto began = json->find("began");
  if (began != json->end() && began->is_number_integer()) deed.began_ms = *began;
  return deed;
}

Result<VmWork> VmWork::begin(const VmPlace& place, const std::string& deed,
                             const std::function<void()>& waits) {
  SANDTRAY_TRY(platform::make_private_folder(place.lima_home));
  auto lock = platform::FileLock::acquire(place.lock, false);
  if (!lock && lock.error().code == Code::unavailable) {
    if (waits) waits();
    lock = platform::FileLock::acquire(place.lock, true);
  }
  if (!lock) return Failure(lock.error());
  VmWork work(place, std::move(*lock));
  work.before_ = read_deed(place);
  work.turn_to(deed);
  return work;
}

void VmWork::turn_to(const std::string& deed) {
  deed_ = {deed, now_ms(), true, ""};
  (void)write_deed(place_, deed_);  // what is shown meanwhile; the deed itself does not need it
}

Result<> VmWork::end(Result<> result) {
  deed_.failure = result ? "" : result.error().message;
  (void)write_deed(place_, deed_);
  return result;
}

void VmWork::leave() {
  (void)write_deed(place_, before_);
}

}  // namespace sandtray::provision
