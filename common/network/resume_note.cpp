// SPDX-License-Identifier: MIT
#include "network/resume_note.h"

#include "base/json.h"
#include "platform/file.h"
#include "platform/part_file.h"

namespace sandtray::network {
namespace {

constexpr std::uint64_t most_bytes = 16 * 1024;

std::string path_for(const std::string& target) {
  return platform::PartFile::path_for(target) + ".json";
}

std::string text_in(const Json& note, const char* key) {
  const auto found = note.find(key);
  return found != note.end() && found->is_string() ? found->get<std::string>() : std::string();
}

}  // namespace

ResumeNote read_note(const std::string& target) {
  const auto path = path_for(target);
  const auto text = platform::read_file(path, most_bytes);
  const auto note = text ? parse_json(*text, path) : Result<Json>(Failure(text.error()));
  if (!note || !note->is_object()) return {};
  return {text_in(*note, "digest"), text_in(*note, "source"), text_in(*note, "validator")};
}

Result<> write_note(const std::string& target, const ResumeNote& note) {
  return platform::write_file(path_for(target), dump_json_pretty({{"digest", note.digest},
                                                                  {"source", note.source},
                                                                  {"validator", note.validator}}));
}

void remove_note(const std::string& target) {
  (void)platform::remove_tree(path_for(target));
}

}  // namespace sandtray::network
