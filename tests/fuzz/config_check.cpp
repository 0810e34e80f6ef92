// SPDX-License-Identifier: MIT
#include "fuzz/config_check.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>

#include "base/json_place.h"
#include "base/text.h"
#include "config/catalog.h"
#include "config/schema.h"
#include "config/settings.h"

namespace sandtray::config {
namespace {

constexpr auto origin = "file";
constexpr std::array schemas = {"config", "agent", "method"};
enum Reader { settings, agent, method };

const platform::Paths& shipped() {
  static const platform::Paths paths = [] {
    platform::Paths result;
    result.share = std::string(SANDTRAY_SOURCE_DIR) + "/common/data";
    result.config = result.state = result.share + "/none";
    return result;
  }();
  return paths;
}

const Json& schema_of(Reader reader) {
  static const auto all = [] {
    std::map<Reader, Json> result;
    for (const auto which : {settings, agent, method}) {
      const auto file = std::string("schemas/") + schemas[which] + ".schema.json";
      result[which] = load_data(shipped(), file, "").value();
    }
    return result;
  }();
  return all.at(reader);
}

// A person finds the place by the line: it has to be one of the text.
std::string check_refusal(const Error& error, std::string_view text) {
  if (error.code != Code::config) return "a bad file is no fault of the program: " + error.message;
  const std::string start = std::string(origin) + ":";
  if (!error.message.starts_with(start)) return "the file is not named: " + error.message;
  const auto lines = 1 + std::count(text.begin(), text.end(), '\n');
  const auto line = std::strtol(error.message.c_str() + start.size(), nullptr, 10);
  if (line < 0 || line > lines) return "there is no such line: " + error.message;
  return {};
}

Result<> read(Reader reader, const Json& value) {
  const auto dropped = [](const auto& result) {
    return result ? Result<>{} : Failure(result.error());
  };
  switch (reader) {
    case settings:
      return dropped(settings_from_json(value, origin));
    case agent:
      return dropped(own_agent_from_json(shipped(), value, origin));
    default:
      return dropped(method_from_json(value, origin));
  }
}

// What `config get` prints can be put into the file as it is.
std::string check_round_trip(const Json& value) {
  const auto read = settings_from_json(value, origin);
  if (!read) return {};
  const auto printed = settings_to_json(*read);
  const auto fits = check_schema(printed, schema_of(settings), origin);
  if (!fits) return "what is printed is not accepted: " + fits.error().message;
  const auto again = settings_from_json(printed, origin);
  if (!again) return "what is printed cannot be read: " + again.error().message;
  return settings_to_json(*again) == printed ? "" : "what is printed is read as something else";
}

}  // namespace

std::string check_config(std::string_view input) {
  if (input.empty()) return {};
  const auto reader = static_cast<Reader>(static_cast<unsigned char>(input[0]) % schemas.size());
  const auto text = input.substr(1);
  const auto value = parse_json(text, origin);
  if (!value) return check_refusal(value.error(), text);
  const auto fits = check_schema(*value, schema_of(reader), origin, text);
  if (!fits) return check_refusal(fits.error(), text);
  const auto made = read(reader, *value);
  if (!made && made.error().code != Code::config) return made.error().message;
  return reader == settings ? check_round_trip(*value) : "";
}

}  // namespace sandtray::config
