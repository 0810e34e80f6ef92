// SPDX-License-Identifier: MIT
#include "network/entry_name.h"

#include <algorithm>

#include "base/path.h"
#include "base/text.h"

namespace sandtray::network {
namespace {

constexpr std::size_t longest_part = 255, longest_name = 1024, most_parts = 64;

Failure refuse(std::string_view name, const std::string& why) {
  return fail(Code::refused, "the archive has \"" + display_text(name) + "\": " + why,
              "It is not unpacked, since it may be made to do harm.");
}

// Control characters, what is invisible or turns the direction, what is no UTF-8.
bool has_odd_characters(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (is_unsafe(next_code_point(text, at))) return true;
  }
  return false;
}

// is_plain_name() and names that begin with a dot.
bool is_plain_part(std::string_view part) {
  return is_plain_name(part.starts_with('.') ? "_" + std::string(part) : std::string(part));
}

}  // namespace

Result<std::string> plain_entry_name(std::string_view name) {
  if (name.empty()) return refuse(name, "an empty name");
  if (name.size() > longest_name) return refuse(name, "a very long name");
  if (name.front() == '/') return refuse(name, "an absolute path");
  if (has_odd_characters(name)) return refuse(name, "odd characters in a name");
  std::string plain;
  std::size_t parts = 0;
  for (const auto& part : split(name, '/')) {
    if (part.empty() || part == ".") continue;
    if (part == "..") return refuse(name, "a way out of the folder");
    if (part.size() > longest_part || ++parts > most_parts) return refuse(name, "a very long name");
    if (!is_plain_part(part)) return refuse(name, "a name that not every system can have");
    plain += (plain.empty() ? "" : "/") + part;
  }
  return plain;
}

Result<> check_link(const std::string& name, std::string_view target) {
  if (target.empty() || target.size() > longest_name || target.front() == '/' ||
      has_odd_characters(target) || target.find('\\') != std::string_view::npos) {
    return refuse(name, "a link that leads out of the folder or nowhere");
  }
  auto depth = std::count(name.begin(), name.end(), '/');
  bool goes_down = false;
  for (const auto& part : split(target, '/')) {
    if (part.empty() || part == ".") continue;
    if (part != "..") {
      goes_down = true;
    } else if (goes_down || --depth < 0) {
      return refuse(name, "a link that leads out of the folder");
    }
  }
  return {};
}

std::string without_case(std::string name) {
  std::transform(name.begin(), name.end(), name.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return name;
}

}  // namespace sandtray::network
