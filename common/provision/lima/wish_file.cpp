// SPDX-License-Identifier: MIT
#include "provision/lima/wish_file.h"

#include "config/catalog.h"

namespace sandtray::provision {

Result<config::OwnFile> read_wish(const platform::Paths& paths, const VmPlace& place) {
  auto file = config::read_own_file(place.wish, "vm");
  if (!file) return file;
  const auto schema = config::load_data(paths, "schemas/vm.schema.json", "");
  if (!schema) return Failure(schema.error());
  SANDTRAY_TRY(config::check_own_file(file->json, *schema, file->path));
  return file;
}

}  // namespace sandtray::provision
