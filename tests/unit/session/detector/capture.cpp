// SPDX-License-Identifier: MIT
#include "unit/session/detector/capture.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "base/json.h"

namespace sandtray::session {
namespace {

const std::filesystem::path source_dir = SANDTRAY_SOURCE_DIR;

std::string read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path.string());
  std::ostringstream content;
  content << file.rdbuf();
  return content.str();
}

}  // namespace

std::string Capture::whole() const {
  std::string bytes;
  for (const auto& read : reads) bytes += read.bytes;
  return bytes;
}

std::vector<std::string> capture_names() {
  std::vector<std::string> names;
  for (const auto& entry :
       std::filesystem::directory_iterator(source_dir / "tests/data/captures")) {
    if (entry.path().extension() == ".txt") names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::string read_test_data(const std::string& path) {
  return read_file(source_dir / "tests/data" / path);
}

std::string unescape_capture(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      out += text[i];
    } else if (text.at(i + 1) == '\\') {
      out += text[++i];
    } else {
      out += static_cast<char>(std::stoi(std::string(text.substr(i + 1, 3)), nullptr, 8));
      i += 3;
    }
  }
  return out;
}

Capture load_capture(const std::string& name) {
  Capture capture;
  capture.name = name;
  std::istringstream lines(read_test_data("captures/" + name + ".txt"));
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("# ")) continue;
    const auto tab = line.find('\t');
    capture.reads.push_back({std::stoll(line.substr(0, tab)),
                             unescape_capture(std::string_view(line).substr(tab + 1))});
  }
  return capture;
}

config::Signals shipped_signals(const std::string& agent) {
  const auto path = source_dir / "common/data/agents" / (agent + ".json");
  const auto json = parse_json(read_file(path), path.string());
  return config::signals_from_json(json->at("signals")).value();
}

void DetectorDriver::collect(std::int64_t ms) {
  for (const auto& change : detector_.take_changes()) {
    std::string line = std::to_string(ms) + (change.update ? " +" : " ");
    line += std::string(to_string(change.state)) + " " + std::string(to_string(change.source));
    if (!change.kind.empty()) line += " " + change.kind;
    if (!change.message.empty()) line += ": " + change.message;
    lines_.push_back(std::move(line));
  }
  replies_ += detector_.take_replies();
}

void DetectorDriver::until(std::int64_t ms) {
  while (const auto deadline = detector_.deadline()) {
    if (*deadline > at(ms)) break;
    detector_.tick(*deadline);
    collect(std::chrono::duration_cast<std::chrono::milliseconds>(deadline->time_since_epoch())
                .count());
  }
}

void DetectorDriver::output(std::int64_t ms, std::string_view bytes) {
  until(ms);
  detector_.output(bytes, at(ms));
  collect(ms);
}

void DetectorDriver::hook(std::int64_t ms, const Json& event) {
  until(ms);
  detector_.hook(event, at(ms));
  collect(ms);
}

void DetectorDriver::input(std::int64_t ms, std::string_view bytes) {
  until(ms);
  detector_.input(bytes, at(ms));
  collect(ms);
}

}  // namespace sandtray::session
