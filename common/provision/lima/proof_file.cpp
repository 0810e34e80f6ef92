// SPDX-License-Identifier: MIT
#include "provision/lima/proof_file.h"

#include "base/text.h"

namespace sandtray::provision {

VmProof read_proof(const VmPlace& place) {
  if (!platform::exists(place.proof)) return {};
  const auto json = read_object(place.proof).value_or(Json::object());
  const auto is = [&](const char* key, Json::value_t type) {
    return json.contains(key) && json[key].type() == type;
  };
  if (!is("open", Json::value_t::string) || !is("by", Json::value_t::string) ||
      !is("of", Json::value_t::string) || !json.contains("held") ||
      !json["held"].is_number_integer()) {
    return {"did nobody can tell what", "", 0, ""};
  }
  return {display_text(json["open"].get<std::string>(), 400), json["by"], json["held"], json["of"]};
}

std::string proof_lock(const VmPlace& place) {
  return place.proof + ".lock";
}

Result<> write_proof(const VmPlace& place, const VmProof& proof) {
  return platform::write_file(
      place.proof,
      dump_json(
          {{"open", proof.open}, {"by", proof.by}, {"held", proof.held_ms}, {"of", proof.of}}));
}

Result<> check_proof(const VmPlace& place, const VmMade& made, const std::string& session) {
  const auto proof = read_proof(place);
  if (proof.open.empty() || !made.options.switches.restrict_sudo) return {};
  // Of one that was killed the name is left.
  if (!proof.by.empty() && proof.by == session && platform::is_locked(proof_lock(place))) return {};
  return fail(
      Code::refused,
      "when it was tried, an agent in the virtual machine " + proof.open + ": none is let in",
      "`sandtray vm stop`, then `sandtray provision lima`: it sets the rules again and tries "
      "again. With --reset it makes a new machine.");
}

}  // namespace sandtray::provision
