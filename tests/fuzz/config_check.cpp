// SPDX-License-Identifier: MIT
#include "fuzz/config_check.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <map>
#include <optional>

#include "base/path.h"
#include "base/text.h"
#include "config/catalog.h"
#include "config/format.h"
#include "config/own_file.h"
#include "config/schema.h"
#include "config/settings.h"
#include "config/workspaces.h"
#include "fuzz/foreign_check.h"
#include "platform/file.h"

namespace sandtray::config {
namespace {

constexpr auto origin = "file";
constexpr std::array kinds = {"config", "agent", "method", "workspace"};
enum Reader { settings, agent, method, workspace, claims, git, readers };

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
    for (const auto which : {settings, agent, method, workspace}) {
      const auto file = std::string("schemas/") + kinds[which] + ".schema.json";
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

Result<> dropped(const auto& result) {
  return result ? Result<>{} : Failure(result.error());
}

Result<> read(Reader reader, const Json& value) {
  switch (reader) {
    case settings:
      return dropped(settings_from_json(value, origin));
    case agent:
      return dropped(own_agent_from_json(shipped(), value, origin));
    case method:
      return dropped(method_from_json(value, origin));
    default:
      return dropped(workspace_from_json(value, origin));
  }
}

Result<> load(Reader reader, const platform::Paths& paths, const std::string& name) {
  switch (reader) {
    case settings:
      return dropped(load_settings(paths));
    case agent:
      return dropped(load_agent(paths, name));
    case method:
      return dropped(load_method(paths, name));
    default:
      return dropped(load_workspace(paths, name));
  }
}

// In a folder of the person's it is as good or as bad as by itself, but for its name and the like.
std::string check_as_file(Reader reader, const Json& value, std::string_view text, bool accepted,
                          const std::string& folder) {
  const auto said = value.contains("name") ? value["name"] : Json();
  const auto name = said.is_string() && is_plain_name(said.get<std::string>())
                        ? said.get<std::string>()
                        : std::string("mine");
  auto paths = shipped();
  paths.config = folder;
  const auto below = folder + "/" + kinds[reader] + "s";
  const auto path = reader == settings ? settings_path(paths) : below + "/" + name + ".json";
  paths.state = path;  // a file, so that nothing is kept there
  if (!platform::make_private_folder(below)) return "cannot make " + below;
  std::ofstream(path, std::ios::binary) << text;
  const auto loaded = load(reader, paths, name);
  (void)platform::remove_tree(path);
  if (loaded) return accepted ? "" : "as a file it is accepted";
  if (loaded.error().code != Code::config) return "as a file: " + loaded.error().message;
  return {};
}

// What a program has printed or changed can be read again, and says the same.
std::string check_written(Reader reader, const Json& written, const Json& meant) {
  const auto fits = check_schema(written, schema_of(reader), origin);
  if (!fits) return "what is written is not accepted: " + fits.error().message;
  const auto again = read(reader, written);
  if (!again) return "what is written cannot be read: " + again.error().message;
  return said_in(written) == said_in(meant) ? "" : "what is written is something else";
}

std::string check_rewritten(Reader reader, const Json& value) {
  const auto text = own_file_text(shipped(), kinds[reader], said_in(value));
  const auto written = parse_json(text, origin);
  return written ? check_written(reader, *written, value) : written.error().message;
}

template <class From, class To>
std::string check_printed(Reader reader, const Json& value, From from, To to) {
  const auto printed = to(*from(value, origin));
  auto fault = check_written(reader, printed, printed);
  if (fault.empty() && to(*from(printed, origin)) != printed) {
    fault = "what is printed is read as something else";
  }
  return fault;
}

std::string check_round_trip(Reader reader, const Json& value) {
  if (reader == settings) {
    return check_printed(reader, value, settings_from_json, settings_to_json);
  }
  if (reader == workspace) {
    return check_printed(reader, value, workspace_from_json, workspace_to_json);
  }
  return {};
}

}  // namespace

std::string check_config(std::string_view input, const std::string& folder) {
  if (input.empty()) return {};
  const auto reader = static_cast<Reader>(static_cast<unsigned char>(input[0]) % readers);
  const auto text = input.substr(1);
  if (reader == claims) return check_claims(text);
  if (reader == git) return check_git_config(text);
  auto value = parse_json(text, origin);
  if (!value) return check_refusal(value.error(), text);
  const auto form = to_present_form(*value, format_steps(kinds[reader]), origin);
  if (!form) return form.error().code == Code::config ? "" : form.error().message;
  const auto fits = check_schema(*value, schema_of(reader), origin, text);
  if (!fits) return check_refusal(fits.error(), text);
  const auto made = read(reader, *value);
  if (!made && made.error().code != Code::config) return made.error().message;
  auto fault = check_as_file(reader, *value, text, made.has_value(), folder);
  if (fault.empty() && made) fault = check_rewritten(reader, *value);
  if (fault.empty() && made) fault = check_round_trip(reader, *value);
  return fault;
}

}  // namespace sandtray::config
