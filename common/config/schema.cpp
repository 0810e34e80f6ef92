// SPDX-License-Identifier: MIT
#include "config/schema.h"

#include <algorithm>
#include <array>
#include <map>
#include <regex>
#include <string_view>
#include <vector>

#include "base/json_place.h"
#include "base/text.h"

namespace sandtray::config {
namespace {

constexpr std::array<std::string_view, 23> known_keywords = {"$schema",
                                                             "$id",
                                                             "$defs",
                                                             "$ref",
                                                             "title",
                                                             "description",
                                                             "default",
                                                             "examples",
                                                             "type",
                                                             "enum",
                                                             "const",
                                                             "properties",
                                                             "required",
                                                             "items",
                                                             "minItems",
                                                             "minimum",
                                                             "maximum",
                                                             "minLength",
                                                             "maxLength",
                                                             "pattern",
                                                             "anyOf",
                                                             "additionalProperties",
                                                             "patternProperties"};

// In bytes. The expressions of the standard library recurse for every character that they match, so
// a longer text would run out of stack; nothing of ours that has a form is nearly so long.
constexpr std::size_t longest_of_a_form = 4096;

bool is_of_type(const Json& value, const std::string& type) {
  if (type == "object") return value.is_object();
  if (type == "array") return value.is_array();
  if (type == "string") return value.is_string();
  if (type == "boolean") return value.is_boolean();
  if (type == "integer") return value.is_number_integer();
  if (type == "number") return value.is_number();
  return type == "null" && value.is_null();
}

class Checker {
 public:
  Checker(const Json& root, const std::string& origin, std::string_view text)
      : root_(root), origin_(origin), text_(text) {}

  Result<> check(const Json& value, const Json& schema, const std::string& at) const {
    if (schema.is_boolean()) {
      return schema.get<bool>() ? Result<>{} : wrong(at, "is not allowed here");
    }
    for (const auto& [keyword, unused] : schema.items()) {
      if (std::find(known_keywords.begin(), known_keywords.end(), keyword) ==
          known_keywords.end()) {
        return fail(Code::internal,
                    "the schema for " + origin_ + " uses the unknown keyword \"" + keyword + "\"");
      }
    }
    if (schema.contains("$ref")) {
      SANDTRAY_TRY(check(value, resolve(schema.at("$ref").get<std::string>()), at));
    }
    SANDTRAY_TRY(check_value(value, schema, at));
    if (value.is_string()) SANDTRAY_TRY(check_string(value.get<std::string>(), schema, at));
    if (value.is_object()) SANDTRAY_TRY(check_object(value, schema, at));
    if (value.is_array()) SANDTRAY_TRY(check_array(value, schema, at));
    return {};
  }

 private:
  const Json& resolve(const std::string& reference) const {
    return root_.at(Json::json_pointer(reference.substr(1)));
  }

  // To compile a pattern takes longer than to check a whole file without; lists use one many times.
  bool matches(const std::string& text, const std::string& pattern) const {
    const auto known = patterns_.find(pattern);
    const auto& regex = known != patterns_.end()
                            ? known->second
                            : patterns_.emplace(pattern, pattern).first->second;
    return std::regex_search(text, regex);
  }

  Failure wrong(const std::string& at, const std::string& reason) const {
    const auto place = at.empty() ? "the top level" : at;
    const int line = line_of(text_, at);
    return fail(
        Code::config,
        origin_ + (line == 0 ? "" : ":" + std::to_string(line)) + ": " + place + " " + reason,
        "Correct that value; nothing of the file is used until then.");
  }

  Failure unknown_key(const std::string& at, const Json& properties) const {
    std::vector<std::string> known;
    for (const auto& [name, unused] : properties.items()) known.push_back(name);
    auto failure = wrong(at, "is not a known key");
    if (!known.empty()) failure.value().hint = "Known there: " + join(known, ", ") + ".";
    return failure;
  }

  // A person reads an example more easily than a rule.
  static std::string example_of(const Json& schema) {
    if (!schema.contains("examples")) return "";
    return ", for example " + dump_json(schema.at("examples").at(0));
  }

