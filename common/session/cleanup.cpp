// SPDX-License-Identifier: MIT
#include "session/cleanup.h"

#include "base/clock.h"
#include "base/json.h"
#include "platform/file.h"
#include "platform/process.h"
#include "session/filenames.h"

namespace sandtray::session {
namespace {

constexpr std::string_view suffix = ".json";
constexpr int max_attempts = 8;
constexpr std::int64_t first_pause_ms = 60 * 1000;

std::string folder_in(const std::string& state) {
  return state + "/" + filename::cleanup;
}

Result<> write(const Owed& owed) {
  const Json json = {{"commands", owed.commands},
                     {"attempts", owed.attempts},
                     {"not_before_ms", owed.not_before_ms}};
  return platform::write_file(owed.file, dump_json(json));
}

bool has_living_host(const std::string& state, const std::string& id) {
  return platform::is_locked(state + "/" + filename::sessions + "/" + id + "/" + filename::lock);
}

std::vector<std::string> ids_without_host(const std::string& state) {
  std::vector<std::string> ids;
  for (const auto& name : platform::list_folder(folder_in(state))) {
    if (!name.ends_with(suffix)) continue;
    auto id = name.substr(0, name.size() - suffix.size());
    if (!has_living_host(state, id)) ids.push_back(std::move(id));
  }
  return ids;
}

}  // namespace

std::string cleanup_file(const std::string& state, const std::string& id) {
  return folder_in(state) + "/" + id + std::string(suffix);
}

Result<> owe_cleanup(const std::string& state, const std::string& id, const Commands& commands) {
  SANDTRAY_TRY(platform::make_private_folder(folder_in(state)));
  return write({cleanup_file(state, id), commands});
}

std::vector<Owed> owed_cleanups(const std::string& state) {
  std::vector<Owed> all;
  for (const auto& id : ids_without_host(state)) {
    Owed owed{cleanup_file(state, id), {}};
    // The lock was free before this: a host that has ended well has removed it.
    const auto text = platform::read_file(owed.file);
    if (!text) continue;
    const auto json = parse_json(*text, owed.file);
    try {
      if (json) {
        json->at("commands").get_to(owed.commands);
        json->at("attempts").get_to(owed.attempts);
        json->at("not_before_ms").get_to(owed.not_before_ms);
      }
    } catch (const Json::exception&) {
      owed.commands.clear();
    }
    if (owed.commands.empty()) {
      (void)platform::remove_tree(owed.file);
    } else if (owed.not_before_ms <= now_ms()) {
      all.push_back(std::move(owed));
    }
  }
  return all;
}

void put_off(const Owed& owed) {
  auto next = owed;
  next.not_before_ms = now_ms() + (first_pause_ms << owed.attempts);
  if (++next.attempts < max_attempts) {
    (void)write(next);
  } else {
    (void)platform::remove_tree(owed.file);
  }
}

void settle_cleanups(const platform::Paths& paths) {
  if (ids_without_host(paths.state).empty()) return;
  platform::SpawnOptions cleaner;
  cleaner.argv = {paths.bin + "/sandtray-host", "--clean-up", paths.state};
  cleaner.env = platform::current_environment();  // the commands are the person's own
  cleaner.folder = "/";
  cleaner.new_session = true;
  cleaner.detached = true;
  (void)platform::spawn(cleaner);  // a failure leaves it owed
}

}  // namespace sandtray::session
