// SPDX-License-Identifier: MIT
#include "config/last_good.h"

#include "base/text.h"

namespace sandtray::config {
namespace {

constexpr std::string_view suffix = ".json";
constexpr std::uint64_t most_bytes = 1 << 20;

// config, agents/NAME, ...; empty for a file that is elsewhere.
std::string name_of(const platform::Paths& paths, const std::string& path) {
  const auto folder = paths.config + "/";
  if (!path.starts_with(folder) || !path.ends_with(suffix)) return {};
  return path.substr(folder.size(), path.size() - folder.size() - suffix.size());
}

std::string kept_path(const platform::Paths& paths, const std::string& name) {
  return paths.state + "/good/" + name + std::string(suffix);
}

Result<> make_folder_of(const platform::Paths& paths, const std::string& kept) {
  SANDTRAY_TRY(platform::make_private_folder(paths.state));
  SANDTRAY_TRY(platform::make_private_folder(paths.state + "/good"));
  return platform::make_private_folder(kept.substr(0, kept.rfind('/')));
}

}  // namespace

void keep_good(const platform::Paths& paths, const OwnFile& file) {
  const auto name = name_of(paths, file.path);
  if (name.empty()) return;
  const auto kept = kept_path(paths, name);
  if (platform::read_file(kept, most_bytes).value_or("") == file.text) return;
  if (make_folder_of(paths, kept)) (void)platform::write_file(kept, file.text);
}

Error with_way_back(const platform::Paths& paths, const std::string& path, Error error) {
  const auto name = name_of(paths, path);
  if (error.code != Code::config || name.empty()) return error;
  if (!platform::exists(kept_path(paths, name))) return error;
  if (!error.hint.empty()) error.hint += "\n";
  error.hint += "`sandtray config restore" + (name == "config" ? "" : " " + name) +
                "` puts back what was good before.";
  return error;
}

Result<> restore_good(const platform::Paths& paths, const std::string& name) {
  const auto path = paths.config + "/" + name + std::string(suffix);
  const auto good = platform::read_file(kept_path(paths, name), most_bytes);
  if (!good) {
    return fail(Code::not_found, "no good content of " + display_text(path) + " has been kept");
  }
  SANDTRAY_TRY(platform::make_private_folder(paths.config));
  SANDTRAY_TRY(platform::make_private_folder(path.substr(0, path.rfind('/'))));
  if (platform::exists(path)) SANDTRAY_TRY(platform::rename_path(path, path + ".bad"));
  return platform::write_file(path, *good);
}

}  // namespace sandtray::config
