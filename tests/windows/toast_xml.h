// SPDX-License-Identifier: MIT
// A strict reader of the XML that a toast may be: elements, attributes, text, the five entities and
// character numbers. Anything else, and anything that is not well-formed, is refused.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sandtray::test {

struct XmlElement {
  std::string name;
  std::map<std::string, std::string> attributes;
  std::string text;
  std::vector<XmlElement> children;

  // Every element of this name, at any depth.
  std::vector<const XmlElement*> all(std::string_view wanted) const;
  std::string attribute(const std::string& wanted) const;
};

std::optional<XmlElement> read_xml(std::string_view text);

}  // namespace sandtray::test
