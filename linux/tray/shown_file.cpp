// SPDX-License-Identifier: MIT
#include "tray/shown_file.h"

#include <algorithm>
#include <array>
#include <limits>
#include <string_view>
#include <utility>

#include "base/json.h"
#include "base/log.h"
#include "platform/file.h"

namespace sandtray::tray {
namespace {

using app::NotificationKind;

constexpr std::uint64_t most_bytes = 4u << 20;
constexpr int version = 1;

constexpr std::array<std::pair<NotificationKind, std::string_view>, 4> kind_names = {{
    {NotificationKind::finished, "finished"},
    {NotificationKind::needs_you, "needs_you"},
    {NotificationKind::failed, "failed"},
    {NotificationKind::about_us, "about_us"},
}};

std::string_view name_of(NotificationKind kind) {
  const auto* at = std::find_if(kind_names.begin(), kind_names.end(),
                                [&](const auto& one) { return one.first == kind; });
  return at->second;
}

Json note_to_json(const ShownNote& note) {
  const auto& content = note.content;
  auto buttons = Json::array();
  for (const auto& button : content.buttons) buttons.push_back(button.key);
  return {{"id", note.id},
          {"key", content.key},
          {"kind", name_of(content.kind)},
          {"since_ms", content.since_ms},
          {"title", content.title},
          {"body", content.body},
          {"urgent", content.urgent},
          {"sessions", content.sessions},
          {"buttons", std::move(buttons)}};
}

// Throws what the JSON library throws.
std::optional<ShownNote> note_from_json(const Json& json) {
  ShownNote note;
  auto& content = note.content;
  const auto kind = json.at("kind").get<std::string>();
  const auto* named = std::find_if(kind_names.begin(), kind_names.end(),
                                   [&](const auto& one) { return one.second == kind; });
  if (named == kind_names.end()) return std::nullopt;
  content.kind = named->first;
  const auto id = json.at("id").get<std::uint64_t>();
  if (!json.at("id").is_number_unsigned() || id > std::numeric_limits<std::uint32_t>::max()) {
    return std::nullopt;
  }
  note.id = static_cast<std::uint32_t>(id);
  content.key = json.at("key").get<std::string>();
  if (!json.at("since_ms").is_number_integer()) return std::nullopt;
  content.since_ms = json.at("since_ms").get<std::int64_t>();
  content.title = json.at("title").get<std::string>();
  content.body = json.at("body").get<std::string>();
  content.urgent = json.at("urgent").get<bool>();
  content.sessions = json.at("sessions").get<std::vector<std::string>>();
  const auto keys = json.at("buttons").get<std::vector<std::string>>();
  for (auto& button : app::session_buttons(content.key, /*lives=*/true)) {
    if (std::find(keys.begin(), keys.end(), button.key) != keys.end()) {
      content.buttons.push_back(std::move(button));
    }
  }
  return note;
}

std::optional<ShownNotes> shown_from_json(const Json& json) {
  try {
    if (json.at("version") != version) return std::nullopt;
    ShownNotes shown{.bus = json.at("bus").get<std::string>(),
                     .service = json.at("service").get<std::string>(),
                     .notes = {}};
    for (const auto& one : json.at("notes")) {
      auto note = note_from_json(one);
      if (!note) return std::nullopt;
      shown.notes.push_back(std::move(*note));
    }
    return shown;
  } catch (const Json::exception&) {
    return std::nullopt;
  }
}

}  // namespace

std::optional<ShownNotes> read_shown(const std::string& path, const std::string& bus) {
  if (!platform::exists(path)) return std::nullopt;
  const auto text = platform::read_file(path, most_bytes);
  const auto json = text ? parse_json(*text, path) : Failure(text.error());
  auto shown = json ? shown_from_json(*json) : std::nullopt;
  if (!shown) {
    log::warn(path + " is damaged: what an earlier tray has shown is not known");
    return std::nullopt;
  }
  if (bus.empty() || shown->bus != bus) return std::nullopt;
  return shown;
}

Result<> write_shown(const std::string& path, const ShownNotes& shown) {
  auto notes = Json::array();
  for (const auto& note : shown.notes) notes.push_back(note_to_json(note));
  return platform::write_file(path, dump_json({{"version", version},
                                               {"bus", shown.bus},
                                               {"service", shown.service},
                                               {"notes", std::move(notes)}}));
}

}  // namespace sandtray::tray
