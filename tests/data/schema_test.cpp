// SPDX-License-Identifier: MIT
// Every data file that is shipped matches its schema, and a wrong copy of each does not: once by an
// independent validator and once by the program's own reader.
#include "config/schema.h"
#include "config/method.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

namespace sandtray::config {
namespace {

namespace fs = std::filesystem;

const fs::path data = SANDTRAY_SOURCE_DIR "/common/data";

Json read(const fs::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  auto json = parse_json(text.str(), path.string());
  if (!json) throw std::runtime_error(json.error().message);
  return *json;
}

// A file names its schema, or stands in the folder of its kind: agents/claude.json is an agent.
fs::path schema_of(const fs::path& file) {
  const auto named = read(file).value("$schema", "");
  if (!named.empty()) return (file.parent_path() / named).lexically_normal();
  std::string kind = file.parent_path().filename().string();
  if (kind.ends_with("s")) kind.pop_back();
  return data / "schemas" / (kind + ".schema.json");
}

std::vector<fs::path> data_files() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(data)) {
    const auto& path = entry.path();
    if (path.extension() == ".json" && path.parent_path() != data / "schemas") {
      files.push_back(path);
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

bool independent_accepts(const Json& value, const Json& rules) {
  valijson::Schema schema;
  valijson::SchemaParser parser;
  parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(rules), schema);
  valijson::Validator validator;
  return validator.validate(schema, valijson::adapters::NlohmannJsonAdapter(value), nullptr);
}

bool own_accepts(const Json& value, const Json& rules) {
  return check_schema(value, rules, "planted").has_value();
}

// Copies with one mistake each: an unknown key, a missing key, a value of no permitted type.
std::vector<std::pair<std::string, Json>> wrong_copies(const Json& value, const Json& rules) {
  std::vector<std::pair<std::string, Json>> copies;
  Json unknown = value;
  unknown["planted"] = 1;
  copies.emplace_back("an unknown key", std::move(unknown));
  for (const auto& key : rules.value("required", Json::array())) {
    Json missing = value;
    missing.erase(key.get<std::string>());
    copies.emplace_back("without " + key.get<std::string>(), std::move(missing));
  }
  for (const auto& [key, unused] : value.items()) {
    Json wrong = value;
    wrong[key] = nullptr;
    copies.emplace_back(key + " is null", std::move(wrong));
  }
  return copies;
}

class DataFile : public ::testing::TestWithParam<fs::path> {};

TEST_P(DataFile, MatchesItsSchema) {
  ASSERT_TRUE(fs::exists(schema_of(GetParam()))) << schema_of(GetParam());
  const Json rules = read(schema_of(GetParam()));
  const Json value = read(GetParam());
  EXPECT_TRUE(independent_accepts(value, rules));
  const auto own = check_schema(value, rules, GetParam().string());
  EXPECT_TRUE(own) << own.error().message;
}

TEST_P(DataFile, AWrongCopyIsRefused) {
  const Json rules = read(schema_of(GetParam()));
  for (const auto& [mistake, copy] : wrong_copies(read(GetParam()), rules)) {
    EXPECT_FALSE(independent_accepts(copy, rules)) << mistake;
    EXPECT_FALSE(own_accepts(copy, rules)) << mistake;
  }
}

std::string name_of(const ::testing::TestParamInfo<fs::path>& info) {
  std::string name = fs::relative(info.param, data).replace_extension().string();
  for (char& c : name) {
    if (std::isalnum(static_cast<unsigned char>(c)) == 0) c = '_';
  }
  return name;
}

INSTANTIATE_TEST_SUITE_P(Shipped, DataFile, ::testing::ValuesIn(data_files()), name_of);

// What a person is told of a method that is shipped, or of a template, leaves nothing out.
TEST(Methods, StateAllThatTheyPromise) {
  for (const auto* folder : {"methods", "templates"}) {
    for (const auto& entry : fs::directory_iterator(data / folder)) {
      const Json method = read(entry.path());
      EXPECT_EQ(method.at("name"), entry.path().stem().string());
      for (const auto* key : {"title", "summary", "boundary", "platforms", "files", "processes",
                              "network", "devices"}) {
        EXPECT_TRUE(method.contains(key)) << entry.path() << " " << key;
      }
      EXPECT_TRUE(method.contains("withstands") || method.value("planned", false)) << entry.path();
      // What is tried here says nothing of macOS and Windows.
      if (!method.value("withstands", Json::array()).empty()) {
        EXPECT_EQ(method.value("tried_on", method.at("platforms")), Json({"linux"}))
            << entry.path();
      }
      EXPECT_EQ(method.contains("wrapper"), folder == std::string_view("templates"));
      const auto known = method_from_json(method, entry.path().string());
      EXPECT_TRUE(known) << known.error().message;
    }
  }
}

// A schema that nobody can read, or that leaves a door open, protects nothing.
TEST(Schemas, RefuseKeysThatTheyDoNotKnow) {
  for (const auto& entry : fs::directory_iterator(data / "schemas")) {
    const Json rules = read(entry.path());
    const Json planted = {{"planted", 1}};
    EXPECT_FALSE(independent_accepts(planted, rules)) << entry.path();
    EXPECT_FALSE(own_accepts(planted, rules)) << entry.path();
  }
}

}  // namespace
}  // namespace sandtray::config