  Result<> check_value(const Json& value, const Json& schema, const std::string& at) const {
    if (schema.contains("type") && !is_of_type(value, schema.at("type").get<std::string>())) {
      return wrong(at,
                   "must be of type " + schema.at("type").get<std::string>() + example_of(schema));
    }
    if (schema.contains("const") && value != schema.at("const")) {
      return wrong(at, "must be " + dump_json(schema.at("const")));
    }
    if (schema.contains("enum")) {
      const auto& allowed = schema.at("enum");
      if (std::find(allowed.begin(), allowed.end(), value) == allowed.end()) {
        return wrong(at, "must be one of " + dump_json(allowed));
      }
    }
    if (value.is_number()) {
      if (schema.contains("minimum") && value < schema.at("minimum")) {
        return wrong(at, "must be at least " + dump_json(schema.at("minimum")));
      }
      if (schema.contains("maximum") && value > schema.at("maximum")) {
        return wrong(at, "must be at most " + dump_json(schema.at("maximum")));
      }
    }
    if (schema.contains("anyOf")) {
      std::vector<std::string> reasons;
      for (const auto& choice : schema.at("anyOf")) {
        const auto fits = check(value, choice, at);
        if (fits) return {};
        const auto here = wrong(at, "").value().message;
        const auto& message = fits.error().message;
        // It is of this form, but for something further in.
        if (!message.starts_with(here)) return fits;
        reasons.push_back(message.substr(here.size()));
      }
      return wrong(at, join(reasons, ", or "));
    }
    return {};
  }

  Result<> check_string(const std::string& value, const Json& schema, const std::string& at) const {
    if (schema.contains("minLength") && value.size() < schema.at("minLength")) {
      return wrong(at, value.empty() ? "must not be empty" : "is too short");
    }
    const bool has_form = schema.contains("pattern");
    if ((schema.contains("maxLength") && value.size() > schema.at("maxLength")) ||
        (has_form && value.size() > longest_of_a_form)) {
      return wrong(at, "is too long");
    }
    if (has_form && !matches(value, schema.at("pattern").get<std::string>())) {
      return wrong(at, "does not have the form " + schema.at("pattern").get<std::string>() +
                           example_of(schema));
    }
    return {};
  }

  Result<> check_object(const Json& value, const Json& schema, const std::string& at) const {
    static const Json none = Json::object();
    const auto& properties = schema.contains("properties") ? schema.at("properties") : none;
    const auto& patterns =
        schema.contains("patternProperties") ? schema.at("patternProperties") : none;
    if (schema.contains("required")) {
      for (const auto& name : schema.at("required")) {
        if (!value.contains(name.get<std::string>())) {
          return wrong(at, "lacks \"" + name.get<std::string>() + "\"" + example_of(schema));
        }
      }
    }
    for (const auto& [name, member] : value.items()) {
      const auto place = at + "/" + name;
      bool known = properties.contains(name);
      if (known) SANDTRAY_TRY(check(member, properties.at(name), place));
      for (const auto& [pattern, rule] : patterns.items()) {
        if (name.size() > longest_of_a_form || !matches(name, pattern)) continue;
        known = true;
        SANDTRAY_TRY(check(member, rule, place));
      }
      if (known || !schema.contains("additionalProperties")) continue;
      const auto& others = schema.at("additionalProperties");
      if (others == false) return unknown_key(place, properties);
      SANDTRAY_TRY(check(member, others, place));
    }
    return {};
  }

  Result<> check_array(const Json& value, const Json& schema, const std::string& at) const {
    if (schema.contains("minItems") && value.size() < schema.at("minItems")) {
      return wrong(at, "has too few items");
    }
    if (!schema.contains("items")) return {};
    for (std::size_t i = 0; i < value.size(); ++i) {
      SANDTRAY_TRY(check(value[i], schema.at("items"), at + "/" + std::to_string(i)));
    }
    return {};
  }

  const Json& root_;
  const std::string& origin_;
  const std::string_view text_;
  mutable std::map<std::string, std::regex> patterns_;
};

}  // namespace

Result<> check_schema(const Json& value, const Json& schema, const std::string& origin,
                      std::string_view text) {
  try {
    return Checker(schema, origin, text).check(value, schema, "");
  } catch (const Json::exception&) {
    return fail(Code::internal, "the schema for " + origin + " is malformed");
  } catch (const std::regex_error&) {
    return fail(Code::internal, "the schema for " + origin + " has a malformed pattern");
  }
}

}  // namespace sandtray::config
