// SPDX-License-Identifier: MIT
// How a session's folder comes to be: complete from the moment when it has its name.
#include <algorithm>
#include <cstdint>
#include <random>

#include "session/filenames.h"
#include "session/store.h"

namespace sandtray::session {
namespace {

// What a launch or a removal that was killed has left. Only for the holder of the lock that every
// launch takes: then none is under way, and removals do not mind.
void sweep(const std::string& sessions) {
  for (const auto& name : platform::list_folder(sessions)) {
    if (name.ends_with(filename::making_suffix) || name.ends_with(filename::removing_suffix)) {
      (void)platform::remove_tree(sessions + "/" + name);
    }
  }
}

using Write = Result<> (&)(const std::string& path, std::string_view content, unsigned mode);

Result<> write_files(Write write, const std::string& folder,
                     const std::vector<Store::File>& files) {
  for (const auto& file : files) {
    SANDTRAY_TRY(write(folder + "/" + filename::files + "/" + file.name, file.content, file.mode));
  }
  return {};
}

// All that a launch writes, in a folder that nobody else knows of yet.
Result<> make_content(const std::string& folder, const Store::Wanted& wanted) {
  SANDTRAY_TRY(platform::make_private_folder(folder));
  if (wanted.has_files) {
    SANDTRAY_TRY(platform::make_private_folder(folder + "/" + filename::files));
  }
  SANDTRAY_TRY(write_files(platform::make_file, folder, wanted.files));
  if (!wanted.plan.is_null()) {
    SANDTRAY_TRY(platform::make_file(folder + "/" + filename::plan, dump_json(wanted.plan)));
  }
  return platform::make_file(folder + "/" + filename::session, dump_json(wanted.session));
}

Result<std::vector<std::string>> read_given(const std::string& path) {
  const auto text = platform::read_file(path);
  if (!text && text.error().code == Code::not_found) return std::vector<std::string>();
  const auto json = text ? parse_json(*text, path) : Result<Json>(Failure(text.error()));
  const bool good = json && json->is_array() &&
                    std::all_of(json->begin(), json->end(),
                                [](const Json& folder) { return folder.is_string(); });
  if (good) return json->get<std::vector<std::string>>();
  return fail(Code::config,
              path + ", which lists where agents could write, cannot be read" +
                  (json ? "" : ": " + json.error().message),
              "Look for programs that agents may have left on your PATH; then remove the file.");
}

bool has(const std::vector<std::string>& folders, const std::string& folder) {
  return std::find(folders.begin(), folders.end(), folder) != folders.end();
}

}  // namespace

Result<std::vector<std::string>> Store::folders_of_agents() const {
  auto folders = read_given(paths_.state + "/" + filename::given);
  if (!folders) return folders;
  folders->push_back(paths_.data + "/homes");
  folders->push_back(paths_.state + "/worktrees");
  return folders;
}

Result<> Store::remember_folders_of_agents(const std::vector<std::string>& folders) const {
  const auto path = paths_.state + "/" + filename::given;
  auto known = read_given(path);
  if (!known) return Failure(known.error());
  const auto is_known = [&](const std::string& folder) { return has(*known, folder); };
  if (std::all_of(folders.begin(), folders.end(), is_known)) return {};
  SANDTRAY_TRY(platform::make_private_folder(paths_.state));
  const auto lock = platform::FileLock::acquire(paths_.state + "/" + filename::making_lock, true);
  if (!lock) return Failure(lock.error());
  known = read_given(path);
  if (!known) return Failure(known.error());
  for (const auto& folder : folders) {
    if (!has(*known, folder)) known->push_back(folder);
  }
  return platform::write_file(path, dump_json(*known));
}

Result<Created> Store::create(const Wanted& wanted) const {
  const auto& id = wanted.id;
  const auto& unique_name = wanted.unique_name;
  const auto sessions = paths_.state + "/" + filename::sessions;
  SANDTRAY_TRY(platform::make_private_folder(sessions));
  // Two launches at once must not take the same name, nor sweep away what the other one makes.
  auto making = platform::FileLock::acquire(paths_.state + "/" + filename::making_lock, true);
  if (!making) return Failure(making.error());
  sweep(sessions);
  if (!unique_name.empty()) {
    for (const auto& other : list()) {
      if (other.spec.id == unique_name) {
        return fail(Code::usage, "\"" + unique_name + "\" is the id of another session",
                    "Choose another --name.");
      }
      if (other.alive && other.spec.name == unique_name) {
        return fail(Code::usage, "a live session is already called \"" + unique_name + "\"",
                    "Choose another --name, or `sandtray stop " + unique_name + "` first.");
      }
    }
  }
  const auto temporary = sessions + "/." + id + filename::making_suffix;
  auto undo = [&](Error error) {
    (void)platform::remove_tree(temporary);
    return Failure(std::move(error));
  };
  if (auto made = make_content(temporary, wanted); !made) return undo(made.error());
  auto lock = platform::FileLock::acquire(temporary + "/" + filename::lock, /*wait=*/false);
  if (!lock) return undo(lock.error());
  if (auto named = platform::rename_path(temporary, folder_of(id)); !named) {
    return undo(named.error());
  }
  return Created{folder_of(id), std::move(*lock)};
}

Result<> Store::give_plan(const std::string& id, const Json& plan,
                          const std::vector<File>& files) const {
  SANDTRAY_TRY(write_files(platform::write_file, folder_of(id), files));
  return platform::write_file(folder_of(id) + "/" + filename::plan, dump_json(plan));
}

std::string new_session_id() {
  static constexpr std::string_view letters = "abcdefghjkmnpqrstuvwxyz23456789";
  std::random_device source;
  // So much larger than the number of ids that none is likelier by more than one in a million.
  std::uint64_t number = std::uint64_t{source()} << 32 | source();
  std::string id;
  for (int i = 0; i < 8; ++i, number /= letters.size()) id += letters[number % letters.size()];
  return id;
}

}  // namespace sandtray::session
