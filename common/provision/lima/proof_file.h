// SPDX-License-Identifier: MIT
// What has come of it when it was tried last what agents can do in the machine.
#pragma once

#include <cstdint>
#include <string>

#include "provision/lima/place.h"

namespace sandtray::provision {

struct VmProof {
  std::string open;          // what an agent could do; empty: nothing is known
  std::string by;            // the session that is trying it now; empty: none
  std::int64_t held_ms = 0;  // when all of it held; 0: it never did, or does not
  std::string of;            // the hash of the machine's description then (VmMade)
};
inline bool holds(const VmProof& proof, const VmMade& made) {
  return made.rules_hold() && proof.open.empty() && proof.held_ms != 0 && proof.of == made.hash;
}
// Of a file that is there and cannot be read `open` says so.
VmProof read_proof(const VmPlace& place);
// Held by who tries.
std::string proof_lock(const VmPlace& place);
Result<> write_proof(const VmPlace& place, const VmProof& proof);

// refused while something is open, but for the session of that name that tries it again. Where
// agents may be root nothing was promised.
Result<> check_proof(const VmPlace& place, const VmMade& made, const std::string& session);

}  // namespace sandtray::provision
